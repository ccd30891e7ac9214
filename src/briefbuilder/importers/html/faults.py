"""What extraction libraries raise on pages that they did not expect; a page then is read without them."""

from __future__ import annotations

import re

from lxml import etree

LIBRARY_FAULTS: tuple[type[Exception], ...] = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
    etree.LxmlError,
    re.error,
)
"""Every fault of such a library that a page's content can bring about; faults of the machine are not among them."""
