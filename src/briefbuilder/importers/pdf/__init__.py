"""PDF to a draft: characters with their places become lines, columns, paragraphs and typed blocks.

Constants without a source of their own were set by hand: on PDFs that the typesetters of `tools/bench/pdfs.py` make from
labelled texts, and on pages of other programs that are drawn again in `tests/importers/pdf`.
"""
