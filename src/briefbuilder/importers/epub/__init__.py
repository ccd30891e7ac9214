"""EPUB: a book as one article, its chapters as headings."""
