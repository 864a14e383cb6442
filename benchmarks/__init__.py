"""Benchmarks: ratios measured in one run, printed by `make bench`."""
