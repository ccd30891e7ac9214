"""Show the original of an article: all text of a file, or its pages."""
