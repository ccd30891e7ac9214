"""The window. Only this package imports PySide6."""
