"""File to article: one module a format, one explicit table of them."""
