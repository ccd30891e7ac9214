"""Spelling: which dictionaries a machine has, which words of a text are to be asked for, and what they say."""
