"""A letterhead adds elements to a document and may replace its title."""

from __future__ import annotations

import pytest

from briefbuilder.domain.document import (
    Document,
    DrawnCell,
    DrawnContents,
    DrawnHeading,
    DrawnTable,
    DrawnText,
    FilledLetterhead,
    LetterBox,
    LetterLine,
    ListEntry,
    NoteMark,
    PageField,
    Run,
    content_text,
    elements_on_letterhead,
)

TITLE = DrawnText(role="title", content=(Run(text="Talks"),))
BODY = DrawnText(role="body", content=(Run(text="They met."),))
HEADING = DrawnHeading(level=1, content=(Run(text="Talks"),))
BEFORE = DrawnText(role="header", content=(Run(text="Ministry"),))
AFTER = DrawnText(role="footer", content=(Run(text="Signed"),))


def document(*, letterhead: bool = True, titled: bool = False) -> Document:
    paper = FilledLetterhead(
        data=b"",
        place="content",
        names={},
        values={},
        changed={},
        before=(BEFORE,),
        after=(AFTER,),
        titled=titled,
    )
    return Document(
        title="Talks",
        language="en",
        elements=(TITLE, HEADING, BODY),
        letterhead=paper if letterhead else None,
    )


@pytest.mark.parametrize("framed", [True, False])
def test_without_a_letterhead_document_all_elements_are_returned(framed: bool) -> None:
    assert elements_on_letterhead(document(letterhead=False), framed=framed) == (TITLE, HEADING, BODY)


def test_the_elements_of_the_letterhead_surround_the_text_if_framed() -> None:
    assert elements_on_letterhead(document(), framed=True) == (BEFORE, TITLE, HEADING, BODY, AFTER)
    assert elements_on_letterhead(document(), framed=False) == (TITLE, HEADING, BODY)


def test_paper_with_a_title_of_its_own_replaces_that_of_the_text_alone() -> None:
    assert elements_on_letterhead(document(titled=True), framed=False) == (HEADING, BODY)


def test_marks_and_page_fields_hold_no_characters() -> None:
    content = (Run(text="They "), NoteMark(note="n1"), PageField(name="page"), Run(text="met."))
    assert content_text(content) == "They met."


def test_what_is_not_said_of_an_element_is_the_plainest() -> None:
    run = Run(text="a")
    assert not any((run.bold, run.italic, run.underline, run.strike, run.code))
    entry = ListEntry(content=(run,))
    assert (entry.depth, entry.number, entry.ordered, entry.continues) == (0, 1, False, False)
    cell = DrawnCell(elements=())
    assert (cell.column_span, cell.row_span, cell.header, cell.flush_end) == (1, 1, False, False)
    assert DrawnTable(rows=(), widths=()).header_rows == 0
    assert DrawnContents(title=(), entries=()).page_numbers
    assert LetterLine().rows == ()
    assert not LetterBox(left=1.0, width=1.0, lines=()).after_tab
    assert document().letterhead is not None
    assert not FilledLetterhead(data=b"", place="content", names={}, values={}, changed={}).titled
