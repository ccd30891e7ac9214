"""Values of the field: frozen dataclasses that know the standard library alone.

Nothing here reads a file, opens a window or speaks to a user.
"""
