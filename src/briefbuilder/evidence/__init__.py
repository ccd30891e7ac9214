"""Reads what texts state (numbers, dates, names, quotations) and compares it, with its place in a source."""
