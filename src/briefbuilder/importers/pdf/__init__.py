"""PDF to a draft: characters with their places become lines, columns, paragraphs and typed blocks."""
