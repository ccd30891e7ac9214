"""Render a Document as a single HTML file.

Call `writer.render_html`. Importing this package loads nothing heavy; importing `writer` loads lxml.
"""
