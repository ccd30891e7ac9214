"""Read text from the clipboard as an article or as blocks."""
