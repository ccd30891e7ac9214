"""Imports that come into the dossier slice by slice, and acts that are taken back part by part.

This file is also the program that is killed in the middle of either.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

from briefbuilder.app.commands.imports import FIRST, LATE_SLICE, SlicedImport
from briefbuilder.app.commands.tags import tag_section
from briefbuilder.app.resources import Resources
from briefbuilder.app.session import Session
from briefbuilder.domain.article import RefusedFile
from briefbuilder.domain.changes import ChangeSet, Key
from briefbuilder.domain.errors import CancelledError, DossierError, ImportRefusedError
from briefbuilder.domain.query import Query
from briefbuilder.importers.read import read_bytes
from briefbuilder.storage.blobs import PreparedArticle, prepare

MANY = FIRST + 7


def text_of(number: int) -> str:
    return f"Title {number}\n\nThe ministers spoke of word{number} and of chips for an hour.\n"


def prepared(count: int, first: int = 0) -> list[PreparedArticle]:
    return [
        prepare(read_bytes(text_of(number).encode(), f"{number}.txt"))
        for number in range(first, first + count)
    ]


def arrived(session: Session, count: int = MANY) -> SlicedImport:
    running = SlicedImport(session)
    running.finish([running.take(one) for one in prepared(count)])
    return running


def titles(session: Session) -> list[str]:
    return [record.metadata.title for record in session.store.articles()]


def test_articles_are_there_before_all_are_read(session: Session) -> None:
    running, there = SlicedImport(session), list[int]()
    for one in prepared(MANY):
        running.take(one)
        there.append(len(session.store.articles()))
        assert running.count == there[-1]
    assert there[: FIRST - 1] == [0] * (FIRST - 1)
    assert there[-1] == MANY
    assert max(after - before for before, after in pairwise(there)) == LATE_SLICE


def test_all_slices_are_one_act_that_is_taken_back_and_done_again(session: Session) -> None:
    arrived(session)
    whole = titles(session)
    assert whole == [f"Title {number}" for number in range(MANY)]
    named = session.store.undo_name
    assert named is not None
    assert dict(named.parameters) == {"count": str(MANY), "title": "Title 0"}
    act = session.store.undo()
    assert act is not None
    assert len(act.changes) == MANY
    assert session.store.articles() == ()
    assert session.store.undo_name is None
    session.store.redo()
    assert titles(session) == whole
    assert [hit.title for hit in session.search.find_sections(Query(words="word7"))] == ["Title 7"]


def test_what_the_user_does_meanwhile_is_taken_back_first(session: Session) -> None:
    running = SlicedImport(session)
    outcomes = [running.take(one) for one in prepared(FIRST)]
    first = session.store.articles()[0]
    session.store.apply(tag_section(session, first.id, 0, ["china"]))
    outcomes += [running.take(one) for one in prepared(2, FIRST)]
    running.finish(outcomes)
    assert len(session.store.articles()) == FIRST + 2
    undone = session.store.undo()
    assert undone is not None
    assert [change.key.collection for change in undone.changes] == ["tag"]
    assert len(session.store.articles()) == FIRST + 2
    session.store.undo()
    assert session.store.articles() == ()
    session.store.redo()
    session.store.redo()
    assert len(session.store.articles()) == FIRST + 2
    assert len(session.store.tags()) == 1


def test_what_was_taken_back_can_be_done_again_after_another_slice(session: Session) -> None:
    running = SlicedImport(session)
    outcomes = [running.take(one) for one in prepared(FIRST)]
    session.store.apply(tag_section(session, session.store.articles()[0].id, 0, ["china"]))
    session.store.undo()
    outcomes += [running.take(one) for one in prepared(2, FIRST)]
    session.store.redo()
    assert len(session.store.tags()) == 1


def test_an_article_that_a_later_act_speaks_of_comes_in_as_an_act_of_its_own(session: Session) -> None:
    from briefbuilder.app.commands.articles import remove_articles

    old = prepared(1, MANY)
    running = SlicedImport(session)
    running.finish([running.take(old[0])])
    again = SlicedImport(session)
    for one in prepared(FIRST):
        again.take(one)
    session.store.apply(remove_articles(session, [old[0].record.id]))
    again.finish([again.take(old[0])])
    assert len(session.store.articles()) == FIRST + 1
    for count in (FIRST, FIRST + 1, 1, 0):
        session.store.undo()
        assert len(session.store.articles()) == count


def test_an_import_that_is_taken_back_while_it_runs_stops(session: Session) -> None:
    running = SlicedImport(session)
    for one in prepared(FIRST):
        running.take(one)
    session.store.undo()
    with pytest.raises(CancelledError):
        running.take(prepared(1, FIRST)[0])
    assert running.count == 0
    assert session.store.articles() == ()


def test_each_file_has_its_outcome(session: Session) -> None:
    arrived(session, 1)
    running = SlicedImport(session)
    error = ImportRefusedError("import-empty", name="bad.txt")
    here, new = prepared(2)
    bad = RefusedFile(path=Path("bad.txt"), error=error)
    kept = [running.take(one) for one in (here, bad, new, new)]
    running.finish(kept)
    outcomes = running.outcomes(kept)
    assert [one.status for one in outcomes] == ["duplicate", "refused", "imported", "duplicate"]
    assert outcomes[3].article == outcomes[2].article


def test_what_waits_at_the_end_comes_in_in_the_order_of_the_files(session: Session) -> None:
    running = SlicedImport(session)
    kept = [running.take(one) for one in prepared(FIRST - 1)]
    running.finish(list(reversed(kept)))
    assert titles(session) == [f"Title {number}" for number in reversed(range(FIRST - 1))]


def test_who_listens_hears_of_every_article(session: Session) -> None:
    heard: set[Key] = set()
    session.store.listeners.add(heard.update)
    arrived(session)
    assert {key.id for key in heard} == {record.id for record in session.store.articles()}


def test_copies_are_found_across_slices(session: Session) -> None:
    paragraph = " ".join(f"Minister {n} spoke of port {n * 7} and ship {n * 3}." for n in range(60))
    texts = [f"A headline of outlet {n}\n\n{paragraph}\n\nOutlet {n} wrote this.\n" for n in (1, 2)]
    first, second = (prepare(read_bytes(text.encode(), f"copy{n}.txt")) for n, text in enumerate(texts))
    running = SlicedImport(session)
    kept = [running.take(one) for one in (first, *prepared(FIRST + 2), second)]
    running.finish(kept)
    assert [one.article for one in session.search.copies(first.record.id)] == [second.record.id]


# Part by part ----------------------------------------------------------------------------------


def test_an_act_goes_back_part_by_part_and_all_parts_are_told(session: Session) -> None:
    arrived(session)
    heard: list[frozenset[Key]] = []
    session.store.listeners.add(heard.append)
    undo = session.store.begin_undo(back=True)
    while not undo.done:
        assert session.store.act_running
        undo.step(0)
    assert len(frozenset().union(*heard)) == MANY
    assert len(heard) < MANY, "steps are told together"
    assert not session.store.act_running
    assert session.store.articles() == ()
    undo = session.store.begin_undo(back=False)
    while not undo.done:
        undo.step(0)
    assert len(session.store.articles()) == MANY


def test_a_small_act_goes_back_in_one_part(session: Session) -> None:
    arrived(session, 3)
    undo = session.store.begin_undo(back=True)
    undo.step(0)
    assert undo.stored


def test_another_act_waits_for_all_parts(session: Session) -> None:
    arrived(session)
    first, last = (session.store.articles()[place] for place in (0, -1))
    on_first = tag_section(session, first.id, 0, ["china"])
    session.store.begin_undo(back=True).step(0)
    assert session.store.record(last.id) is None
    assert session.store.record(first.id) is not None
    with pytest.raises(DossierError, match="changed-meanwhile"):
        session.store.apply(on_first)
    assert session.store.articles() == ()
    assert session.store.tags() == ()


def test_parts_that_go_wrong_leave_the_dossier_as_it_was(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    from briefbuilder.storage.undo_log import UndoLog

    arrived(session)
    heard: set[Key] = set()
    undo = session.store.begin_undo(back=True)
    undo.step(0)

    def fail(*_: object) -> None:
        raise OSError(28, "no space left")

    session.store.listeners.add(heard.update)
    with monkeypatch.context() as patch:
        patch.setattr(UndoLog, "move", fail)
        with pytest.raises(DossierError, match="disk-fault"):
            undo.step()
    assert undo.done
    assert not undo.stored
    assert len(session.store.articles()) == MANY
    assert session.store.articles()[-1].id in {key.id for key in heard}
    assert session.store.record(session.store.articles()[-1].id) is not None
    session.store.undo()
    assert session.store.articles() == ()


# Killed ----------------------------------------------------------------------------------------


def die_while(what: str, path: Path) -> None:
    with Session.open(path, Resources()) as session:
        if what == "importing":
            running = SlicedImport(session)
            for one in prepared(FIRST + 1):
                running.take(one)
        else:
            session.store.begin_undo(back=True).step(0)
        os.kill(os.getpid(), signal.SIGKILL)


def killed_while(what: str, path: Path) -> None:
    done = subprocess.run([sys.executable, __file__, what, str(path)], check=False, timeout=60)
    assert done.returncode == -signal.SIGKILL


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_an_import_that_is_killed_leaves_whole_articles_and_one_undo(
    dossier: Path, session: Session, resources: Resources
) -> None:
    session.store.close()
    killed_while("importing", dossier)
    with Session.open(dossier, resources) as again:
        assert titles(again) == [f"Title {number}" for number in range(FIRST)]
        for number, record in enumerate(again.store.articles()):
            assert again.store.original(record.id) == text_of(number).encode()
            assert f"word{number}" in again.store.article(record.id).blocks[-1].text
        assert len(again.search.find_sections(Query(words="chips"))) == FIRST
        act = again.store.undo()
        assert isinstance(act, ChangeSet)
        assert again.store.articles() == ()


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_an_undo_that_is_killed_has_not_been(dossier: Path, session: Session, resources: Resources) -> None:
    arrived(session)
    session.store.close()
    killed_while("undoing", dossier)
    with Session.open(dossier, resources) as again:
        assert len(again.store.articles()) == MANY
        assert len(again.search.find_sections(Query(words="chips"))) == MANY
        again.store.undo()
        assert again.store.articles() == ()


if __name__ == "__main__":
    die_while(sys.argv[1], Path(sys.argv[2]))
