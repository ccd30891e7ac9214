"""Document to a web page in one file.

`writer.render_html` is the door. Importing this package loads nothing heavy; importing `writer` loads lxml.
"""
