"""The records of exports: they are kept beside the acts, and are in no copy that is handed on."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from tests.narrowing import not_none

from briefbuilder.app.dossier_copies import copy_without_history
from briefbuilder.domain.changes import Change, ChangeSet, Key, Setting
from briefbuilder.domain.errors import DossierError
from briefbuilder.domain.export_record import (
    CellPosition,
    ExportedParagraph,
    ExportRecord,
    FormRange,
    LaidOutPages,
)
from briefbuilder.domain.notices import Finding
from briefbuilder.domain.word_changes import Decision
from briefbuilder.storage.export_records import MOST_RECORDS, unpack_pages
from briefbuilder.storage.opening import open_dossier
from briefbuilder.storage.store import Store

MOMENT = "2026-11-28T09:00:00Z"
RECORD = ExportRecord(
    id="ab" * 16,
    briefing="n1",
    moment=MOMENT,
    audience="Cabinet",
    file_name="note.docx",
    template="appunto",
    paragraphs=(
        ExportedParagraph(
            text="(U) quetzalcoatl",
            style="Body Text",
            origin="i1",
            block="b1",
            source="own",
            digest="0123456789abcdef",
            forms=(FormRange(start=0, end=3, form="bold"),),
        ),
        ExportedParagraph(text="12", cell=CellPosition(table=0, row=1, column=2), anchor=0, part="note"),
    ),
)
PAGES = LaidOutPages(
    page_count=3,
    page_numbers={"part_1": 1, "part_2": 3},
    places={"i1": (2, 71.25)},
    lines={"i1": 14},
    findings=(Finding(code="pdf-font-missing", severity="warning", parameters={"font": "Optima"}),),
    layout="cd" * 16,
)
MORE = replace(PAGES, page_count=4)
DECISION = Decision(id="n1:ab:c", state="accepted", moment=MOMENT)


def decide(store: Store) -> None:
    change = Change(key=Key("decision", DECISION.id), before=None, after=DECISION)
    store.apply(ChangeSet(act="accept-word-changes", changes=(change,)))


def test_a_record_is_read_again_as_it_was(store: Store, path: Path) -> None:
    store.keep_export(RECORD)
    store.close()
    again = open_dossier(path)
    assert again.exports.find("n1", RECORD.id) == RECORD
    assert again.exports.find("n2", RECORD.id) is None
    assert list(again.exports.of("n1")) == [RECORD]
    assert again.exports.briefings_with(RECORD.id) == ("n1",)
    assert again.exports.briefings_with("x") == ()
    again.close()


def test_the_latest_export_comes_first_and_the_oldest_goes(store: Store) -> None:
    for number in range(MOST_RECORDS + 2):
        store.keep_export(replace(RECORD, id=f"{number:032x}", moment=f"2026-01-01T00:{number:04}"))
    kept = [int(record.id, 16) for record in store.exports.of("n1")]
    assert kept == list(range(MOST_RECORDS + 1, 1, -1))


def test_what_pages_said_last_is_kept_for_each_recipient(store: Store, path: Path) -> None:
    for briefing, audience, pages in (
        ("n1", None, PAGES),
        ("n1", "Cabinet", MORE),
        ("n2", None, PAGES),
        ("n2", None, MORE),
    ):
        store.keep_pages(briefing, audience, pages)
    store.close()
    again = open_dossier(path)
    found = {
        key: unpack_pages(again.exports.last_pages(*key) or b"")
        for key in (("n1", None), ("n1", "Cabinet"), ("n1", "public"), ("n2", None))
    }
    again.close()
    assert list(found.values()) == [PAGES, MORE, None, MORE]


def test_undo_takes_back_the_act_before_an_export_and_leaves_the_record(store: Store) -> None:
    setting = Setting(id="x", value="y")
    store.apply(ChangeSet(act="set", changes=(Change(key=Key("setting", "x"), before=None, after=setting),)))
    store.keep_export(RECORD)
    undone = not_none(store.undo())
    assert undone.act == "set"
    assert store.exports.find("n1", RECORD.id) == RECORD


def test_a_decision_is_undone_like_any_act(store: Store) -> None:
    decide(store)
    assert store.decision(DECISION.id) == DECISION
    store.undo()
    assert store.decision(DECISION.id) is None


def test_a_purge_and_a_copy_leave_no_record(store: Store, path: Path, tmp_path: Path) -> None:
    store.keep_export(RECORD)
    store.keep_pages("n1", None, PAGES)
    decide(store)
    copied = tmp_path / "copy.dossier"
    copy_without_history(store, copied)
    store.purge()
    store.close()
    for file in (path, copied):
        with closing(sqlite3.connect(file)) as connection:
            assert connection.execute("SELECT count(*) FROM export").fetchone() == (0,)
            assert connection.execute("SELECT count(*) FROM pages").fetchone() == (0,)
            assert connection.execute("SELECT count(*) FROM decision").fetchone() == (0,)


def test_a_record_under_another_name_is_damage(store: Store, path: Path) -> None:
    store.keep_export(RECORD)
    store.close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE export SET id = ?", ("cd" * 16,))
        connection.commit()
    again = open_dossier(path)
    with pytest.raises(DossierError):
        again.exports.find("n1", "cd" * 16)
    again.close()


def test_a_damaged_record_does_not_hide_the_others(store: Store, path: Path) -> None:
    later = replace(RECORD, id="cd" * 16, moment="2026-11-29T09:00:00Z")
    store.keep_export(RECORD)
    store.keep_export(later)
    store.close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE export SET value = x'0011' WHERE id = ?", (later.id,))
        connection.commit()
    again = open_dossier(path)
    assert list(again.exports.of("n1")) == [RECORD]
    again.close()


def test_an_act_in_steps_is_finished_before_an_export_is_kept(store: Store) -> None:
    act = ChangeSet(act="set", changes=())
    settings = (Setting(id=f"s{number}", value="v") for number in range(9))
    changes = (Change(key=Key("setting", one.id), before=None, after=one) for one in settings)
    run = store.begin(act, (replace(act, changes=(change,)) for change in changes), 9)
    run.step(0)
    assert store.act_running
    store.keep_export(RECORD)
    assert (run.stored, store.act_running) == (True, False)
