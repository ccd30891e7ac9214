"""What has changed since an export is marked in the next one, so that Word shows it and can take it back."""

from __future__ import annotations

import hypothesis.strategies as st
from hypothesis import given
from tests.narrowing import not_none
from tests.returned.test_compare import LONG, OTHER, THIRD, note, notes, record_of
from tests.returned.word_files import STYLES, link, paragraph, run, table, word_file

from briefbuilder.export.docx.ooxml import PPR, P, qn
from briefbuilder.importers.docx.package import Package
from briefbuilder.returned.document import ReturnedDocument
from briefbuilder.returned.reader import read_returned
from briefbuilder.returned.text_keys import text_key
from briefbuilder.returned.tracked_changes import mark_changes
from briefbuilder.returned.views import Unit, accepted_view, original_view, view_of

AUTHOR = "Changes since Draft 1"


def marked(before: str, after: str, *, base: str = "", **parts: str) -> ReturnedDocument:
    record = record_of(before, **({"footnotes": base} if base else {}), styles=STYLES)
    data = word_file(after, styles=STYLES, **parts)
    return read_returned(mark_changes(data, record.paragraphs, AUTHOR), "c.docx")


def texts(units: tuple[Unit, ...]) -> list[str]:
    return [unit.key for unit in units if not unit.is_blank]


def check(before: str, after: str) -> ReturnedDocument:
    """Check that rejecting all marks gives one text and accepting them the other."""
    document = marked(before, after)
    for view, body in ((original_view, before), (accepted_view, after)):
        assert texts(view(document)) == texts(view_of(read_returned(word_file(body), "").paragraphs))
    return document


def changed(document: ReturnedDocument) -> list[tuple[str, str]]:
    return [
        (piece.recorded.mark, piece.text)
        for one in (*document.paragraphs, *document.notes)
        for piece in one.pieces
        if piece.recorded.mark != "same"
    ]


def test_what_is_the_same_has_no_marks() -> None:
    body = paragraph(LONG) + table(("Country", "Exports"), ("Japan", "1240"))
    assert changed(check(body, body)) == []


def test_words_are_marked_in_a_line_of_many_runs_and_in_a_link() -> None:
    before = paragraph(run("The first list of ") + link("forty chips", "la") + run(" was agreed."))
    after = paragraph(
        run("The ")
        + run("second", "<w:b/>")
        + run(" list of ")
        + link("fifty chips", "la")
        + run(" was agreed.")
    )
    document = check(before, after)
    assert changed(document) == [("del", "first"), ("ins", "second"), ("del", "forty"), ("ins", "fifty")]
    assert {one.author for unit in accepted_view(document) for one in unit.recorded} == {AUTHOR}


def test_new_and_removed_paragraphs_keep_their_styles() -> None:
    before = paragraph("Controls", "b") + paragraph(LONG) + paragraph("Stocks", "b") + paragraph(OTHER)
    after = paragraph(LONG) + paragraph(OTHER) + paragraph("Ports", "b") + paragraph(THIRD)
    document = check(before, after)
    assert [unit.style for unit in original_view(document) if not unit.is_blank] == [
        "heading 1",
        "Normal",
    ] * 2


def test_rows_that_are_new_and_gone_are_rows() -> None:
    rows = [("Country", "Exports"), ("Japan", "1240"), ("Korea", "980"), ("Taiwan", "2210")]
    before, after = table(*rows[:3]), table(rows[0], *rows[2:])
    document = check(paragraph(LONG) + before, paragraph(LONG) + after)
    assert sorted(one.recorded.mark for one in document.rows) == ["del", "ins"]


def test_a_row_that_is_gone_is_aligned_as_its_columns() -> None:
    def grid(*rows: tuple[str, str]) -> str:
        drawn = table(*rows)
        for _, number in rows:
            cell = paragraph(number)
            drawn = drawn.replace(cell, cell.replace("<w:pPr>", '<w:pPr><w:jc w:val="right"/>'))
        return paragraph(LONG) + drawn

    rows = (("Country", "Exports"), ("Japan", "1240"), ("Korea", "980"))
    record = record_of(grid(*rows), styles=STYLES)
    data = mark_changes(word_file(grid(*rows[:2]), styles=STYLES), record.paragraphs, AUTHOR)
    body = not_none(Package(data, "").xml("word/document.xml"))
    aligned = {
        "".join(text.text or "" for text in one.iter(qn("w:t"), qn("w:delText"))): one.find(
            f"{PPR}/{qn('w:jc')}"
        )
        is not None
        for one in body.iter(P)
    }
    assert (aligned["Korea"], aligned["980"]) == (False, True)


def test_a_moved_table_does_not_draw_moved_text_along() -> None:
    grid = table(("Country", "Exports"), ("Japan", "1240"), ("Korea", "980"))
    first, last = grid + paragraph(OTHER), paragraph(LONG) + paragraph(THIRD)
    document = marked(first + last, last + first)
    original = [unit.key for unit in original_view(document) if unit.cell is None and not unit.is_blank]
    assert original == [text_key(text) for text in (OTHER, LONG, THIRD)]


def test_text_below_the_table_of_contents_stays_below_it() -> None:
    start = "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>TOC</w:instrText></w:r>"
    lines = paragraph(start + "<w:r><w:fldChar w:fldCharType='separate'/></w:r>" + run("Stocks 1"))
    lines += paragraph(run("Ports 2") + "<w:r><w:fldChar w:fldCharType='end'/></w:r>")
    record = record_of(paragraph("Contents") + lines + paragraph(OTHER) + paragraph(LONG), "contents")
    data = mark_changes(word_file(paragraph("Contents") + lines + paragraph(LONG)), record.paragraphs, AUTHOR)
    document = read_returned(data, "")
    gone = [number for number, one in enumerate(document.paragraphs) if one.end.mark == "del"]
    assert gone == [3]


def test_notes_are_marked_where_they_are_new_or_changed() -> None:
    body = paragraph(run(LONG) + note(1))
    document = marked(
        body,
        paragraph(run(LONG) + note(1) + note(2)),
        base=notes("Paper 14."),
        footnotes=notes("Paper 15.", "Ibid."),
    )
    assert changed(document) == [("ins", ""), ("del", "14"), ("ins", "15"), ("ins", "Ibid.")]


WORDS = st.lists(
    st.sampled_from(
        ["the", "list", "of", "chips", "ports", "stocks", "agreed", "in", "March", "12,5", "50", "%"]
    ),
    max_size=9,
)
PARAGRAPHS = st.lists(
    st.one_of(
        st.tuples(WORDS, st.sampled_from(["", "b"])).map(
            lambda one: paragraph(run(" ".join(one[0])), one[1])
        ),
        st.sampled_from([paragraph(LONG), paragraph(OTHER), paragraph(run(THIRD[:30]) + run(THIRD[30:]))]),
    ),
    max_size=7,
)


@given(before=PARAGRAPHS, after=PARAGRAPHS)
def test_rejecting_and_accepting_give_both_texts(before: list[str], after: list[str]) -> None:
    """Deleted words stand before inserted ones, and nothing is lost or made up."""
    end = paragraph("End of the briefing.")
    check("".join(before) + end, "".join(after) + end)


def test_white_space_alone_is_not_marked() -> None:
    spaced = paragraph(LONG.replace(" ", "  "))
    assert text_key(LONG) == text_key(LONG.replace(" ", "  "))
    assert changed(marked(paragraph(LONG), spaced)) == []
