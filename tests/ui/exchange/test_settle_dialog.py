"""What two desks wrote at the same time is listed with both versions, and settled by one press."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog
from tests.ui.conftest import FakePrompter, Opener
from tests.ui.exchange.conftest import TwoDesks

from briefbuilder.app.commands.articles import remove_articles
from briefbuilder.app.commands.tags import tag_section
from briefbuilder.app.exchange.round import LostExcerpts, RoundReport, TakenFrom
from briefbuilder.app.session import Session
from briefbuilder.domain.briefing import Briefing
from briefbuilder.domain.briefing_edits import replace_item
from briefbuilder.domain.release import Disclosure, Release
from briefbuilder.ui.exchange.settle import SettleDialog
from briefbuilder.ui.widgets.plain import looks_like_html


def conflicting(desks: TwoDesks) -> None:
    """Change a sentence, a title and a limit at both desks, and remove at one what the other tags."""
    desks.write(desks.own, "The ministers met in Tokyo.", "They spoke of chips.")
    desks.write(desks.other, "The ministers met in Kyoto.", "They spoke of chips.")
    named: tuple[tuple[Session, str, Disclosure], ...] = (
        (desks.own, "Rossi’s", "usable"),
        (desks.other, "Weber’s", "closed"),
    )
    for session, title, disclosure in named:

        def change(briefing: Briefing, title: str = title, disclosure: Disclosure = disclosure) -> Briefing:
            item = briefing.item(desks.item)
            assert item is not None
            limited = replace_item(briefing, replace(item, release=Release(disclosure=disclosure)))
            return replace(limited, title=title)

        desks.edit(session, change)
    record = desks.own.store.articles()[0]
    desks.own.store.apply(tag_section(desks.own, record.id, 1, ["semiconductors"]))
    desks.other.store.apply(remove_articles(desks.other, [record.id]))


def test_each_conflict_is_listed_and_settled(
    open_window: Opener, desks: TwoDesks, prompter: FakePrompter
) -> None:
    conflicting(desks)
    desks.carry()
    window = open_window(desks.own)
    weber = TakenFrom(desk="w", name="Weber", author="Weber", acts=5)
    none = dict.fromkeys(("waiting", "missing_pieces", "written", "damaged", "newer"), 0)
    none |= dict.fromkeys(("passed_over", "unfit", "same_desk"), 0)
    lost = LostExcerpts(briefing="b", title="Kyoto", excerpts=2)
    report = RoundReport(
        **none,
        taken=5,
        to_settle=3,
        sources=(weber,),
        missing=(),
        clocks=(),
        lost=(lost,),
        problem=None,
    )
    window.exchange.line.tell(report)
    assert "2 excerpt(s) are gone from “Kyoto”" in window.exchange.strip.text
    assert [button.text() for button in window.exchange.strip.buttons] == ["S&how", "To s&ettle …"]
    shown: list[str] = []

    def answer(dialog: SettleDialog) -> bool:
        rows = dialog.list.rows_model.rows
        shown.extend(f"{row.title} | {row.caption}" for row in rows)
        text = next(at for at, row in enumerate(rows) if row.title.startswith("Text"))
        dialog.list.setCurrentIndex(dialog.list.rows_model.index(text, 0))
        pages = [page.toPlainText() for page in dialog.versions.pages]
        assert "Kyoto" in pages[0], "the later wording stands"
        other = next(at for at in range(dialog.others.count()) if "Rossi" in dialog.others.itemText(at))
        dialog.others.setCurrentIndex(other)
        dialog.others.activated.emit(other)
        assert "Tokyo" in dialog.versions.pages[1].toPlainText()
        QTest.keyClick(dialog.both, Qt.Key.Key_Space)
        for row in dialog.list.rows_model.rows:
            assert not looks_like_html(row.title), row
        while dialog.list.rows_model.rows:
            left = len(dialog.list.rows_model.rows)
            QTest.keyClick(dialog.keep, Qt.Key.Key_Space)
            assert len(dialog.list.rows_model.rows) == left - 1
        return dialog.result() == QDialog.DialogCode.Accepted

    prompter.answer(SettleDialog, answer)
    window.services.actions.action("settle-changes").trigger()
    assert window.services.toasts.last == "Nothing is left to settle.", (
        "the dialog closed with the last choice"
    )
    assert [button.text() for button in window.exchange.strip.buttons] == ["S&how"]
    assert any(row.startswith("Title") and "Rossi" in row and "Weber" in row for row in shown), shown
    assert any(row.startswith("Who may see it") for row in shown), shown
    assert any("removal" in row for row in shown), shown
    assert desks.own.store.shared.conflicts() == ()
    both = desks.text(desks.own)
    assert {"The ministers met in Kyoto.", "The ministers met in Tokyo."} <= set(both)
    desks.carry(desks.other)
    assert desks.text(desks.other) == both, "settling travels"
    assert desks.other.store.shared.conflicts() == ()
