"""Document to bytes."""
