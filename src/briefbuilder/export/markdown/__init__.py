"""Render a Document as Markdown: CommonMark with tables, footnotes and strikethrough.

Call `writer.render_markdown`.
"""
