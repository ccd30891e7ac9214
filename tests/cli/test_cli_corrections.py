"""`corrections`: a returned Word file is listed, and its changes are accepted until the briefing says what it says."""

from __future__ import annotations

import copy
import shutil
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from docx.document import Document as WordDocument
from docx.text.paragraph import Paragraph as WordParagraph
from tests.cli.conftest import Call, Rows

from briefbuilder.app.commands.briefings import compose_briefing, edit_briefing
from briefbuilder.app.commands.word_changes import accept_changes
from briefbuilder.app.export import export
from briefbuilder.app.messages import Words
from briefbuilder.app.resources import Resources
from briefbuilder.app.returned import FoundRecord, compare_document, read_returned_file
from briefbuilder.app.session import Session
from briefbuilder.cli.context import CommandContext, Console
from briefbuilder.cli.corrections import change_shape, describe_change
from briefbuilder.domain import briefing_edits
from briefbuilder.domain.briefing import OwnText
from briefbuilder.domain.release import Release
from briefbuilder.domain.text import Cell, ListItem, Note, NoteReference, Paragraph, Row, Span, Table
from briefbuilder.domain.word_changes import WordChange


def paragraph(name: str, *content: Span | NoteReference) -> Paragraph:
    return Paragraph(id=name, content=content)


def row(*texts: str) -> Row:
    return Row(cells=tuple(Cell(blocks=(paragraph(f"c{text}", Span(text)),)) for text in texts))


OWN = OwnText(
    id="own",
    blocks=(
        paragraph("a", Span("Both sides exchange data on stocks. "), Span("A review", link="https://a.example/"), Span(" is due.")),
        paragraph("b", Span("Japan proposes a channel"), NoteReference("n"), Span(" between the ministries.")),
        ListItem(id="c", content=(Span("Chips come first."),), starts=True),
        ListItem(id="d", content=(Span("Then rare earths."),)),
        Table(id="t", rows=(row("Country", "2026"), row("Japan", "12"), row("Korea", "9")), header_rows=1),
        paragraph("e", Span("A common position is needed by March.")),
        paragraph("s", Span("This stays between us.")),
        Note(id="n", content=(Span("Since the last summit."),)),
    ),
    releases={"s": Release(disclosure="closed")},
)  # fmt: skip
LATER = OwnText(id="later", blocks=(paragraph("f", Span("Lines to take follow.")), paragraph("g", Span("We welcome the progress."))))  # fmt: skip


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory, _tagged: Path) -> Path:
    """A folder with a dossier, its export for the public, and that file as it came back."""
    folder = tmp_path_factory.mktemp("returned")
    dossier = folder / "talks.dossier"
    shutil.copy(_tagged, dossier)
    with Session.open(dossier, Resources()) as session:
        act, made = compose_briefing(
            session, "thematic-briefing", "Chips", ["derisking"], {"date": "2026-11-27"}, "en"
        )
        first = made.parts[0].id
        made = briefing_edits.insert_item(made, first, OWN, 0)
        made = briefing_edits.insert_item(made, first, LATER, 1)
        session.store.apply(replace(act, changes=(replace(act.changes[0], after=made),)))
        export(session, made.id, [folder / "chips.docx"], anyway=True, audience="public")
    edit_file(docx.Document(str(folder / "chips.docx"))).save(str(folder / "back.docx"))
    return folder


def edit_file(document: WordDocument) -> WordDocument:
    """Edit a document as a colleague would: words, a title, a date, paragraphs, a table and a quotation."""
    retype(find(document, "exchange data"), "stocks", "chip stocks")
    retype(find(document, "proposes a channel"), "proposes", "suggests")
    retype(find(document, "Chips"), "Chips", "Chips and rare earths")
    new = copy.deepcopy(find(document, "Lines to take")._p)
    find(document, "Lines to take")._p.addnext(new)
    WordParagraph(new, document.element.body).runs[0].text = "We ask for reciprocity."
    gone = find(document, "Then rare earths.")._p
    document.element.body.remove(gone)
    moved = find(document, "A common position")._p
    find(document, "We welcome")._p.addnext(moved)
    quoted = next(
        one for one in document.paragraphs if getattr(one.style, "name", "") == "Quote" and len(one.text) > 60
    )
    retype(quoted, quoted.text.split()[1], "QUALCOSA")
    table = next(one for one in document.tables if one.cell(0, 0).text == "Country")
    retype(table.cell(1, 1).paragraphs[0], "12", "14")
    last = table.rows[-1]._tr
    last.addnext(copy.deepcopy(last))
    for cell, text in zip(table.rows[-1].cells, ("Taiwan", "20"), strict=True):
        cell.paragraphs[0].runs[0].text = text
    dated = next(one for one in document.tables if one.cell(0, 0).text == "Date")
    retype(dated.cell(0, 1).paragraphs[0], "27 November 2026", "4 December 2026")
    return document


def find(document: WordDocument, text: str) -> WordParagraph:
    return next(one for one in document.paragraphs if text in one.text)


def retype(paragraph: WordParagraph, old: str, new: str) -> None:
    run = next(one for one in paragraph.runs if old in one.text)
    run.text = run.text.replace(old, new, 1)


@pytest.fixture
def folder(exported: Path, tmp_path: Path) -> Path:
    shutil.copytree(exported, tmp_path, dirs_exist_ok=True)
    return tmp_path


def test_accepting_all_gives_the_text_of_the_file(call: Call, rows: Rows, folder: Path) -> None:
    dossier, file = folder / "talks.dossier", folder / "back.docx"
    listed = rows("corrections", dossier, "1", file)
    assert {one["state"] for one in listed} == {"open"}
    assert sorted(one["kind"] for one in listed) == [
        "deleted", "edited", "edited", "edited", "edited", "edited", "edited", "inserted", "moved", "row_inserted",
    ]  # fmt: skip
    answer = call("corrections", dossier, "1", file, "--accept", "all")
    assert answer.returncode == 0
    assert "Quotations left out: 1." in answer.stdout
    assert "also changed" not in answer.stdout
    (quotation,) = (one for one in rows("corrections", dossier, "1", file) if one["state"] == "open")
    assert quotation["quotation"]
    accepted = rows("corrections", dossier, "1", file, "--accept", quotation["change"])
    assert {one["state"] for one in accepted} == {"accepted"}
    assert not any(one["conflict"] for one in accepted)
    with Session.open(dossier, Resources()) as session:
        (briefing,) = session.store.briefings()
        own, later = briefing.item("own"), briefing.item("later")
        assert own is not None
        assert later is not None
        assert own.blocks is not None
        assert own.blocks[0].content[1] == Span("A review", link="https://a.example/")
        assert [block.text for block in own.blocks if block.id == "s"] == ["This stays between us."]
        assert own.releases == OWN.releases
        assert [block.text for block in later.blocks or ()] == [
            "Lines to take follow.", "We ask for reciprocity.", "We welcome the progress.", "A common position is needed by March.",
        ]  # fmt: skip
        assert briefing.fields["date"] == "2026-12-04"
        export(session, briefing.id, [folder / "again.docx"], anyway=True, audience="public")
        record = next(iter(session.store.exports.of(briefing.id)))
        found = FoundRecord(record=record, found_by="id")
        left = compare_document(found, read_returned_file(file)).changes
        # What is left is what a changed quotation makes the template add, and the title in a footer.
        assert {one.source for one in left} <= {"quotation", "generated"}
        assert [one.after for one in left if one.source == "quotation"] == [
            one.before.replace("[", "").replace("]", "") for one in left if one.source == "quotation"
        ]


def test_one_is_accepted_and_the_others_are_rejected(call: Call, rows: Rows, folder: Path) -> None:
    dossier, file = folder / "talks.dossier", folder / "back.docx"
    changes = rows("corrections", dossier, "1", file)
    kept = next(one["change"] for one in changes if one["kind"] == "inserted")
    others = ",".join(str(one["change"]) for one in changes if one["change"] != kept)
    made = rows("corrections", dossier, "1", file, "--reject", others, "--accept", kept)
    assert [one["change"] for one in made if one["state"] == "accepted"] == [kept]
    assert {one["state"] for one in made if one["change"] != kept} == {"rejected"}
    with Session.open(dossier, Resources()) as session:
        (briefing,) = session.store.briefings()
        assert briefing.item("own") == OWN
        session.store.undo()
        session.store.undo()
        (before,) = session.store.briefings()
        assert before.item("later") == LATER


def test_what_was_changed_in_the_briefing_too_is_left_out(call: Call, rows: Rows, folder: Path) -> None:
    dossier, file = folder / "talks.dossier", folder / "back.docx"
    with Session.open(dossier, Resources()) as session:
        (briefing,) = session.store.briefings()
        blocks = (paragraph("a", Span("Nothing is exchanged.")), *OWN.blocks[1:])
        now = briefing_edits.replace_item(briefing, replace(OWN, blocks=blocks))
        session.store.apply(edit_briefing(session, now, "edit-briefing"))
    (conflict,) = (one for one in rows("corrections", dossier, "1", file) if one["conflict"])
    assert "chip stocks" in conflict["after"]
    answer = call("corrections", dossier, "1", file, "--accept", str(conflict["change"]))
    assert answer.returncode == 1
    assert "since the export" in answer.stderr
    rows("corrections", dossier, "1", file, "--accept", "all")
    left = [one["change"] for one in rows("corrections", dossier, "1", file) if one["state"] == "open"]
    assert conflict["change"] in left
    assert len(left) == 2


def test_a_paragraph_that_was_changed_in_the_briefing_too_gets_the_text_of_the_file(
    call: Call, rows: Rows, folder: Path
) -> None:
    dossier, file = folder / "talks.dossier", folder / "back.docx"
    with Session.open(dossier, Resources()) as session:
        (briefing,) = session.store.briefings()
        blocks = (paragraph("a", Span("Nothing is exchanged.")), *OWN.blocks[1:])
        now = briefing_edits.replace_item(briefing, replace(OWN, blocks=blocks))
        session.store.apply(edit_briefing(session, now, "edit-briefing"))
    (conflict,) = (one["change"] for one in rows("corrections", dossier, "1", file) if one["conflict"])
    refused = call("corrections", dossier, "1", file, "--accept", str(conflict))
    assert "--overwrite" in refused.stdout
    states = {
        one["change"]: one["state"]
        for one in rows("corrections", dossier, "1", file, "--overwrite", conflict)
    }
    assert states.pop(conflict) == "accepted"
    assert set(states.values()) == {"open"}
    with Session.open(dossier, Resources()) as session:
        own = session.store.briefings()[0].item("own")
        assert own is not None
        assert own.blocks is not None
        assert own.blocks[0].text == "Both sides exchange data on chip stocks. A review is due."


def test_what_cannot_be_accepted_is_said_when_all_is_accepted(call: Call, rows: Rows, folder: Path) -> None:
    dossier, file = folder / "talks.dossier", folder / "footer.docx"
    document = docx.Document(str(folder / "chips.docx"))
    find(document, "exchange data").runs[0].text += "Ask Paris first. "
    document.sections[0].footer.paragraphs[0].add_run(" Draft of Monday")
    document.save(str(file))
    answer = call("corrections", dossier, "1", file, "--accept", "all")
    assert "Changes accepted: 1" in answer.stdout
    assert "outside the text of the briefing: 1." in answer.stdout
    (left,) = (one for one in rows("corrections", dossier, "1", file) if one["state"] == "open")
    assert "Draft of Monday" in str(left["after"])


def test_numbers_are_numbers_of_changes(call: Call, folder: Path) -> None:
    dossier, file = folder / "talks.dossier", folder / "back.docx"
    assert call("corrections", dossier, "1", file, "--accept", "99").returncode == 1
    assert call("corrections", dossier, "1", file, "--accept", "first").returncode == 2


def test_this_folder_in_place_of_the_file_is_told_by_its_name(
    call: Call, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    answer = call("corrections", "talks.dossier", "1", ".")
    assert (answer.returncode, answer.stderr.count("\n")) == (1, 1)
    assert "“.” could not be read" in answer.stderr


def test_the_same_changes_are_accepted_in_the_program(folder: Path) -> None:
    from briefbuilder.app.returned import compare_returned

    with Session.open(folder / "talks.dossier", Resources()) as session:
        (before,) = session.store.briefings()
        comparison = compare_returned(session, before.id, folder / "back.docx")
        numbers = [change.number for change in comparison.changes]
        made = accept_changes(session, comparison, numbers)
        assert made.refused == {}
        session.store.apply(made.change_set)
        session.store.undo()
        assert session.store.briefings() == (before,)


def test_a_long_text_is_shown_from_what_was_changed_on_and_an_equal_one_once() -> None:
    change = WordChange(
        number=1, key="k", kind="edited", before=f"{'a ' * 300}old.", after=f"{'a ' * 300}new."
    )
    words = Words("en")
    context = CommandContext(Console(words, as_json=False), words)
    shape = change_shape(change, "open", is_conflict=False)
    _, before, after = describe_change(change, shape, context).splitlines()
    assert (before[:7], before[-5:]) == ("    - …", " old.")
    assert (after[:7], after[-5:]) == ("    + …", " new.")
    same = replace(change, kind="formatted", after=change.before)
    assert len(describe_change(same, shape, context).splitlines()) == 2


@pytest.mark.parametrize(
    ("change", "head"),
    [
        (WordChange(number=1, key="k", kind="deleted", before="a", quotation=True, tracked=True), "deleted · unknown author · quotation"),
        (WordChange(number=1, key="k", kind="edited", before="a", after="b", quotation=True, tracked=True), "edited · unknown author · differs from the source"),
        (WordChange(number=1, key="k", kind="edited", before="a", after="b", author="Ann", partly_tracked=True), "edited · Ann · partly not recorded"),
        (WordChange(number=1, key="k", kind="comment", before="a", comment="Yes.", author="Ann", reply_to=3), "reply to comment 3 · Ann"),
    ],
)  # fmt: skip
def test_the_head_of_a_change_says_what_it_is(change: WordChange, head: str) -> None:
    words = Words("en")
    context = CommandContext(Console(words, as_json=False), words)
    shape = change_shape(change, "open", is_conflict=False)
    assert describe_change(change, shape, context).splitlines()[0] == f"1. {head}"


def test_all_authors_of_a_change_are_in_its_object() -> None:
    change = WordChange(number=1, key="k", kind="edited", author="Ann", other_authors=("Ben",))
    assert change_shape(change, "open", is_conflict=False)["authors"] == ["Ann", "Ben"]


def test_a_resolved_comment_is_done_and_not_accepted() -> None:
    comment = WordChange(number=1, key="k", kind="comment", before="a", comment="Is it right?", author="Ann")
    words = Words("en")
    context = CommandContext(Console(words, as_json=False), words)
    shape = change_shape(comment, "accepted", is_conflict=False)
    assert describe_change(comment, shape, context).splitlines()[0] == "1. comment · Ann · done"


@pytest.mark.usefixtures("tokyo")
@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2026-11-30T14:59:59Z", "2026-11-30"),
        ("2026-11-30T15:00:00Z", "2026-12-01"),
        ("last Monday", "last Monda"),
    ],
)
def test_a_change_bears_the_local_day(moment: str, day: str) -> None:
    change = WordChange(number=1, key="k", kind="edited", before="a", after="b", author="Weber", date=moment)
    words = Words("en")
    context = CommandContext(Console(words, as_json=False), words)
    shape = change_shape(change, "open", is_conflict=False)
    assert shape["date"] == moment
    assert f"Weber, {day} " in describe_change(change, shape, context).splitlines()[0]
