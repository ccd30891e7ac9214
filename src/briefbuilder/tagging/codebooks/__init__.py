"""Taxonomies in the forms of other programs and houses: CSV, SKOS, REFI-QDA codebooks, and our own YAML."""
