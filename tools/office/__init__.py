"""Makes the documents of `tests/data/office`: one rich article written by LibreOffice, python-docx and pandoc."""
