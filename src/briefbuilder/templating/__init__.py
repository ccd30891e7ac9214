"""YAML to Template, each fault with file, line, column and the nearest valid name."""
