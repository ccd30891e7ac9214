"""Reads a Word file that comes back and compares it with the record of its export: bytes and a record → changes."""
