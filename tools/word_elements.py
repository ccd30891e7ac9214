"""The XML elements of python-docx's objects, which the library keeps under a private name alone."""

from __future__ import annotations

from typing import Any


def element_of(part: Any) -> Any:
    """Return the element of a paragraph, a run, a row of a table, or a comment."""
    return part._element  # noqa: SLF001 - there is no public name
