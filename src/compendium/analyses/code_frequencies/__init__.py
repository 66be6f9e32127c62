"""Code frequencies: how often each code was used, in which sources and cases."""
