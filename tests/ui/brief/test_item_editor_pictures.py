"""Describing and resizing pictures by keyboard."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tests.narrowing import of_type
from tests.ui.brief.finding_cases import DOT, figure, quoted, readings

from briefbuilder.app.commands.briefings import edit_briefing
from briefbuilder.app.commands.imports import import_readings
from briefbuilder.domain.briefing import Excerpt, OwnText
from briefbuilder.domain.briefing_edits import insert_item
from briefbuilder.domain.text import Figure, Note, NoteReference, Paragraph, Span

if TYPE_CHECKING:
    from tests.ui.brief.conftest import Desk


def told(desk: Desk, name: str) -> list[str]:
    item = desk.briefing.item(name)
    assert item is not None
    return [block.alternative_text for block in item.blocks or () if isinstance(block, Figure)]


def test_describing_a_picture_resolves_its_finding(desk: Desk) -> None:
    bare = replace(figure("f1", DOT), alternative_text="")
    text = OwnText(id="drawn", blocks=(bare, figure("f2", DOT)))
    import_readings(desk.session, [one for one in readings() if one.article.id == "drawn"])
    first = desk.briefing.parts[0].id
    desk.session.store.apply(
        edit_briefing(desk.session, insert_item(desk.briefing, first, text), "edit-text")
    )
    desk.wait_until_still()
    found = [one for one in desk.pane.panel.findings.all if one.code == "alternative-text-missing"]
    assert [one.place.item for one in found] == ["drawn"]
    desk.pane.outline.choose("drawn")
    desk.prompter.text = " A dot "
    desk.services.actions.action("describe-picture").trigger()
    assert told(desk, "drawn") == ["A dot", "What f2 shows"]
    assert "Picture f1" in desk.prompter.questions[-1]
    desk.wait_until_still()
    assert "alternative-text-missing" not in [one.code for one in desk.pane.panel.findings.all]
    desk.prompter.text = None
    desk.services.actions.action("describe-picture").trigger()
    assert told(desk, "drawn") == ["A dot", "What f2 shows"]


def test_describing_a_picture_does_not_edit_the_quotation(desk: Desk) -> None:
    import_readings(desk.session, [one for one in readings() if one.article.id == "drawn"])
    record = next(one for one in desk.session.store.articles() if one.original.name == "drawn.txt")
    excerpt = quoted(desk.session, {"drawn": record.id}, "quoted", "drawn", "b2")
    first = desk.briefing.parts[0].id
    desk.session.store.apply(
        edit_briefing(desk.session, insert_item(desk.briefing, first, excerpt), "add-excerpt")
    )
    desk.pane.outline.choose("quoted")
    desk.prompter.text = "Cranes at dusk"
    desk.services.actions.action("describe-picture").trigger()
    assert told(desk, "quoted") == ["Cranes at dusk"]
    item = of_type(desk.briefing.item("quoted"), Excerpt)
    assert item.passage == excerpt.passage
    desk.wait_until_still()
    assert ("quotation-differs", "quoted") not in [
        (one.code, one.place.item) for one in desk.pane.panel.findings.all
    ]


def test_describing_a_picture_keeps_the_notes_of_the_quotation(desk: Desk) -> None:
    reading = next(one for one in readings() if one.article.id == "drawn")
    words = Paragraph(id="b1", content=(Span("Cranes of the port"), NoteReference(note="n1")))
    note = Note(id="n1", content=(Span("Seen at dusk."),))
    article = replace(reading.article, blocks=(words, figure("f1", DOT), note))
    import_readings(desk.session, [replace(reading, article=article)])
    record = next(one for one in desk.session.store.articles() if one.original.name == "drawn.txt")
    excerpt = quoted(desk.session, {"drawn": record.id}, "quoted", "drawn", "b1", "f1")
    first = desk.briefing.parts[0].id
    desk.session.store.apply(
        edit_briefing(desk.session, insert_item(desk.briefing, first, excerpt), "add-excerpt")
    )
    desk.pane.outline.choose("quoted")
    desk.prompter.text = "Cranes at dusk"
    desk.services.actions.action("describe-picture").trigger()
    assert told(desk, "quoted") == ["Cranes at dusk"]
    item = desk.briefing.item("quoted")
    assert item is not None
    assert [block.text for block in item.blocks or () if isinstance(block, Note)] == ["Seen at dusk."]


def test_the_picture_at_the_cursor_is_described_alone(desk: Desk) -> None:
    text = OwnText(id="drawn", blocks=(figure("f1", DOT), replace(figure("f2", DOT), alternative_text="")))
    import_readings(desk.session, [one for one in readings() if one.article.id == "drawn"])
    first = desk.briefing.parts[0].id
    desk.session.store.apply(
        edit_briefing(desk.session, insert_item(desk.briefing, first, text), "edit-text")
    )
    desk.pane.outline.choose("drawn")
    editor = desk.pane.item_panel.editor
    editor.setFocus()
    editor.move_to(0)
    desk.prompter.questions.clear()
    desk.prompter.text = "A red dot"
    desk.services.actions.action("describe-picture").trigger()
    assert told(desk, "drawn") == ["A red dot", ""]
    assert len(desk.prompter.questions) == 1
    desk.pane.outline.setFocus()
    desk.services.actions.action("describe-picture").trigger()
    assert told(desk, "drawn") == ["A red dot", "A red dot"]


def test_a_picture_is_made_larger_and_smaller(desk: Desk) -> None:
    def sizes() -> list[bool]:
        item = desk.briefing.item("drawn")
        assert item is not None
        return [block.wide for block in item.blocks or () if isinstance(block, Figure)]

    text = OwnText(id="drawn", blocks=(figure("f1", DOT), figure("f2", DOT)))
    import_readings(desk.session, [one for one in readings() if one.article.id == "drawn"])
    first = desk.briefing.parts[0].id
    desk.session.store.apply(
        edit_briefing(desk.session, insert_item(desk.briefing, first, text), "edit-text")
    )
    desk.pane.outline.choose("drawn")
    editor = desk.pane.item_panel.editor
    editor.setFocus()
    editor.move_to(0)
    resize = desk.services.actions.action("resize-picture")
    resize.trigger()
    assert sizes() == [True, False]
    assert [block.wide for block in editor.blocks() if isinstance(block, Figure)] == [True, False]
    resize.trigger()
    assert sizes() == [False, False]
    desk.pane.outline.setFocus()
    resize.trigger()
    assert sizes() == [True, True]


def test_only_pictures_can_be_described(desk: Desk) -> None:
    actions = desk.services.actions
    text = OwnText(id="drawn", blocks=(figure("f1", DOT),))
    first = desk.briefing.parts[0].id
    import_readings(desk.session, [one for one in readings() if one.article.id == "drawn"])
    desk.session.store.apply(
        edit_briefing(desk.session, insert_item(desk.briefing, first, text), "edit-text")
    )
    desk.pane.outline.choose("drawn")
    assert actions.action("describe-picture").isEnabled()
    desk.pane.outline.choose(next(item.id for item in desk.briefing.items if item.id != "drawn"))
    assert not actions.action("describe-picture").isEnabled()
    assert actions.why_not("describe-picture") == "This item has no picture"
    desk.pane.outline.choose(first)
    assert not actions.action("describe-picture").isEnabled()
