"""Spell checking with Hunspell dictionaries."""
