"""Document to a tagged PDF."""
