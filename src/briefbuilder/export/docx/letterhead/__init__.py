"""Reads a ministry's letterhead document (.docx or .dotx) and writes a briefing into it."""
