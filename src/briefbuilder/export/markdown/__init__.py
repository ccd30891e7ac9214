"""Document to Markdown: CommonMark with tables, footnotes and struck-out text.

`writer.render_markdown` is the door.
"""
