"""Readers of spreadsheets and tables."""
