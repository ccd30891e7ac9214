"""Readers of reference files, such as bibliographies."""
