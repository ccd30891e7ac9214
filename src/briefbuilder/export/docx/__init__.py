"""Document to a Word file."""
