"""A new briefing from another one keeps its structure, shows what is new, and one undo removes it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QDialog, QLineEdit

from briefbuilder.app.commands.briefings import edit_briefing
from briefbuilder.app.commands.imports import import_readings
from briefbuilder.app.commands.tags import tag_section
from briefbuilder.domain.briefing import Excerpt, OwnText
from briefbuilder.domain.briefing_edits import insert_item
from briefbuilder.domain.text import Paragraph, Span
from briefbuilder.importers.read import read_bytes
from briefbuilder.ui.brief.briefings import NoveltyDialog

if TYPE_CHECKING:
    from tests.ui.brief.conftest import Desk

TOPIC = "semiconductors"
"""A topic of the briefing."""
NEWS = b"""A second look at the ferry

The ferry to Batumi carries 410 lorries a week, twice as many as in spring.
"""


def _titled(
    desk: Desk, title: str, seen: list[str], *, also: bool = False, texts: bool = False
) -> Callable[[QDialog], bool]:
    def answer(dialog: QDialog) -> bool:
        assert isinstance(dialog, NoveltyDialog)
        desk.qtbot.waitUntil(lambda: not dialog.job.running)
        seen.extend(_texts(dialog))
        dialog.also_reported.setChecked(also)
        dialog.with_texts.setChecked(texts)
        (field,) = dialog.findChildren(QLineEdit)
        field.setText(title)
        return True

    return answer


def _texts(dialog: NoveltyDialog, parent: QModelIndex | None = None) -> list[str]:
    model, parent = dialog.tree.model(), parent or QModelIndex()
    found = []
    for row in range(model.rowCount(parent)):
        index = model.index(row, 0, parent)
        found += [str(index.data()), *_texts(dialog, index)]
    return found


def _copy_of(desk: Desk) -> bytes:
    """The words that the briefing quotes, as an agency would send them once more."""
    quotes = [item.passage.quote for item in desk.briefing.items if isinstance(item, Excerpt)]
    return ("Once more\n\n" + "\n\n".join(quotes)).encode()


def _import(desk: Desk, data: bytes, name: str) -> str:
    (outcome,) = import_readings(desk.session, [read_bytes(data, name)])
    assert outcome.article is not None
    for section in desk.session.store.article(outcome.article).sections:
        desk.session.store.apply(tag_section(desk.session, outcome.article, section.index, [TOPIC]))
    return outcome.article


def test_the_next_briefing_contains_passages_tagged_since(desk: Desk) -> None:
    former = desk.briefing
    record = desk.session.store.articles()[0]
    desk.session.store.apply(tag_section(desk.session, record.id, 1, ["eu-japan"]))
    known = {item.passage for item in former.items if isinstance(item, Excerpt)}
    new = [tag.passage for tag in desk.session.store.tags() if tag.passage not in known]
    desk.prompter.on_dialog = _titled(desk, "Chips, Thursday", [])
    desk.services.actions.action("follow-briefing").trigger()
    assert desk.briefing.title == "Chips, Thursday"
    assert desk.briefing.id != former.id
    assert [part.topic for part in desk.briefing.walk()] == [part.topic for part in former.walk()]
    assert [item.passage for item in desk.briefing.items if isinstance(item, Excerpt)] == new
    assert desk.briefing.fields["reference"] == "12/26"
    desk.undo()
    assert desk.briefing == former


def test_what_was_reported_is_listed_and_not_gathered(desk: Desk) -> None:
    copy = _import(desk, _copy_of(desk), "again.txt")
    news = _import(desk, NEWS, "ferry.txt")
    seen: list[str] = []
    desk.prompter.on_dialog = _titled(desk, "Tomorrow", seen)
    desk.services.actions.action("follow-briefing").trigger()
    assert any("A second look at the ferry" in text and "1 of 1" in text for text in seen)
    assert any(text.startswith("Copy (") for text in seen)
    quoted = {item.passage.article for item in desk.briefing.items if isinstance(item, Excerpt)}
    assert news in quoted
    assert copy not in quoted
    assert TOPIC not in desk.briefing.nothing_new


def test_what_is_new_in_a_section_is_listed_before_what_was_reported(desk: Desk) -> None:
    _import(desk, _copy_of(desk) + b"\n\nThe ferry resumes its trips on 4 May 2026.\n", "more.txt")
    seen: list[str] = []
    desk.prompter.on_dialog = _titled(desk, "Tomorrow", seen)
    desk.services.actions.action("follow-briefing").trigger()
    news = seen.index("The ferry resumes its trips on 4 May 2026.")
    assert seen[news - 1].startswith("Once more")
    assert seen[news + 1].startswith("Already reported (")
    assert not any(text.startswith("Reported:") for text in seen[news:])


def test_a_changed_figure_is_not_called_new(desk: Desk) -> None:
    _import(desk, NEWS, "ferry.txt")
    desk.prompter.on_dialog = _titled(desk, "Tomorrow", [])
    desk.services.actions.action("follow-briefing").trigger()
    _import(desk, NEWS.replace(b"410", b"460").replace(b"A second", b"A third"), "later.txt")
    seen: list[str] = []
    desk.prompter.on_dialog = _titled(desk, "The day after", seen)
    desk.services.actions.action("follow-briefing").trigger()
    assert "Changed (1)" in seen
    assert "A third look at the ferry — 1 of 1 sentence(s) new or changed" in seen


def test_what_was_reported_can_be_gathered_too(desk: Desk) -> None:
    copy = _import(desk, _copy_of(desk), "again.txt")
    desk.prompter.on_dialog = _titled(desk, "Tomorrow", [], also=True)
    desk.services.actions.action("follow-briefing").trigger()
    assert copy in {item.passage.article for item in desk.briefing.items if isinstance(item, Excerpt)}


def test_own_texts_are_copied_on_demand_and_change_alone(desk: Desk) -> None:
    former = desk.briefing
    text = OwnText(id="outlook", blocks=(Paragraph(id="p", content=(Span("The council meets in May."),)),))
    desk.session.store.apply(
        edit_briefing(desk.session, insert_item(former, former.parts[0].id, text), "edit-text")
    )
    for texts in (False, True):
        desk.pane.current.select(former.id)
        desk.prompter.on_dialog = _titled(desk, f"Next {texts}", [], texts=texts)
        desk.services.actions.action("follow-briefing").trigger()
        own = [item for item in desk.briefing.parts[0].items if isinstance(item, OwnText)]
        assert [item.text for item in own] == ["The council meets in May."] * texts
        assert "outlook" not in [item.id for item in own]


def test_topics_without_news_are_remembered(desk: Desk) -> None:
    _import(desk, _copy_of(desk), "again.txt")
    desk.prompter.on_dialog = _titled(desk, "Tomorrow", [])
    desk.services.actions.action("follow-briefing").trigger()
    assert TOPIC in desk.briefing.nothing_new
    assert not any(isinstance(item, Excerpt) for item in desk.briefing.items)


@pytest.mark.parametrize(
    ("first", "next_titles"),
    [
        ("Halbleiter", ["Halbleiter (2)", "Halbleiter (3)"]),
        ("Note (9)", ["Note (10)", "Note (11)"]),
        ("Rassegna (2026)", ["Rassegna (2026) (2)", "Rassegna (2026) (3)"]),
        ("Libya, resolution (1973)", ["Libya, resolution (1973) (2)", "Libya, resolution (1973) (3)"]),
    ],
)
def test_the_title_of_the_next_briefing_has_a_number_that_is_free(
    desk: Desk, first: str, next_titles: list[str]
) -> None:
    desk.pane.current.rename(first)
    offered: list[str] = []

    def take(dialog: QDialog) -> bool:
        (field,) = dialog.findChildren(QLineEdit)
        assert field.selectedText() == field.text()
        offered.append(field.text())
        return True

    desk.prompter.on_dialog = take
    for _ in range(2):
        desk.services.actions.action("follow-briefing").trigger()
    assert offered == next_titles
