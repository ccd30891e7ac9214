"""What a whole briefing looks like in each template and language; read the kept texts like code."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from briefbuilder.domain.document import Document

if TYPE_CHECKING:
    from tests.composing.conftest import Desk


@pytest.mark.parametrize("language", ["en", "it", "fr"])
@pytest.mark.parametrize("name", ["thematic-briefing", "press-review", "meeting-brief"])
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
