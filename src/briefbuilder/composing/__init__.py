"""Briefing, Template and Articles to one Document, and the checks before an export."""
