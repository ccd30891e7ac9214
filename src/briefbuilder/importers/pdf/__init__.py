"""Read PDF files: positioned glyphs become lines, columns, paragraphs and typed blocks.

Constants without a stated source were tuned by hand on the PDFs that the typesetters of `tools/bench/pdfs.py` make
and on the reconstructed pages in `tests/importers/pdf`. Lengths are in points unless said otherwise; "in sizes" means
multiples of the font size.
"""
