"""Frames in, exhibits out: every figure, with the caption and alternative text that go with it.

A module per analysis, and none of them imported here: a step depends on the modules it uses alone.
"""
