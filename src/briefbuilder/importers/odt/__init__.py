"""Read OpenDocument texts by walking the XML."""
