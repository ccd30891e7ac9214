"""Files within a file: what a mail, a ZIP or another container holds beside a text of its own."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from briefbuilder.domain.notices import Notice

_UNSHOWN = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A file within a container.

    `label` is where it stands, with "/" between a container and what is in it: it is shown and never opened
    as a path. `notice` says what it came with; `depth` counts the containers around it.
    """

    name: str
    label: str
    data: bytes = field(repr=False)
    notice: Notice
    depth: int = 1

    @classmethod
    def of(cls, label: str, data: bytes, came_with: Notice) -> Part:
        """Return a part; what could lead elsewhere or hide its ending is taken out of its name."""
        steps = [step.strip() for step in re.split(r"[/\\]", _UNSHOWN.sub("", label))]
        kept = [step for step in steps if step not in {"", ".", ".."}] or ["file"]
        return cls(
            name=kept[-1][:200],
            label="/".join(kept)[:500],
            data=data,
            notice=came_with,
        )


def notice(code: str, container: str) -> Notice:
    """Return the notice that says which container a file came in."""
    return Notice(code=code, subject=container)
