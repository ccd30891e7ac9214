"""EPUB: a book as one article with its chapters as headings, or as an article a chapter."""
