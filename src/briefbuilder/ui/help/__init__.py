"""Dialogs that explain the program."""
