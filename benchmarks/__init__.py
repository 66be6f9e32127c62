"""Benchmarks: how long the compendium takes, beside other ways to do the same."""
