"""The findings that a composed briefing can have, and how grave each is unless a template says otherwise.

They stand here, below composing, so that a template that names one is checked for its spelling.
"""

from __future__ import annotations

from briefbuilder.domain.notices import Severity

CHECKS: dict[str, Severity] = {
    "title-empty": "error",
    "field-required-empty": "error",
    "field-empty": "hint",
    "field-unknown": "warning",
    "field-date-invalid": "error",
    "field-number-invalid": "error",
    "field-number-range": "error",
    "field-choice-unknown": "error",
    "copy-number-empty": "error",
    "part-required-empty": "error",
    "part-empty": "hint",
    "part-unknown": "warning",
    "topic-empty": "warning",
    "topic-unknown": "warning",
    "no-content": "error",
    "part-too-long": "warning",
    "briefing-too-long": "warning",
    "too-many-pages": "warning",
    "language-not-in-template": "warning",
    "excerpt-without-article": "error",
    "quotation-lost": "error",
    "quotation-differs": "warning",
    "excerpt-duplicate": "warning",
    "rights-reserved": "warning",
    "reliability-missing": "hint",
    "reliability-invalid": "error",
    "source-without-title": "warning",
    "source-without-outlet": "warning",
    "source-without-date": "warning",
    "source-without-url": "hint",
    "language-unknown": "hint",
    "note-missing": "warning",
    "note-elsewhere": "hint",
    "picture-missing": "warning",
    "alternative-text-missing": "warning",
    "link-dropped": "hint",
    "characters-unwritable": "warning",
    "marking-unknown": "error",
    "marking-below-item": "error",
    "marking-raised": "hint",
    "marking-restricted": "warning",
    "marking-other-profile": "error",
}
