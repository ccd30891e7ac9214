"""trafilatura, imported without what it does not need here: its language model takes a third of its start."""

from __future__ import annotations

import logging
import sys
from functools import cache
from types import ModuleType

_UNUSED = "py3langid"


@cache
def extraction_library() -> ModuleType:
    """Return trafilatura; it asks for a language model at its import, and does without where there is none."""
    spare = _UNUSED not in sys.modules
    if spare:
        sys.modules[_UNUSED] = None  # type: ignore[assignment]  # as Python marks a module that cannot be imported
    try:
        import trafilatura
    finally:
        if spare:
            del sys.modules[_UNUSED]
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    return trafilatura
