"""Reads templates and marking profiles from YAML and reports each fault with its position."""
