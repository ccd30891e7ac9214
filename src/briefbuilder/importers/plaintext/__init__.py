"""Read plain text: paragraphs, headings, lists and quotations are recognized by their form.

The weights of headings are fitted (see `headings.yaml`). All other constants and word lists were set by hand on the
labelled pages that `tools/bench/plaintexts.py` reads in several layouts.
"""
