"""Render a Document as a tagged PDF."""
