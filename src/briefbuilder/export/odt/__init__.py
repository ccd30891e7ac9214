"""Document to an OpenDocument text.

`writer.render_odt` is the door. Importing this package loads nothing heavy.
"""
