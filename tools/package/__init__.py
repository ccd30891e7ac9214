"""Freezes the program and makes its packages: run by `make package` and `make package-test`."""
