"""Snapshots of a briefing in each template and language; review changes to them like code."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from briefbuilder.app.templates import add_sample_texts, sample_fields
from briefbuilder.domain.document import Document

if TYPE_CHECKING:
    from tests.composing.conftest import Desk


GATHERED = ("thematic-briefing", "press-review", "meeting-brief")
SAMPLED = ("action-memo", "appunto", "eu-fiche", "session-brief", "submission")


@pytest.mark.parametrize("language", ["en", "it", "fr"])
@pytest.mark.parametrize("name", GATHERED)
def test_a_briefing_looks_as_it_did(
    desk: Desk,
    readable: Callable[[Document], str],
    matches_snapshot: Callable[[str, str], bool],
    name: str,
    language: str,
) -> None:
    template = desk.template(name)
    fields = {"thematic-briefing": {"reference": "BB/2026/117"}, "meeting-brief": {"brief-number": "4"}}
    briefing = desk.briefing(template, language, fields=fields.get(name))
    composition = desk.compose(briefing, template)
    assert matches_snapshot(f"{name}.{language}.txt", readable(composition.document))


@pytest.mark.parametrize("language", ["en", "it", "fr"])
@pytest.mark.parametrize("name", SAMPLED)
def test_a_sample_looks_as_it_did(
    desk: Desk,
    readable: Callable[[Document], str],
    matches_snapshot: Callable[[str, str], bool],
    name: str,
    language: str,
) -> None:
    template = desk.template(name)
    count = itertools.count(1)
    fields = sample_fields(template, language, "2026-11-25")
    briefing = desk.briefing(template, language, fields=fields)
    briefing = add_sample_texts(briefing, template, lambda: f"sample{next(count)}")
    composition = desk.compose(briefing, template)
    assert [one.code for one in composition.findings if one.severity == "error"] == []
    assert matches_snapshot(f"{name}.{language}.txt", readable(composition.document))
