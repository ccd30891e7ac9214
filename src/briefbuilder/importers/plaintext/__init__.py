"""Unmarked text to blocks: paragraphs, headings, lists and quotations found by form alone."""
