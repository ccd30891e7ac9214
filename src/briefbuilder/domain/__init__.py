"""The data model: frozen dataclasses and pure functions that depend on the standard library only."""
