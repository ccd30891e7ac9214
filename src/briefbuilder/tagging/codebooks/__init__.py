"""Taxonomies in the forms of other programs and houses: CSV, SKOS, and our own YAML."""
