"""Files within a file, as in a mail or a ZIP, and the chapters of a book: what one file holds of several articles."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import field

from briefbuilder.domain.notices import Notice
from briefbuilder.domain.values import value
from briefbuilder.importers.build import Draft

_UNSHOWN = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def shown_name(name: str) -> str:
    """Return a file's name as it can be kept and shown: without what hides its ending, and in characters alone.

    On some systems names are bytes; those of an older charset are read by what they look like.
    """
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        from briefbuilder.importers.charset import decode

        name = decode(os.fsencode(name)).text
    return _UNSHOWN.sub("", name).strip() or "file"


@value
class Part:
    """A file within a container.

    `label` is where it stands, with "/" between a container and what is in it: it is shown and never opened
    as a path. `notice` says what it came with; `depth` counts the containers around it. `beside` holds what was
    saved beside a page, by its path from there.
    """

    name: str
    label: str
    data: bytes = field(repr=False)
    notice: Notice
    depth: int = 1
    beside: Mapping[str, bytes] = field(default_factory=dict, repr=False)

    @classmethod
    def of(
        cls, label: str, data: bytes, came_with: Notice, beside: Mapping[str, bytes] | None = None
    ) -> Part:
        """Return a part; what could lead elsewhere or hide its ending is taken out of its name."""
        steps = [step.strip() for step in re.split(r"[/\\]", _UNSHOWN.sub("", label))]
        kept = [step for step in steps if step not in {"", ".", ".."}] or ["file"]
        return cls(
            name=kept[-1][:200],
            label="/".join(kept)[:500],
            data=data,
            notice=came_with,
            beside=beside or {},
        )


@value
class Chapter:
    """A chapter of a book that is read as an article of its own.

    `label` is its name as it is shown, `part` the file of the book that it begins in, which is its own within it.
    """

    label: str
    part: str
    draft: Draft


def notice(code: str, container: str) -> Notice:
    """Return the notice that says which container a file came in."""
    return Notice(code=code, subject=container)
