"""Each documented key of a template has an effect in DOCX and, if visible there, in PDF."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from tests.composing.effect_rows import EFFECTS
from tests.composing.key_effects import BASE, LONG, Docx, Effect, Offered, Pdf, Refused, Shown, Told
from tests.docs.test_templates_page import MODELS, documented_keys

from briefbuilder.app.resources import Resources
from briefbuilder.domain.briefing import Briefing, OwnText
from briefbuilder.domain.briefing_edits import insert_item
from briefbuilder.domain.passage import section_passage
from briefbuilder.domain.text import Heading, Paragraph, Span
from briefbuilder.domain.topics import Tag
from briefbuilder.export.docx.writer import render_docx
from briefbuilder.export.pdf.writer import PdfExport, render_pdf
from briefbuilder.templating.loader import check_text
from briefbuilder.templating.model import Template

if TYPE_CHECKING:
    from tests.composing.conftest import Desk


NOTE = Path(__file__).parents[2] / "templates" / "note.yaml"
ELSEWHERE = {"Letterhead document", "Masthead picture", "Your own marking profiles", "Levels"}
"""Sections whose effects are tested with house documents, and with marking profiles."""


@pytest.fixture
def desk(counted_desk: Desk) -> Desk:
    """Articles of which the later imported one is the newer, and a tag more."""
    desk = counted_desk
    article = desk.articles["a2"]
    data = replace(article.metadata, published=date(2026, 11, 20), publication="Ars")
    article = replace(article, metadata=data)
    tag = Tag(id="more", topic="semiconductors", passage=section_passage(article, article.sections[0]))
    return replace(desk.with_article(article), tags=(*desk.tags, tag))


def merged(base: Mapping[str, Any], change: Mapping[str, Any]) -> dict[str, Any]:
    """Return a mapping with another laid over it, groups key by key."""
    found = dict(base)
    for key, value in change.items():
        both = isinstance(value, Mapping) and isinstance(found.get(key), Mapping)
        found[key] = merged(found[key], value) if both else value
    return found


def template(*changes: Mapping[str, Any]) -> Template:
    written: Mapping[str, Any] = BASE
    for change in changes:
        written = merged(written, change)
    checked = check_text(json.dumps(written).encode(), NOTE)
    assert checked.template is not None, checked.findings
    return checked.template


def briefing(desk: Desk, used: Template, fields: Mapping[str, str]) -> Briefing:
    known = {field.key for field in used.fields}
    made = desk.briefing(used, "en", fields={key: value for key, value in fields.items() if key in known})
    blocks = (
        Paragraph(id="o1", content=(Span("Opening words."),)),
        Heading(id="o2", level=1, content=(Span("Under it"),)),
        Paragraph(id="o3", content=(Span(LONG),)),
    )
    own = next((part for part in made.parts if part.key == "text"), None)
    if own is None:
        return made
    rows = (Paragraph(id="r1", content=(Span("Opening words."),)), Paragraph(id="r2", content=(Span("Yes"),)))
    table = "text" in used.table_parts
    return insert_item(made, own.id, OwnText(id="own", blocks=rows if table else blocks, marking=None))


def written(desk: Desk, used: Template, fields: Mapping[str, str]) -> tuple[Docx, PdfExport]:
    document = desk.compose(briefing(desk, used, fields), used).document
    pdf = render_pdf(document)
    base = (desk.root / "resources" / "docx" / "base.docx").read_bytes()
    return Docx(render_docx(document, base=base, page_numbers=pdf.page_numbers)), pdf


_WITHOUT: dict[str, tuple[Docx, PdfExport]] = {}
"""What was written without the changes of rows, by the templates and values of fields; most rows share it."""


def written_without(desk: Desk, effect: Shown) -> tuple[Docx, PdfExport]:
    """Return what is written without the change of a row."""
    key = json.dumps([effect.before, effect.fields], sort_keys=True)
    if key not in _WITHOUT:
        _WITHOUT[key] = written(desk, template(effect.before), effect.fields)
    return _WITHOUT[key]


def test_every_documented_key_has_an_effect_and_no_other() -> None:
    told = {*MODELS, "Styles"} - ELSEWHERE
    assert {name: set(documented_keys(name)) for name in told} == {
        section: set(rows) for section, rows in EFFECTS.items()
    }


ROWS = [(section, key, effect) for section, rows in EFFECTS.items() for key, effect in rows.items()]


@pytest.mark.parametrize(
    ("section", "key", "effect"), ROWS, ids=[f"{section}-{key}".replace(" ", "_") for section, key, _ in ROWS]
)
def test_a_key_does_what_is_said_of_it(desk: Desk, section: str, key: str, effect: Effect) -> None:
    if isinstance(effect, Shown):
        _assert_shown(desk, effect)
    elif isinstance(effect, Told):
        _assert_told(desk, effect)
    elif isinstance(effect, Refused):
        text = json.dumps(merged(BASE, effect.change)).encode()
        found = check_text(text, NOTE, Resources().check_context()).findings
        assert effect.code in {finding.code for finding in found}, (section, key)
    else:
        assert isinstance(effect, Offered)
        assert effect.read(template(effect.change)) == effect.expected
        assert effect.read(template()) != effect.expected


def _assert_shown(desk: Desk, effect: Shown) -> None:
    place, pattern = effect.docx
    probe, expected = effect.pdf
    docx, pdf = written(desk, template(effect.before, effect.change), effect.fields)
    assert re.search(pattern, docx.where(place), re.DOTALL), docx.where(place)[:3000]
    assert probe(Pdf(pdf.data)) == expected
    docx, pdf = written_without(desk, effect)
    assert not re.search(pattern, docx.where(place), re.DOTALL)
    assert probe(Pdf(pdf.data)) != expected


def _assert_told(desk: Desk, effect: Told) -> None:
    from briefbuilder.composing.check import check_lines, check_pages

    def codes(used: Template) -> set[str]:
        made = briefing(desk, used, effect.fields)
        pdf = render_pdf(desk.compose(made, used).document)
        inputs = desk.inputs(made, used)
        laid_out = (*check_pages(inputs, pdf.page_count, pdf.places), *check_lines(inputs, pdf.lines))
        return {finding.code for finding in (*desk.check(made, used), *laid_out)}

    assert effect.code in codes(template(effect.change))
    assert effect.code not in codes(template())
