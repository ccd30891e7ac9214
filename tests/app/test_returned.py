"""A briefing is exported, edited as in Word, and compared with what was exported of it."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import docx
import pytest
from docx.document import Document as WordDocument
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from tests.narrowing import not_none, of_type

from briefbuilder.app.commands.briefings import edit_briefing, keep_version
from briefbuilder.app.commands.imports import import_readings
from briefbuilder.app.commands.word_changes import accept_changes
from briefbuilder.app.export import export
from briefbuilder.app.export_input import snapshot, with_earlier
from briefbuilder.app.resources import Resources
from briefbuilder.app.returned import compare_document, compare_returned, find_record
from briefbuilder.app.session import Session
from briefbuilder.domain.briefing import Briefing, Excerpt, OwnText, Part
from briefbuilder.domain.changes import Change, ChangeSet, Key
from briefbuilder.domain.errors import DossierError, ExportError, ImportRefusedError
from briefbuilder.domain.passage import Passage
from briefbuilder.domain.release import PUBLIC, Release
from briefbuilder.domain.text import Cell, ListItem, Note, NoteReference, Paragraph, Row, Script, Span, Table
from briefbuilder.domain.word_changes import Comparison
from briefbuilder.export.docx.lint import lint_docx
from briefbuilder.importers.read import read_bytes
from briefbuilder.returned.reader import read_returned
from briefbuilder.returned.views import Unit, accepted_view, original_view

ARTICLE = """Export controls on advanced chips

Ministers agreed to tighten export controls on advanced semiconductors and to speed up derisking from China.

They will meet again in Lodz, where the chair expects a common position on forecasts of stocks.
"""
SECRET = "The Ambassador has asked us in confidence to delay the vote."


def own_blocks() -> tuple[Paragraph | ListItem | Table | Note, ...]:
    rows = tuple(
        Row(
            cells=tuple(
                Cell(blocks=(Paragraph(id=f"c{row}{column}", content=(Span(text),)),))
                for column, text in enumerate(texts)
            )
        )
        for row, texts in enumerate((("Country", "Exports"), ("Japan", "1 240"), ("Korea", "980")))
    )
    return (
        Paragraph(id="p1", content=(Span("The delegation will travel on 12 March."), NoteReference("n1"))),
        ListItem(id="p2", content=(Span("Supply of gallium remains tight."),), starts=True),
        ListItem(id="p3", content=(Span("Japan proposes an early-warning channel."),)),
        Table(id="t1", rows=rows, header_rows=1),
        Paragraph(id="p4", content=(Span(SECRET),)),
        Note(id="n1", content=(Span("Working paper 14."),)),
    )


@dataclass(frozen=True, slots=True)
class Case:
    """An open dossier with a briefing, and where its export lies."""

    session: Session
    briefing: Briefing
    path: Path

    def compare(
        self, change: Callable[[WordDocument], None] = lambda _: None, data: bytes | None = None
    ) -> Comparison:
        """Compare the export after a change; without the sealed process, which one test runs."""
        word = docx.Document(io.BytesIO(data or self.path.read_bytes()))
        change(word)
        stream = io.BytesIO()
        word.save(stream)
        document = read_returned(stream.getvalue(), "back.docx")
        return compare_document(find_record(self.session, self.briefing.id, document, "back.docx"), document)


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory, resources: Resources) -> Path:
    """A folder with a dossier of one briefing and its export."""
    folder = tmp_path_factory.mktemp("returned")
    session = Session.create(folder / "a.dossier", resources)
    import_readings(session, [read_bytes(ARTICLE.encode(), "a.txt")])
    (article,) = (session.store.article(one.id) for one in session.store.articles())
    blocks = [block for block in article.blocks if block.kind == "paragraph"]
    passage = Passage(
        article=article.id,
        blocks=tuple(block.id for block in blocks),
        start=0,
        end=len(blocks[-1].text),
        quote="\n".join(block.text for block in blocks),
    )
    release = Release(disclosure="closed")
    items = (
        OwnText(id="own", blocks=own_blocks(), releases={"p4": release}),
        Excerpt(id="quoted", passage=passage),
    )
    briefing = Briefing(
        id="brief",
        title="Chips",
        template="thematic-briefing",
        language="en",
        fields={"date": "2026-11-27"},
        created="2026-11-27T09:00:00Z",
        parts=(Part(id="part", key="", heading="Background", items=items),),
    )
    _add(session, briefing)
    export(session, briefing.id, [folder / "chips.docx"], anyway=True)
    session.store.close()
    return folder


@pytest.fixture
def case(tmp_path: Path, exported: Path, resources: Resources) -> Iterator[Case]:
    path = Path(shutil.copyfile(exported / "a.dossier", tmp_path / "a.dossier"))
    with Session.open(path, resources) as session:
        briefing = not_none(session.store.briefing("brief"))
        yield Case(session, briefing, exported / "chips.docx")


def _add(session: Session, briefing: Briefing) -> None:
    change = Change(key=Key("briefing", briefing.id), before=None, after=briefing)
    session.store.apply(ChangeSet(act="compose-briefing", changes=(change,)))


def edit(text: str, new: str) -> Callable[[WordDocument], None]:
    """Return a change of the paragraph that contains a text."""

    def apply(word: WordDocument) -> None:
        (run,) = [run for one in word.paragraphs for run in one.runs if text in run.text]
        run.text = run.text.replace(text, new)

    return apply


def test_an_export_that_comes_back_as_it_was_has_no_changes(case: Case) -> None:
    comparison = compare_returned(case.session, "brief", case.path)
    assert (comparison.found_by, comparison.changes, comparison.warnings) == ("id", (), ())
    assert comparison.record.file_name == "chips.docx"


def test_the_record_says_where_each_paragraph_comes_from(case: Case) -> None:
    (record,) = case.session.store.exports.of("brief")
    told = {
        one.text.replace("\u00a0", " "): (one.source, one.origin, one.block, bool(one.digest))
        for one in reversed(record.paragraphs)
        if one.text
    }
    assert told["Chips"][0] == "title"
    assert told["27 November 2026"][:2] == ("field", "field:date")
    assert told["Background"] == ("heading", "part", "", False)
    assert told["The delegation will travel on 12 March."] == ("own", "own", "p1", True)
    assert told["Supply of gallium remains tight."] == ("own", "own", "p2", True)
    assert told["1 240"] == ("own", "own", "t1", True)
    assert told["Working paper 14."] == ("note", "own", "n1", True)
    quoted = next(value for text, value in told.items() if text.startswith("Ministers agreed"))
    assert (quoted[0], quoted[1], quoted[3]) == ("quotation", "quoted", True)


def test_a_change_leads_to_its_block_and_one_of_a_quotation_is_flagged(case: Case) -> None:
    (own,) = case.compare(edit("12\u00a0March", "3 April")).changes
    assert (own.kind, own.item, own.block, own.quotation, own.conflict) == (
        "edited",
        "own",
        "p1",
        False,
        False,
    )
    (quoted,) = case.compare(edit("tighten", "loosen")).changes
    assert (quoted.kind, quoted.item, quoted.quotation) == ("edited", "quoted", True)


def test_a_table_that_was_put_in_is_taken_behind_its_paragraph(case: Case) -> None:
    def put_in(word: WordDocument) -> None:
        body = word.element.body
        (before,) = [node for node in body if "early-warning" in "".join(node.itertext())]
        made = word.add_table(rows=2, cols=2)
        for number, text in enumerate(("Step", "Day", "Letter", "")):
            made.cell(number // 2, number % 2).text = text
        for cell in made.rows[0].cells:
            cell.paragraphs[0].style = "Table Header"
        before.addnext(body.findall(qn("w:tbl"))[-1])

    comparison = case.compare(put_in)
    made = accept_changes(case.session, comparison, [one.number for one in comparison.changes])
    assert made.refused == {}
    case.session.store.apply(made.change_set)
    after = case.session.store.existing_briefing("brief")
    own = after.item("own")
    assert own is not None
    assert own.blocks is not None
    assert [block.kind for block in own.blocks] == [
        "paragraph", "list_item", "list_item", "table", "table", "paragraph", "note"
    ]  # fmt: skip
    table = of_type(own.blocks[3], Table)
    assert [[cell.text for cell in row.cells] for row in table.rows] == [["Step", "Day"], ["Letter", ""]]
    assert table.header_rows == 1
    assert case.compare(put_in).changes[0].key == comparison.changes[0].key


def test_a_table_that_word_joined_to_the_one_above_is_taken_as_a_table(case: Case) -> None:
    def put_in(word: WordDocument) -> None:
        body = word.element.body
        (own,) = [node for node in body.findall(qn("w:tbl")) if "Korea" in "".join(node.itertext())]
        made = word.add_table(rows=2, cols=2)
        for number, text in enumerate(("Step", "Day", "Letter", "3 May")):
            made.cell(number // 2, number % 2).text = text
        pasted = body.findall(qn("w:tbl"))[-1]
        pasted.tr_lst[0].get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        own.extend(pasted.tr_lst)
        body.remove(pasted)

    comparison = case.compare(put_in)
    assert [one.kind for one in comparison.changes] == ["table_inserted"]
    case.session.store.apply(
        accept_changes(case.session, comparison, [comparison.changes[0].number]).change_set
    )
    own = of_type(case.session.store.existing_briefing("brief").item("own"), OwnText)
    above, below = [block for block in own.blocks if block.kind == "table"]
    assert [len(block.rows) for block in (above, below)] == [3, 2]
    assert below.rows[0].cells[0].text == "Step"


def test_powers_are_told_and_taken_as_such(case: Case, tmp_path: Path) -> None:
    """A power that Word raises is neither told nor taken as a digit of its number: 10⁷ is not 107."""
    texts = ("About 10", "6", " wafers per m", "2", " a day.")
    scripts: tuple[Script, ...] = ("baseline", "super", "baseline", "super", "baseline")
    spans = tuple(Span(text, script=script) for text, script in zip(texts, scripts, strict=True))
    blocks = (Paragraph(id="p1", content=spans), Paragraph(id="p2", content=(Span("No more."),)))
    items = (OwnText(id="own", blocks=blocks),)
    briefing = replace(case.briefing, parts=(replace(case.briefing.parts[0], items=items),))
    case.session.store.apply(edit_briefing(case.session, briefing, "edit-item"))
    export(case.session, "brief", [tmp_path / "powers.docx"], anyway=True)

    def change(word: WordDocument) -> None:
        (shown,) = (one for one in word.paragraphs if one.text.startswith("About 10"))
        shown.runs[1].text = "7"
        (last,) = (one for one in word.paragraphs if one.text == "No more.")
        last.add_run(" CO")
        last.add_run("2").font.subscript = True

    assert not case.compare(data=(tmp_path / "powers.docx").read_bytes()).changes
    found = case.compare(change, (tmp_path / "powers.docx").read_bytes())
    assert [(one.kind, one.before, one.after) for one in found.changes] == [
        ("edited", "About 10⁶ wafers per m² a day.", "About 10⁷ wafers per m² a day."),
        ("edited", "No more.", "No more. CO₂"),
    ]
    case.session.store.apply(accept_changes(case.session, found, [1, 2]).change_set)
    own = of_type(not_none(case.session.store.briefing("brief")).item("own"), OwnText)
    first, second = (of_type(block, Paragraph) for block in own.blocks)
    assert first.content == (spans[0], replace(spans[1], text="7"), *spans[2:])
    assert second.text == "No more. CO₂"

    export(case.session, "brief", [tmp_path / "marked.docx"], anyway=True, since=("", "Changes"))
    marked = read_returned((tmp_path / "marked.docx").read_bytes(), "")
    assert {"About 10⁶ wafers per m² a day.", "No more."} <= {*texts_of(original_view(marked))}
    assert {"About 10⁷ wafers per m² a day.", "No more. CO₂"} <= {*texts_of(accepted_view(marked))}


def test_a_block_that_was_edited_in_the_briefing_since_is_a_conflict(case: Case) -> None:
    own = of_type(case.briefing.items[0], OwnText)
    blocks = (replace(own.blocks[0], content=(Span("The delegation stays."),)), *own.blocks[1:])
    part = replace(case.briefing.parts[0], items=(replace(own, blocks=blocks), case.briefing.items[1]))
    after = replace(case.briefing, parts=(part,))
    case.session.store.apply(edit_briefing(case.session, after, "edit-text"))
    (change,) = case.compare(edit("12\u00a0March", "3 April")).changes
    assert change.conflict
    assert case.compare().changes == ()


def test_a_file_is_compared_although_its_template_is_gone(case: Case) -> None:
    case.session.store.apply(
        edit_briefing(case.session, replace(case.briefing, template="gone"), "edit-briefing")
    )
    assert [one.kind for one in case.compare(edit("12\u00a0March", "3 April")).changes] == ["edited"]


def test_what_was_left_out_for_a_recipient_is_no_deletion(case: Case, tmp_path: Path) -> None:
    (internal,) = case.session.store.exports.of("brief")
    assert any(SECRET in one.text for one in internal.paragraphs)
    path = tmp_path / "public.docx"
    export(case.session, "brief", [path], audience="public", anyway=True)
    comparison = case.compare(data=path.read_bytes())
    assert (comparison.record.audience, comparison.changes) == ("public", ())
    assert not any(SECRET in one.text for one in comparison.record.paragraphs)


def drop_id(word: WordDocument) -> None:
    for relation in list(word.part.package.rels.values()):
        if "custom-properties" in relation.reltype:
            del word.part.package.rels[relation.rId]


def test_a_file_without_its_id_is_found_by_its_text_and_else_composed(case: Case) -> None:
    def edit_without_id(word: WordDocument) -> None:
        drop_id(word)
        edit("12\u00a0March", "3 April")(word)

    comparison = case.compare(edit_without_id)
    assert (comparison.found_by, len(comparison.changes)) == ("text", 1)
    case.session.store.purge()
    comparison = case.compare(edit("12\u00a0March", "3 April"))
    assert (comparison.found_by, len(comparison.changes)) == ("composed", 1)
    assert comparison.changes[0].block == "p1"


def test_a_file_of_another_briefing_is_refused(case: Case, tmp_path: Path) -> None:
    other = replace(case.briefing, id="other", title="Another one", parts=())
    _add(case.session, other)
    with pytest.raises(ExportError, match="returned-other-briefing") as refused:
        compare_returned(case.session, "other", case.path)
    assert refused.value.parameters["title"] == "Chips"
    path = tmp_path / "foreign.docx"
    word = docx.Document()
    word.add_paragraph("Nothing of this was ever in a briefing of that dossier, nor will it be.")
    word.save(str(path))
    case.session.store.purge()
    with pytest.raises(ExportError, match="returned-other"):
        compare_returned(case.session, "brief", path)


def test_a_file_that_is_no_word_file_is_refused_in_the_sealed_process(case: Case, tmp_path: Path) -> None:
    path = tmp_path / "old.doc"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100)
    with pytest.raises(ImportRefusedError, match="returned-old-word"):
        compare_returned(case.session, "brief", path)


def _rewrite(case: Case) -> None:
    """Change a sentence, drop a list item and a row, and add a paragraph with a note."""
    own = of_type(case.briefing.parts[0].items[0], OwnText)
    first, gallium, japan, table, secret, note = own.blocks
    blocks = (
        replace(
            of_type(first, Paragraph),
            content=(Span("The delegation will travel on 3 April."), NoteReference("n1")),
        ),
        japan,
        replace(of_type(table, Table), rows=of_type(table, Table).rows[:2]),
        Paragraph(id="p9", content=(Span("Korea joins the channel."), NoteReference("n2"))),
        secret,
        note,
        Note(id="n2", content=(Span("Working paper 15."),)),
    )
    assert gallium.text.startswith("Supply")
    (part,) = case.briefing.parts
    changed = replace(part, items=(replace(own, blocks=blocks), *part.items[1:]))
    act = edit_briefing(case.session, replace(case.briefing, parts=(changed,)), "edit-item")
    case.session.store.apply(act)


def test_an_export_marks_what_has_changed_since_the_last_one(case: Case, tmp_path: Path) -> None:
    before = read_returned(case.path.read_bytes(), "")
    _rewrite(case)
    marked, plain = tmp_path / "marked.docx", tmp_path / "plain.docx"
    export(case.session, "brief", [plain], anyway=True)
    export(case.session, "brief", [marked], anyway=True, since=("", "Changes since the last export"))
    document = read_returned(marked.read_bytes(), "")
    assert texts_of(original_view(document)) == texts_of(accepted_view(before))
    assert texts_of(accepted_view(document)) == texts_of(accepted_view(read_returned(plain.read_bytes(), "")))
    told = {one.author for unit in original_view(document) for one in unit.recorded}
    assert told == {"Changes since the last export"}
    assert lint_docx(marked.read_bytes()) == ()
    # A reader who corrects the marked file has changed only what he corrects.
    assert case.compare(data=marked.read_bytes()).changes == ()


def test_an_export_marks_what_has_changed_since_a_version(case: Case, tmp_path: Path) -> None:
    case.session.store.apply(keep_version(case.session, "brief", "Draft 1"))
    _rewrite(case)
    marked = tmp_path / "marked.docx"
    export(case.session, "brief", [marked], anyway=True, since=("Draft 1", "Since Draft 1"))
    before = read_returned(case.path.read_bytes(), "")
    assert texts_of(original_view(read_returned(marked.read_bytes(), ""))) == texts_of(accepted_view(before))
    with pytest.raises(DossierError, match="version-missing"):
        export(case.session, "brief", [marked], anyway=True, since=("Draft 2", "x"))
    with pytest.raises(ExportError, match="changes-without-word"):
        export(case.session, "brief", [tmp_path / "a.pdf"], anyway=True, since=("Draft 1", "x"))


def test_words_that_were_withheld_since_stay_out_of_a_marked_export(case: Case, tmp_path: Path) -> None:
    own = of_type(case.briefing.parts[0].items[0], OwnText)
    (everyone,) = case.session.store.exports.of("brief")
    shared = replace(everyone, id="shared", audience=PUBLIC)
    case.session.store.keep_export(shared)
    assert own.releases
    target = tmp_path / "marked.docx"
    with pytest.raises(ExportError, match="audience-leak"):
        export(case.session, "brief", [target], audience=PUBLIC, anyway=True, since=("", "Changes"))
    assert not target.exists()


def test_withheld_words_between_which_others_stand_now_stay_out_of_a_marked_export(
    case: Case, tmp_path: Path
) -> None:
    item = of_type(case.briefing.parts[0].items[0], OwnText)
    place = [block.text for block in item.blocks].index(SECRET)
    milder = SECRET.replace("in confidence to delay", "in public to hasten")
    blocks = (*item.blocks[:place], Paragraph(id="p9", content=(Span(milder),)), *item.blocks[place:])
    changed = replace(item, blocks=blocks)
    part = replace(case.briefing.parts[0], items=(changed, *case.briefing.parts[0].items[1:]))
    case.session.store.apply(edit_briefing(case.session, replace(case.briefing, parts=(part,)), "edit-item"))
    (everyone,) = case.session.store.exports.of("brief")
    case.session.store.keep_export(replace(everyone, id="shared", audience=PUBLIC))
    with pytest.raises(ExportError, match="audience-leak"):
        export(
            case.session, "brief", [tmp_path / "m.docx"], audience=PUBLIC, anyway=True, since=("", "Changes")
        )


def test_what_was_removed_since_an_internal_export_is_not_marked_for_a_recipient(case: Case) -> None:
    (internal,) = case.session.store.exports.of("brief")
    assert any(SECRET in one.text for one in internal.paragraphs)
    part = replace(case.briefing.parts[0], items=())
    case.session.store.apply(edit_briefing(case.session, replace(case.briefing, parts=(part,)), "remove"))
    public = snapshot(case.session, "brief", PUBLIC)
    with pytest.raises(ExportError, match="changes-for-another-recipient"):
        with_earlier(case.session, public, internal, "Changes")
    case.session.store.apply(keep_version(case.session, "brief", "Draft 1"))
    (version,) = case.session.store.versions("brief")
    with pytest.raises(ExportError, match="changes-for-another-recipient"):
        with_earlier(case.session, public, version, "Changes")
    own = with_earlier(case.session, public, replace(internal, audience=PUBLIC), "Changes")
    assert own.earlier is not None


def texts_of(units: tuple[Unit, ...]) -> list[str]:
    return [unit.key for unit in units if not unit.is_blank]
