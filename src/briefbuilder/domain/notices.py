"""What an importer removed, guessed or could not read, and what a check found.

Both are codes with parameters; `ui` and `cli` put them into words in the user's language.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Literal

from briefbuilder.domain.values import value

ATTACHED = "mail-attachment"
"""Code of a mail's notice that names a file attached to it, one for each in their order."""

Severity = Literal["error", "warning", "hint"]


@value
class Notice:
    """One thing that an importer did to a text.

    `subject` holds the words concerned (those removed, for example), `block` the id of the
    block concerned where it still stands, `article` the id that another article has, wherever it is imported, of
    which the notice tells: the mail that a file was attached to, the file that is attached.
    """

    code: str
    subject: str = ""
    block: str | None = None
    article: str | None = None


@value
class Place:
    """Where a finding is: in a briefing's part, item or field, or in a file's line and column (from 1)."""

    part: str | None = None
    item: str | None = None
    field: str | None = None
    article: str | None = None
    file: str | None = None
    line: int | None = None
    column: int | None = None


@value
class Finding:
    """One thing that a check found; an error blocks the export, the others do not."""

    code: str
    severity: Severity
    place: Place = field(default_factory=Place)
    parameters: Mapping[str, str] = field(default_factory=dict)
