"""A boxed part is one box, with a further box for each heading."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.composing.key_effects import parts
from tests.composing.test_every_key import briefing, template

from briefbuilder.domain.document import DrawnCallout, DrawnHeading, DrawnText, content_text
from briefbuilder.export.docx.lint import lint_docx
from briefbuilder.export.docx.writer import render_docx

if TYPE_CHECKING:
    from tests.composing.conftest import Desk

BOXED = {**parts(text={"boxed": True}), "numbering": {"headings": True}}


def test_each_heading_of_a_free_text_begins_a_box_and_is_its_title(desk: Desk) -> None:
    used = template(BOXED)
    elements = desk.compose(briefing(desk, used, {}), used).document.elements
    boxes = [element for element in elements if isinstance(element, DrawnCallout)]
    assert [content_text(box.title) for box in boxes] == ["", "Under it"]
    held = [inner for box in boxes for inner in box.elements]
    assert [inner.role for inner in held if isinstance(inner, DrawnText)] == ["callout", "callout"]
    assert all(inner.origin == "own" and inner.blocks for inner in held)


def test_the_parts_own_heading_stays_one_and_keeps_its_number(desk: Desk) -> None:
    used = template(BOXED)
    elements = desk.compose(briefing(desk, used, {}), used).document.elements
    headings = [element for element in elements if isinstance(element, DrawnHeading)]
    assert [(one.number, content_text(one.content)) for one in headings] == [
        ("1", "Words"),
        ("2", "Gathered"),
    ]


def test_a_boxed_part_makes_a_sound_word_file(desk: Desk) -> None:
    used = template(BOXED)
    document = desk.compose(briefing(desk, used, {}), used).document
    base = (desk.root / "resources" / "docx" / "base.docx").read_bytes()
    assert lint_docx(render_docx(document, base=base, page_numbers={})) == ()
