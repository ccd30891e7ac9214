"""The findings that a briefing can have, with the severity of each unless a template changes it.

They are defined below composing so that their names in templates can be checked.
"""

from __future__ import annotations

from typing import Literal, get_args

from briefbuilder.domain.notices import Severity

_Error = Literal[
    "title-empty",
    "field-required-empty",
    "field-date-invalid",
    "field-date-ambiguous",
    "field-number-invalid",
    "field-number-range",
    "field-choice-unknown",
    "copy-number-empty",
    "part-required-empty",
    "no-content",
    "excerpt-without-article",
    "quotation-lost",
    "reliability-invalid",
    "marking-unknown",
    "marking-below-item",
    "embargo-not-over",
    "unsettled-text",
    "unsettled-marking",
    "unsettled-release",
]
_Warning = Literal[
    "field-unknown",
    "part-unknown",
    "topic-empty",
    "topic-unknown",
    "part-too-long",
    "part-too-many-lines",
    "briefing-too-long",
    "too-many-pages",
    "language-not-in-template",
    "quotation-differs",
    "excerpt-duplicate",
    "rights-reserved",
    "source-without-title",
    "source-without-outlet",
    "source-without-date",
    "note-missing",
    "picture-missing",
    "picture-left-out",
    "alternative-text-missing",
    "link-disguised",
    "characters-unwritable",
    "characters-hidden",
    "marking-restricted",
    "portion-unmarked",
    "source-quoted-long",
    "language-differs",
    "translation-differs",
    "claim-different",
    "event-without-date",
]
_Hint = Literal[
    "field-empty",
    "part-empty",
    "part-hidden",
    "reliability-missing",
    "source-without-url",
    "language-unknown",
    "note-elsewhere",
    "link-dropped",
    "marking-raised",
    "restricted-content",
    "withheld",
    "topic-left-out",
    "translation-missing",
    "claim-not-found",
    "unsettled-change",
]
Check = Literal[_Error, _Warning, _Hint]
"""The code of a finding on a briefing."""

CHECKS: dict[Check, Severity] = {
    **dict.fromkeys(get_args(_Error), "error"),
    **dict.fromkeys(get_args(_Warning), "warning"),
    **dict.fromkeys(get_args(_Hint), "hint"),
}
"""The severity of each finding, unless a template sets another."""
