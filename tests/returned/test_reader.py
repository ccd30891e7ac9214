"""What is read of a returned file, in what order, and which files are refused."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from tests.returned.word_files import DEL, STYLES, deleted, inserted, paragraph, run, table, word_file

from briefbuilder.app.warm_up import warm_up_returned
from briefbuilder.app.workers import WorkerPool
from briefbuilder.domain.errors import ImportRefusedError
from briefbuilder.domain.export_record import CellPosition, FormRange
from briefbuilder.returned.document import ReturnedDocument
from briefbuilder.returned.reader import read_returned
from briefbuilder.returned.views import accepted_view, original_view


def read(body: str, **parts: str) -> ReturnedDocument:
    return read_returned(word_file(body, **parts), "a.docx")


def accepted(body: str, **parts: str) -> list[str]:
    return [unit.text for unit in accepted_view(read(body, **parts))]


def original(body: str, **parts: str) -> list[str]:
    return [unit.text for unit in original_view(read(body, **parts))]


def field(instruction: str, result: str) -> str:
    marks = {kind: f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")}
    return f"{marks['begin']}{run(instruction, tag='instrText')}{marks['separate']}{result}{marks['end']}"


@pytest.mark.parametrize(
    "inner",
    [
        f"<w:sdt><w:sdtPr/><w:sdtContent>{run('words')}</w:sdtContent></w:sdt>",
        f"<w:smartTag>{run('words')}</w:smartTag>",
        f"<w:customXml>{run('words')}</w:customXml>",
        f"<w:hyperlink>{run('words')}</w:hyperlink>",
        f"<w:fldSimple w:instr=' HYPERLINK &quot;https://example.org&quot;'>{run('words')}</w:fldSimple>",
        field('HYPERLINK "https://example.org"', run("words")),
        f"<w:bdo>{run('words')}</w:bdo>",
        f"<w:r><w:ruby><w:rt>{run('reading')}</w:rt><w:rubyBase>{run('words')}</w:rubyBase></w:ruby></w:r>",
        f"<mc:AlternateContent><mc:Choice>{run('words')}</mc:Choice><mc:Fallback>{run('other')}</mc:Fallback></mc:AlternateContent>",
        "<w:proofErr w:type='spellStart'/><w:bookmarkStart w:id='1' w:name='x'/>" + run("wo") + run("rds"),
        run("words") + field("PAGE", run("7")) + f"<w:fldSimple w:instr='NUMPAGES'>{run('9')}</w:fldSimple>",
        field("REF _Ref1", run("wor")) + f"<w:fldSimple w:instr=' DATE '>{run('ds')}</w:fldSimple>",
        run("words") + field("NOTEREF _Ref1", run("3")),
        run("word") + '<w:r><w:sym w:font="Arial" w:char="0073"/></w:r>',
    ],
)  # fmt: skip
def test_words_are_read_through_what_word_puts_around_them(inner: str) -> None:
    assert accepted(paragraph(inner)) == ["words"]


def test_runs_that_look_alike_are_one_piece() -> None:
    (found,) = read(paragraph(run("wo") + run("rd") + run("s", "<w:b/>"))).paragraphs
    assert [(piece.text, piece.forms) for piece in found.pieces] == [("word", ()), ("s", ("bold",))]


def test_blocks_are_read_through_content_controls() -> None:
    body = (
        f"<w:sdt><w:sdtContent>{paragraph('one')}{table(('a', 'b'))}</w:sdtContent></w:sdt>{paragraph('two')}"
    )
    assert accepted(body) == ["one", "a", "b", "two"]


def test_a_field_that_ends_in_a_later_paragraph_hides_what_is_between() -> None:
    begin = field("TOC", "").replace('<w:r><w:fldChar w:fldCharType="end"/></w:r>', run("Contents 1"))
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    body = paragraph(begin) + paragraph("Chapter 2") + paragraph(run("Annex 3") + end) + paragraph("text")
    assert accepted(body) == ["", "", "", "text"]


def test_both_texts_of_a_recorded_edit_are_read() -> None:
    body = paragraph(run("the ") + deleted("old") + inserted("new") + run(" text"))
    assert (accepted(body), original(body)) == (["the new text"], ["the old text"])


def test_text_that_was_added_and_deleted_again_was_never_there() -> None:
    body = paragraph(run("a") + f"<w:ins w:id='1' w:author='Ann'>{deleted('b')}</w:ins>" + run("c"))
    assert accepted(body) == original(body) == ["ac"]


def test_a_deleted_paragraph_mark_joins_and_an_inserted_one_splits() -> None:
    body = paragraph("one ", mark="del") + paragraph("two", mark="ins") + paragraph("three")
    assert accepted(body) == ["one two", "three"]
    assert original(body) == ["one ", "twothree"]
    cells = f"<w:tbl><w:tr><w:tc>{paragraph('one', mark='del')}</w:tc><w:tc>{paragraph('two')}</w:tc></w:tr></w:tbl>"
    assert accepted(cells + paragraph("end", mark="del")) == ["one", "two", "end"], "never across cells"


def test_recorded_rows_are_in_one_text_alone() -> None:
    body = table(("a", "b"), ("c", "d"), ("e", "f"), marks={1: "del", 2: "ins"})
    assert accepted(body) == ["a", "b", "e", "f"]
    assert original(body) == ["a", "b", "c", "d"]


def test_moved_text_is_here_in_the_one_and_there_in_the_other() -> None:
    moved_from = paragraph(
        f"<w:moveFrom w:id='1' w:author='Ann'>{run('moved')}</w:moveFrom>", mark="moveFrom"
    )
    moved_to = paragraph(f"<w:moveTo w:id='2' w:author='Ann'>{run('moved')}</w:moveTo>", mark="moveTo")
    body = moved_from + paragraph("stays") + moved_to + paragraph("end")
    assert accepted(body) == ["stays", "moved", "end"]
    assert original(body) == ["moved", "stays", "end"]


def test_cells_have_their_places_and_nested_tables_their_numbers() -> None:
    nested = f"<w:tbl><w:tr><w:tc>{table(('x',))}{paragraph('after')}</w:tc></w:tr></w:tbl>"
    cells = [one.cell for one in read(nested + table(("y",))).paragraphs]
    assert cells == [
        CellPosition(table=1, row=0, column=0),
        CellPosition(table=0, row=0, column=0),
        CellPosition(table=2, row=0, column=0),
    ]


def test_a_second_head_begins_a_table_that_word_joined_to_the_one_above() -> None:
    def places(*heads: bool) -> list[tuple[int, int]]:
        rows = [
            f"<w:tr><w:trPr>{'<w:tblHeader/>' * head}</w:trPr><w:tc>{paragraph('x')}</w:tc></w:tr>"
            for head in heads
        ]
        found = read(f"<w:tbl>{''.join(rows)}</w:tbl>{table(('y',))}").paragraphs
        return [(one.cell.table, one.cell.row) for one in found if one.cell]

    assert places(True, True, False, True, False) == [(0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (2, 0)]
    # A row that was moved above the head stays one of its table.
    assert places(False, True, False) == [(0, 0), (0, 1), (0, 2), (1, 0)]


def test_styles_have_their_names_and_bold_follows_their_chain() -> None:
    body = paragraph(run("plain "), style="c") + paragraph(
        run("one ", "<w:b w:val='0'/>") + run("two"), style="c"
    )
    units = accepted_view(read(body))
    assert [unit.style for unit in units] == ["Deep", "Deep"]
    assert units[0].forms == (FormRange(start=0, end=6, form="bold"),)
    assert units[1].forms == (FormRange(start=4, end=7, form="bold"),)


def test_a_style_of_words_counts_against_that_of_their_paragraph() -> None:
    strong = (
        "<w:style w:type='character' w:styleId='s'><w:name w:val='Strong'/><w:rPr><w:b/></w:rPr></w:style>"
    )
    words = run("strong", "<w:rStyle w:val='s'/>") + run(" plain")
    units = accepted_view(read(paragraph(words) + paragraph(words, style="b"), styles=STYLES + strong))
    assert units[0].forms == (FormRange(start=0, end=6, form="bold"),)
    assert units[1].forms == (FormRange(start=6, end=12, form="bold"),)


def test_words_underlined_by_hand_are_told_from_links() -> None:
    line = "<w:u w:val='single'/>"
    link = "<w:style w:type='character' w:styleId='l'><w:name w:val='Hyperlink'/><w:rPr><w:u w:val='single'/></w:rPr></w:style>"
    styled = run("address", "<w:rStyle w:val='l'/>")
    body = (
        paragraph(run("one ") + run("two", line) + run(" three", "<w:u w:val='none'/>"))
        + paragraph(styled)
        + paragraph(f"<w:hyperlink w:anchor='a'>{run('address', line)}</w:hyperlink>" + run(" two", line))
        + paragraph(field('HYPERLINK "https://ministry.example"', run("address", line)) + run(" two", line))
    )
    units = accepted_view(read(body, styles=STYLES + link))
    assert [unit.forms for unit in units] == [
        (FormRange(start=4, end=7, form="underline"),),
        (),
        (FormRange(start=7, end=11, form="underline"),),
        (FormRange(start=7, end=11, form="underline"),),
    ]


def test_notes_are_found_by_their_marks_whatever_their_ids() -> None:
    body = "".join(
        paragraph(run(text) + f"<w:r><w:footnoteReference w:id='{number}'/></w:r>")
        for text, number in (("a", 9), ("b", 4))
    )
    notes = "".join(
        f"<w:footnote w:id='{number}'>{paragraph(run(' ', '<w:i/>') + run(text))}</w:footnote>"
        for number, text in ((4, "four"), (9, "nine"))
    )
    document = read(body, footnotes=notes)
    assert ["".join(piece.text for piece in note.pieces) for note in document.notes] == ["nine", "four"]
    assert [unit.notes for unit in accepted_view(document)] == [(0,), (1,)]


def test_highlighted_words_are_read_beside_the_comments() -> None:
    mark = '<w:highlight w:val="yellow"/>'
    inner = run("The ") + run("old", mark) + run(" gas", mark) + run(" and ", '<w:highlight w:val="none"/>')
    inner += run("neon", mark) + DEL.format(run("argon", mark, tag="delText"))
    document = read(paragraph("none") + paragraph(inner))
    assert [(one.text, one.is_highlight) for one in document.comments] == [("old gas … neon", True)]
    assert [one.comments for one in document.paragraphs] == [(), (0,)]


def test_comments_answer_each_other() -> None:
    body = paragraph(
        "<w:commentRangeStart w:id='7'/>"
        + run("text")
        + "<w:commentRangeEnd w:id='7'/><w:r><w:commentReference w:id='7'/></w:r>"
        "<w:r><w:commentReference w:id='8'/></w:r>"
    )
    comments = "".join(
        f"<w:comment w:id='{number}' w:author='{author}' w:date='{date}T10:00:00Z'><w:p w14:paraId='0000000{number}'>{run(text)}</w:p></w:comment>"
        for number, author, date, text in (
            (7, "Ann", "2026-11-20", "Why?"),
            (8, "Unknown Author", "0-00-00", "Because."),
        )
    )
    threads = "<w15:commentEx w15:paraId='00000007' w15:done='1'/><w15:commentEx w15:paraId='00000008' w15:paraIdParent='00000007'/>"
    document = read(body, comments=comments, commentsExtended=threads)
    assert [(one.text, one.author, one.answers, one.done) for one in document.comments] == [
        ("Why?", "Ann", None, True),
        ("Because.", "", 0, False),
    ]
    # LibreOffice writes the year 0 for a comment without a date, and a name for one without an author.
    assert [one.date for one in document.comments] == ["2026-11-20T10:00:00Z", ""]
    assert document.paragraphs[0].comments == (0, 1)


def test_words_in_headers_and_boxes_are_beside_the_text() -> None:
    box = "<w:r><w:pict><w:txbxContent>" + paragraph("boxed") + "</w:txbxContent></w:pict></w:r>"
    document = read(paragraph(run("text") + box), header=paragraph("above"))
    assert [(one.part, "".join(piece.text for piece in one.pieces)) for one in document.beside] == [
        ("box", "boxed"),
        ("header", "above"),
    ]
    assert [unit.text for unit in accepted_view(document)] == ["text"]


def bomb() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * 40_000_000)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("made", "code"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "returned-old-word"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "returned-encrypted"),
        (b"%PDF-1.7", "returned-no-word"),
        (b"", "returned-no-word"),
        (b"PK\x03\x04 not a container", "import-damaged"),
        (bomb, "import-unpacks-too-large"),
    ],
)
def test_what_is_no_readable_word_file_is_refused(made: bytes | Callable[[], bytes], code: str) -> None:
    data = made() if callable(made) else made
    with pytest.raises(ImportRefusedError) as refused:
        read_returned(data, "a.docx")
    assert refused.value.code == code
    assert refused.value.parameters["name"] == "a.docx"


def test_an_office_file_without_a_text_is_refused() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    with pytest.raises(ImportRefusedError, match="returned-no-word"):
        read_returned(stream.getvalue(), "a.xlsx")


def _watched() -> bool:
    """Prepare as usual, but let the process watch for what it tries to load."""
    warm_up_returned()
    return False


@pytest.mark.usefixtures("fresh_fork_server")
def test_nothing_is_loaded_in_the_sealed_process() -> None:
    begin = "<w:commentRangeStart w:id='7'/>" + run("text") + "<w:r><w:footnoteReference w:id='1'/></w:r>"
    comments = f"<w:comment w:id='7' w:author='Ann'>{paragraph('Why?')}</w:comment>"
    data = word_file(
        paragraph(begin), comments=comments, footnotes=f"<w:footnote w:id='1'>{paragraph('n')}</w:footnote>"
    )
    with WorkerPool(warm=1) as pool:
        found = pool.run_sealed(read_returned, data, "a.docx", result_type=ReturnedDocument, prepare=_watched)
    assert found == read_returned(data, "a.docx")


def test_every_message_on_returned_files_is_used(root: Path) -> None:
    messages = yaml.safe_load((root / "resources" / "messages" / "en.yaml").read_text("utf-8"))["returned"]
    source = root / "src" / "briefbuilder"
    code = "".join(
        path.read_text("utf-8")
        for path in (source / "app" / "returned.py", *(source / "returned").glob("*.py"))
    )
    assert messages
    assert [name for name in messages if f'"{name}"' not in code] == []


def test_an_open_document_file_is_to_be_saved_for_word() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
    with pytest.raises(ImportRefusedError, match="returned-open-document"):
        read_returned(stream.getvalue(), "back.odt")


def test_a_file_is_read_without_what_compares_texts() -> None:
    program = "import sys, briefbuilder.returned.reader; print('rapidfuzz' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "False"


def test_a_long_chain_of_styles_is_followed_to_its_end() -> None:
    chain = "".join(
        f'<w:style w:type="paragraph" w:styleId="s{number}"><w:basedOn w:val="s{number + 1}"/></w:style>'
        for number in range(5_000)
    )
    last = (
        '<w:style w:type="paragraph" w:styleId="s5000"><w:basedOn w:val="s0"/><w:rPr><w:b/></w:rPr></w:style>'
    )
    (found,) = read(paragraph("words", style="s0"), styles=chain + last).paragraphs
    assert [piece.forms for piece in found.pieces] == [("bold",)]
