"""The changes of a returned Word file are reviewed beside the briefing, with the mouse or with keys alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QTextCharFormat, QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QMainWindow
from pytestqt.qtbot import QtBot
from tests.narrowing import not_none
from tests.ui.brief.conftest import Desk
from tests.ui.conftest import FakePrompter

from briefbuilder.app.commands.briefings import edit_briefing
from briefbuilder.app.commands.word_changes import accept_changes
from briefbuilder.app.resources import Resources
from briefbuilder.app.session import Session
from briefbuilder.app.settings import Settings
from briefbuilder.domain import briefing_edits
from briefbuilder.domain.briefing import Briefing, Excerpt, OwnText
from briefbuilder.domain.export_record import ExportedParagraph, ExportRecord
from briefbuilder.domain.notices import Finding
from briefbuilder.domain.passage import quoted_blocks
from briefbuilder.domain.text import Paragraph, Span
from briefbuilder.domain.word_changes import Comparison, Hunk, WordChange
from briefbuilder.ui.bootstrap import build_services
from briefbuilder.ui.brief.outline_texts import BriefingTexts
from briefbuilder.ui.brief.review import ReviewPane
from briefbuilder.ui.brief.review_list import ChangeFilter
from briefbuilder.ui.brief.review_texts import ReviewTexts
from briefbuilder.ui.services import Services
from briefbuilder.ui.theme import Theme

OWN = OwnText(
    id="own",
    blocks=(
        Paragraph(id="a", content=(Span("Talks go on in Tokyo."),)),
        Paragraph(id="b", content=(Span("A vote is due."),)),
    ),
)


@dataclass(frozen=True, slots=True)
class Review:
    """The pane in a window of its own, without the preview of the briefing."""

    session: Session
    services: Services
    pane: ReviewPane
    briefing_id: str

    @property
    def briefing(self) -> Briefing:
        return not_none(self.session.store.briefing(self.briefing_id))

    def texts(self) -> list[str]:
        """The paragraphs of the own text."""
        item = self.briefing.item("own")
        assert item is not None
        return [block.text for block in item.blocks or ()]


def paragraphs(session: Session, briefing: Briefing) -> tuple[ExportedParagraph, ...]:
    excerpt = next(item for item in briefing.items if isinstance(item, Excerpt))
    quoted = quoted_blocks(session.store.article(excerpt.passage.article), excerpt.passage)[-1]
    own = (
        ExportedParagraph(text=block.text, source="own", origin="own", block=block.id) for block in OWN.blocks
    )
    return (
        *own,
        ExportedParagraph(text=quoted.text, source="quotation", origin=excerpt.id, block=quoted.id),
    )


def edit(number: int, shown: ExportedParagraph, at: int, old: str, new: str, **named: Any) -> WordChange:
    start = shown.text.index(old)
    return WordChange(
        number=number,
        key=f"k{number}",
        kind="edited",
        paragraphs=(at,),
        item=shown.origin,
        block=shown.block,
        source=shown.source,
        before=shown.text,
        after=shown.text.replace(old, new, 1),
        hunks=(Hunk(start=start, end=start + len(old), text=new),),
        author="<b>Rossi</b> & Co",
        date="2026-11-27T09:41:00Z",
        tracked=True,
        **named,
    )


def compared(session: Session) -> Comparison:
    """Five changes of the dossier's briefing: two of own text, one of a quotation, a comment and one in a footer."""
    (briefing,) = session.store.briefings()
    before = briefing_edits.insert_item(briefing, briefing.parts[0].id, OWN, 0)
    session.store.apply(edit_briefing(session, before, "edit-briefing"))
    shown = paragraphs(session, before)
    word = shown[2].text.split()[1]
    changes = (
        edit(1, shown[0], 0, "go", "went"),
        replace(edit(2, shown[1], 1, "due", "set"), author="Bianchi"),
        WordChange(
            number=3, key="k3", kind="comment", paragraphs=(1,), item="own", block="b",
            before=shown[1].text, comment="Sure? <img src=x>", author="Bianchi",
        ),
        edit(4, shown[2], 2, word, "mai", quotation=True),
        WordChange(number=5, key="k5", kind="furniture", source="generated", before="p. 1", after="page 1"),
    )  # fmt: skip
    return Comparison(
        record=ExportRecord(
            id="x", briefing=briefing.id, moment="2026-11-26T08:00:00Z", paragraphs=shown
        ),
        found_by="id",
        changes=changes,
        editors=("<b>Rossi</b> & Co", "Bianchi"),
        warnings=(Finding(code="returned-note-empty", severity="warning"),),
    )  # fmt: skip


@pytest.fixture
def review(qtbot: QtBot, session: Session, resources: Resources, tmp_path: Path) -> Iterator[Review]:
    """The pane with the five changes, in a window that is active."""
    comparison = compared(session)
    settings = Settings(tmp_path / "settings.json")
    services = build_services(
        session, resources, settings, prompter=FakePrompter(), theme=Theme("light"), language="en"
    )
    window = QMainWindow()
    texts = BriefingTexts(services, window)
    texts.briefing = session.store.briefing(comparison.record.briefing)
    pane = ReviewPane(services, texts, window)
    window.setCentralWidget(pane)
    services.toasts.set_window(window)
    window.resize(900, 700)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    pane.show_comparison(comparison, "returned <i>.docx")
    yield Review(session, services, pane, comparison.record.briefing)
    services.jobs.close()
    window.close()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, int(QEvent.Type.DeferredDelete.value))
    services.holder.replace(None)
    services.holder.deleteLater()


def press(review: Review, key: Qt.Key) -> None:
    """Press a key in whatever has the focus."""
    QTest.keyClick(review.pane.window().focusWidget(), key)


def formatted_words(document: QTextDocument, is_so: Callable[[QTextCharFormat], bool]) -> str:
    found = []
    block = document.begin()
    while block.isValid():
        parts = block.begin()
        while not parts.atEnd():
            if is_so(parts.fragment().charFormat()):
                found.append(parts.fragment().text())
            parts += 1
        block = block.next()
    return "".join(found)


def test_keys_alone_decide_on_every_change(review: Review) -> None:
    pane = review.pane
    assert pane.list.hasFocus()
    assert pane.list.change is not None
    press(review, Qt.Key.Key_A)
    assert review.texts() == ["Talks went on in Tokyo.", "A vote is due."]
    assert pane.list.change.number == 2
    press(review, Qt.Key.Key_R)
    assert review.texts() == ["Talks went on in Tokyo.", "A vote is due."]
    assert pane.list.change.number == 3
    press(review, Qt.Key.Key_N)
    assert pane.list.change.number == 4
    press(review, Qt.Key.Key_R)
    assert pane.states == {1: "accepted", 2: "rejected", 3: "open", 4: "rejected", 5: "open"}


def test_the_next_change_follows_where_only_open_ones_are_shown(review: Review) -> None:
    pane = review.pane
    pane.filters.only_open.click()
    pane.list.setFocus()
    pane.list.choose(2)
    press(review, Qt.Key.Key_A)
    assert pane.states[2] == "accepted"
    assert pane.list.change is not None
    assert pane.list.change.number == 3
    pane.list.choose(4)
    press(review, Qt.Key.Key_R)
    assert pane.list.change.number == 5


def test_a_row_says_whether_words_were_added_or_removed(review: Review) -> None:
    pane, comparison = review.pane, review.pane.comparison
    assert comparison is not None
    change, shown = comparison.changes[0], comparison.record.paragraphs[0]
    captions = []
    for old, new in (("go on", ""), ("", "now "), ("go", "went")):
        start = shown.text.index(old)
        edited = replace(change, hunks=(Hunk(start=start, end=start + len(old), text=new),))
        pane.show_comparison(replace(comparison, changes=(edited, *comparison.changes[1:])), "returned.docx")
        captions.append(pane.model.rows[1].caption)
    assert captions == ["Removed: go on", "Added: now", "go → went"]


def test_undo_in_the_toast_opens_the_change_again(review: Review, qtbot: QtBot) -> None:
    pane = review.pane
    press(review, Qt.Key.Key_A)
    assert review.services.toasts.last == "Change accepted"
    review.session.store.undo()
    assert not_none(pane.list.change).number != 1
    qtbot.waitUntil(lambda: pane.states[1] == "open")
    assert review.texts()[0] == "Talks go on in Tokyo."
    assert not_none(pane.list.change).number == 1


def test_nothing_can_be_decided_where_the_file_of_the_dossier_is_gone(review: Review, qtbot: QtBot) -> None:
    buttons = (review.pane.accept_all, review.pane.reject_all)
    assert all(button.isEnabled() for button in buttons)
    review.session.store.path.unlink()
    press(review, Qt.Key.Key_A)
    qtbot.waitUntil(lambda: not any(button.isEnabled() for button in buttons))
    assert review.texts() == ["Talks go on in Tokyo.", "A vote is due."]


def test_all_leaves_out_the_quotation_and_says_so(review: Review, qtbot: QtBot) -> None:
    pane = review.pane
    pane.accept_all.click()
    assert review.texts() == ["Talks went on in Tokyo.", "A vote is set."]
    states = {1: "accepted", 2: "accepted", 3: "open", 4: "open", 5: "open"}
    qtbot.waitUntil(lambda: pane.states == states)
    assert "2 change" in review.services.toasts.last
    assert "1 quotation" in review.services.toasts.last
    review.session.store.undo()
    assert review.texts() == ["Talks go on in Tokyo.", "A vote is due."]


def test_all_of_a_person_accepts_what_is_shown(review: Review) -> None:
    pane = review.pane
    people = pane.filters.people
    people.setCurrentIndex(people.findData("Bianchi"))
    people.activated.emit(people.currentIndex())
    assert [change.number for change in pane.model.changes] == [2, 3]
    pane.accept_all.click()
    assert review.texts() == ["Talks go on in Tokyo.", "A vote is set."]


def test_filters_show_kinds_of_changes(review: Review) -> None:
    pane = review.pane
    pane.filters.quotations.click()
    assert [change.number for change in pane.model.changes] == [4]
    pane.filters.comments.click()
    assert [change.number for change in pane.model.changes] == [3, 4]
    assert pane.filters.typography.isHidden()


def test_words_are_struck_and_underlined(review: Review) -> None:
    pane = review.pane
    document = pane.change.text.document()
    assert formatted_words(document, QTextCharFormat.fontStrikeOut) == "go"
    assert formatted_words(document, QTextCharFormat.fontUnderline) == "went"


def test_a_quotation_is_shown_beside_its_source(review: Review) -> None:
    pane = review.pane
    pane.list.choose(4)
    assert "In the source" in pane.change.text.toPlainText()
    assert pane.change.buttons.reject.text() == "Keep the source"
    assert pane.change.buttons.below.isVisible()
    before = review.briefing
    pane.change.buttons.below.click()
    assert pane.states[4] == "accepted"
    assert len(review.briefing.items) == len(before.items) + 1


def show_conflict(review: Review, qtbot: QtBot, words: str) -> ReviewPane:
    """Let the paragraph of the first change have other words in the briefing, and wait until the three texts are shown."""
    pane = review.pane
    comparison = not_none(pane.comparison)
    changes = (replace(comparison.changes[0], conflict=True), *comparison.changes[1:])
    pane.show_comparison(replace(comparison, changes=changes), "returned.docx")
    own = replace(OWN, blocks=(Paragraph(id="a", content=(Span(words),)), *OWN.blocks[1:]))
    now = briefing_edits.replace_item(review.briefing, own)
    review.session.store.apply(edit_briefing(review.session, now, "edit-briefing"))
    texts = ("Talks go on", "Talks went on", words)
    qtbot.waitUntil(lambda: all(text in pane.change.text.toPlainText() for text in texts))
    return pane


def test_a_change_beside_another_in_the_briefing_can_be_accepted_with_the_three_texts_in_view(
    review: Review, qtbot: QtBot
) -> None:
    pane = show_conflict(review, qtbot, "Talks go on slowly.")
    assert pane.change.buttons.overwrite.isVisible()
    pane.change.buttons.accept.click()
    assert review.texts()[0] == "Talks went on slowly."


def test_a_conflict_shows_three_texts_and_no_button_to_accept(review: Review, qtbot: QtBot) -> None:
    pane = show_conflict(review, qtbot, "Talks broke down.")
    assert pane.change.buttons.accept.isHidden()
    press(review, Qt.Key.Key_A)
    assert review.texts()[0] == "Talks broke down."
    pane.change.buttons.overwrite.click()
    assert review.texts()[0] == "Talks went on in Tokyo."


@pytest.mark.parametrize("both", [False, True])
def test_a_new_paragraph_of_two_files_is_shown_in_both_forms(review: Review, both: bool) -> None:
    pane = review.pane
    comparison = not_none(pane.comparison)
    texts = "A mandate is due in January.", "A mandate is due by January."
    one, other = (
        WordChange(number=1, key=text, kind="inserted", behind=0, after=text, pieces=(text,))
        for text in texts
    )
    first = replace(comparison, changes=(one,))
    review.session.store.apply(accept_changes(review.session, first, [1]).change_set)
    pane.show_comparison(replace(comparison, changes=(other,)), "second.docx")
    assert all(text in pane.change.text.toPlainText() for text in texts)
    (pane.change.buttons.below if both else pane.change.buttons.overwrite).click()
    assert [text in review.texts() for text in texts] == [both, True]


def test_what_the_template_makes_is_told_and_not_taken(review: Review) -> None:
    pane = review.pane
    pane.list.choose(5)
    assert pane.change.buttons.accept.isHidden()
    assert "generated" in " ".join(label.text() for label in pane.change.findChildren(QLabel))
    assert not review.services.actions.action("accept-change").isEnabled()


def test_a_comment_is_marked_as_done(review: Review) -> None:
    pane = review.pane
    pane.list.choose(3)
    assert "Sure? <img src=x>" in pane.change.text.toPlainText()
    pane.filters.comments.click()
    assert not pane.reject_all.isEnabled()
    pane.change.buttons.accept.click()
    assert pane.states[3] == "accepted"


def test_foreign_text_is_plain_everywhere(review: Review) -> None:
    pane = review.pane
    labels = [label for label in pane.findChildren(QLabel) if "<" in label.text()]
    assert labels
    assert {label.textFormat() for label in labels} == {Qt.TextFormat.PlainText}
    assert pane.filters.people.itemText(1) == "<b>Rossi</b> & Co"


def test_rows_and_buttons_have_names(review: Review) -> None:
    pane = review.pane
    spoken = [
        str(pane.model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole))
        for row in range(pane.model.rowCount())
    ]
    assert any(text.startswith("Open, Text changed, go → went, <b>Rossi</b>") for text in spoken)
    buttons = [each for each in pane.findChildren(QAbstractButton) if each.isVisible()]
    assert buttons
    assert all(button.accessibleName() for button in buttons)


def test_the_briefing_follows_and_the_outline_comes_back(desk: Desk) -> None:
    comparison = compared(desk.session)
    desk.pane.show_review(comparison, "returned.docx")
    pane = desk.pane.review
    assert desk.pane.outline.current_node == "own"
    pane.list.choose(4)
    assert desk.pane.outline.current_node == comparison.changes[3].item
    assert desk.pane.outline_pane.isHidden()
    assert desk.pane.panes()[0] is pane.list
    desk.pane.window().resize(1024, 768)
    desk.qtbot.waitUntil(lambda: desk.pane.width() == 1024)
    switch = desk.pane.panel.switch
    assert pane.isAncestorOf(switch)
    assert switch.isVisible()
    pane.close_requested.emit()
    assert pane.isHidden()
    assert desk.pane.outline_pane.isVisible()
    assert desk.pane.item_panel.isAncestorOf(switch)
    assert not desk.services.actions.action("accept-change").isEnabled()
    desk.pane.drawer.open()
    desk.pane.show_review(comparison, "returned.docx")
    assert not desk.pane.drawer.is_open  # it would cover the change
    pane.close_requested.emit()
    desk.pane.show_review(replace(comparison, changes=(), warnings=()), "same.docx")
    assert not desk.pane.reviews
    assert desk.services.toasts.last == "“same.docx” has no changes."
    desk.pane.show_review(comparison, "returned.docx")
    desk.pane.current.select(None)
    assert pane.isHidden()
    assert pane.comparison is None


def test_the_words_of_a_picture_are_not_shown_as_changed(review: Review) -> None:
    comparison = not_none(review.pane.comparison)
    picture = WordChange(
        number=1,
        key="p",
        kind="picture_inserted",
        paragraphs=(),
        item="own",
        block="a",
        after="A chart",
        behind=0,
    )
    review.pane.show_comparison(replace(comparison, changes=(picture,)), "returned.docx")
    document = review.pane.change.text.document()
    assert [text for text in document.toPlainText().split("\n") if text] == [
        "Picture", "A chart", "What changed", "The file has a new picture here.",
    ]  # fmt: skip
    assert not review.pane.change.buttons.accept.isEnabled()


def test_escape_closes_the_review(review: Review, qtbot: QtBot) -> None:
    with qtbot.waitSignal(review.pane.close_requested):
        QTest.keyClick(review.pane.list, Qt.Key.Key_Escape)


def test_a_change_of_two_people_is_shown_for_each_of_them() -> None:
    change = WordChange(
        number=1, key="k", kind="edited", paragraphs=(0,), author="Ann", other_authors=("Ben",)
    )
    shown = [name for name in ("Ann", "Ben", "Cem") if ChangeFilter(author=name).shows(change, "open")]
    assert shown == ["Ann", "Ben"]


def test_a_comment_that_was_settled_is_done_and_not_accepted(review: Review) -> None:
    review.pane.list.setFocus()
    review.pane.list.choose(3)
    press(review, Qt.Key.Key_A)
    review.pane.list.choose(3)
    shown = [label.text() for label in review.pane.change.findChildren(QLabel)]
    assert "Done" in shown
    assert "Accepted" not in shown


def test_a_reply_and_a_partly_recorded_change_are_named_as_such(review: Review) -> None:
    comment = WordChange(number=1, key="k1", kind="comment", comment="Sure?", author="Ann")
    reply = WordChange(number=2, key="k2", kind="comment", comment="Yes.", author="Ben", reply_to=1)
    edited = WordChange(number=3, key="k3", kind="edited", author="Ann", partly_tracked=True)
    texts = ReviewTexts(review.services, BriefingTexts(review.services, review.pane), review.pane)
    assert [texts.kind(comment), texts.kind(reply)] == ["Comment", "Reply"]
    assert texts.signature(edited) == "Ann · partly made without Track Changes"
