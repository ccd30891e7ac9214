"""Taxonomy terms to suggestions with their evidence."""
