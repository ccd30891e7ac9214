"""Unmarked text to blocks: paragraphs, headings, lists and quotations found by form alone.

The weights of headings are fitted (see `headings.yaml`). All other constants and word lists were set by hand on the labelled
pages that `tools/bench/plaintexts.py` reads in several layouts.
"""
