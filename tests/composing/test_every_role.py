"""Each role whose style a template can change is used in DOCX and PDF."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, get_args

import pytest
from tests.composing.key_effects import RED, Docx, Pdf, parts
from tests.composing.test_every_key import merged, template

from briefbuilder.domain.briefing import Briefing, OwnText
from briefbuilder.domain.briefing_edits import insert_item
from briefbuilder.domain.styles import Role
from briefbuilder.domain.text import Block, Code, Heading, ListItem, Paragraph, Span
from briefbuilder.export.docx.styles import ROLE_STYLES
from briefbuilder.export.docx.writer import render_docx
from briefbuilder.export.pdf.writer import render_pdf

if TYPE_CHECKING:
    from tests.composing.conftest import Desk

SHOWN: dict[Role, tuple[str, dict[str, Any]]] = {
    "title": ("EU–Japan", {}),
    "subtitle": ("Beneath", {"subtitle": "Beneath"}),
    "heading1": ("Gathered", {}),
    "heading2": ("Second level", {}),
    "heading3": ("Third level", {}),
    "heading4": ("Fourth level", {}),
    "heading5": ("Fifth level", {}),
    "heading6": ("Sixth level", {}),
    "body": ("Opening words", {}),
    "list": ("An entry", {}),
    "quote": ("Export controls stay", {}),
    "source": ("Source: Il", {"sources": {"style": "inline"}}),
    "code": ("def brief", {}),
    "callout": ("Opening words", {**parts(text={"boxed": True})}),
    "callout-title": ("Second level", {**parts(text={"boxed": True})}),
    "metadata-label": ("Reader", {}),
    "metadata-value": ("Premier", {}),
    "table": ("Giappone", {}),
    "table-header": ("Paese", {}),
    "caption": ("Quote di mercato", {}),
    "footnote": ("Ministers settle", {}),
    "endnote": ("Ministers settle", {"sources": {"style": "endnote"}}),
    "contents-title": ("In short", {"contents": {"show": True}, "words": {"contents": "In short"}}),
    "contents1": ("Gathered", {"contents": {"show": True, "levels": 3}}),
    "contents2": ("Second level", {"contents": {"show": True, "levels": 3}}),
    "contents3": ("Third level", {"contents": {"show": True, "levels": 3}}),
    "masthead": ("Ministry", {"masthead": {"lines": ["Ministry"]}}),
    "byline": ("Il Corriere", {"sources": {"style": "headline"}}),
    "signature": ("Director", {"signature": {"lines": ["Director"]}}),
    "marking": ("RESTREINT", {"marking": {"profile": "eu", "default": "restreint"}}),
    "header": ("At the head", {"header": [{"start": "At the head"}]}),
    "footer": ("At the foot", {"footer": [{"end": "At the foot"}]}),
}
"""For each role words that are in it, and what a template must say for them to be there."""


def briefing(desk: Desk, change: dict[str, Any]) -> Briefing:
    made = desk.briefing(template(change), "en", fields={"for": "Premier"})
    levels = ("Second", "Third", "Fourth", "Fifth", "Sixth")
    blocks: tuple[Block, ...] = (
        Paragraph(id="o1", content=(Span("Opening words."),)),
        *(
            Heading(id=f"h{at}", level=at, content=(Span(f"{name} level"),))
            for at, name in enumerate(levels, 1)
        ),
        ListItem(id="l1", content=(Span("An entry"),), starts=True),
        Code(id="c1", content=(Span("def brief(): ..."),)),
    )
    return insert_item(made, made.parts[0].id, OwnText(id="own", blocks=blocks))


def written(desk: Desk, change: dict[str, Any]) -> tuple[Docx, bytes]:
    base = (desk.root / "resources" / "docx" / "base.docx").read_bytes()
    document = desk.compose(briefing(desk, change), template(change)).document
    pdf = render_pdf(document)
    return Docx(render_docx(document, base=base, page_numbers=pdf.page_numbers)), pdf.data


_WITHOUT: dict[str, tuple[Docx, bytes]] = {}
"""What was written without styles, by what the template says for the words to be there; most roles share it."""


def test_every_documented_role_was_looked_at() -> None:
    assert set(SHOWN) == set(get_args(Role))


@pytest.mark.parametrize("role", SHOWN)
def test_a_role_looks_as_its_template_says(desk: Desk, role: Role) -> None:
    words, need = SHOWN[role]
    # A mark has the colour of its level, so that its size is looked at.
    said = {"size": 15} if role == "marking" else {"colour": RED}
    wanted = 'w:sz w:val="30"' if role == "marking" else 'w:val="B3001B"'
    style = {"list": "ListBullet"}.get(role, ROLE_STYLES[role].id)
    seen = []
    key = json.dumps(need)
    if key not in _WITHOUT:
        _WITHOUT[key] = written(desk, need)
    for docx, pdf in (written(desk, merged(need, {"styles": {role: said}})), _WITHOUT[key]):
        letter = Pdf(pdf).letter(words)
        assert letter is not None, words
        shown = letter.size == 15 if role == "marking" else letter.colour == RED
        seen.append((shown, wanted in docx.where(f"style:{style}")))
        assert any(f'"{style}"' in text for name, text in docx.parts.items() if name != "word/styles.xml")
    assert seen == [(True, True), (False, False)]
