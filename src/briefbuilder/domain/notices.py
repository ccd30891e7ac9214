"""Notices of importers and findings of checks.

Both are codes with parameters; `app.messages` has their texts in the user's language.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field
from typing import Literal, get_args

from briefbuilder.domain.values import value

ATTACHED = "mail-attachment"
"""Code of the notice of a mail for each attached file, in order."""

CAME_WITH_MAIL = "came-with-mail"
"""Code of the notice of a file that was attached to a mail."""

SCANNED_PAGES = "pdf-pages-scanned"
"""Code of the notice of the pages of a PDF that are pictures and were not imported; its subject lists their numbers."""

PASTED = "pasted"
"""Code of the notice of an article that came from the clipboard."""

Severity = Literal["error", "warning", "hint"]


@value
class Notice:
    """Something that an importer removed, guessed or could not read.

    `subject` is the text concerned, `block` the id of the block concerned if it still exists. `article` is the
    id of a related article: the mail that a file was attached to, or the attached file.
    """

    code: str
    subject: str = ""
    block: str | None = None
    article: str | None = None


@value
class Place:
    """The location of a finding: a part, item or field of a briefing, or a line and column of a file (from 1)."""

    part: str | None = None
    item: str | None = None
    field: str | None = None
    article: str | None = None
    file: str | None = None
    line: int | None = None
    column: int | None = None


@value
class Finding:
    """An issue found by a check; only errors prevent an export."""

    code: str
    severity: Severity
    place: Place = field(default_factory=Place)
    parameters: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_claim(self) -> bool:
        """Whether it is about a claim of an own text."""
        return self.code.startswith("claim-")


def sort_findings(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return findings, the most severe first, and of those first what is about claims; the sort is stable."""
    order = get_args(Severity)
    return tuple(sorted(findings, key=lambda finding: (order.index(finding.severity), not finding.is_claim)))
