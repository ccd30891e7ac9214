"""Document to a Word file.

`writer.render_docx` is the door. Importing this package loads nothing heavy; importing `writer`
loads python-docx and lxml.
"""
