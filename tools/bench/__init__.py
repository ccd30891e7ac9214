"""Benchmarks: the program beside its peers, in one run, as ratios."""
