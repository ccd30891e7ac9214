"""Changes of drawn text are carried over to the blocks that were drawn."""

from __future__ import annotations

from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefbuilder.app.word_changes.returned_blocks import (
    ReturnedTextError,
    change_blocks,
    change_text,
    form_ranges,
    put_into_list,
    set_form,
    styled_block,
)
from briefbuilder.domain.export_record import FormRange
from briefbuilder.domain.list_labels import ListLabel
from briefbuilder.domain.text import Block, Heading, ListItem, NoteReference, Paragraph, Quote, Span
from briefbuilder.domain.word_changes import PARAGRAPH_END, Hunk


def changed(drawn: list[str], blocks: list[Block], *hunks: tuple[int, int, str]) -> list[list[Block]]:
    numbers = count(1)
    made = change_blocks(
        drawn, blocks, (Hunk(start=low, end=high, text=text) for low, high, text in hunks),
        lambda: f"new{next(numbers)}",
    )  # fmt: skip
    return [list(slot) for slot in made]


def paragraph(name: str, *content: Span | NoteReference) -> Paragraph:
    return Paragraph(id=name, content=content)


def test_a_hunk_behind_a_portion_mark_changes_the_block() -> None:
    block = paragraph("b", Span("Talks go on "), Span("here", link="https://a.example/"))
    slots = changed(["(U) Talks go on here"], [block], (10, 12, "went"))
    assert slots == [[paragraph("b", Span("Talks went on "), Span("here", link="https://a.example/"))]]


def test_a_hunk_between_spaces_that_are_drawn_without_a_break_changes_the_block() -> None:
    block = paragraph("b", Span("We met Dr. Weiss on 24 May, at 9 h 30."))
    slots = changed(["We met Dr.\u00a0Weiss on 24\u00a0May, at 9\u00a0h\u00a030."], [block], (20, 22, "25"))
    assert slots == [[paragraph("b", Span("We met Dr. Weiss on 25 May, at 9 h 30."))]]


def test_a_plain_space_in_place_of_a_drawn_one_does_not_hinder_the_other_words() -> None:
    block = paragraph("b", Span("We met on 24 May."))
    hunks = (10, 12, "25"), (12, 13, " "), (13, 16, "June")
    assert changed(["We met on 24\u00a0May."], [block], *hunks) == [
        [paragraph("b", Span("We met on 25 June."))]
    ]
    with pytest.raises(ReturnedTextError) as error:
        changed(["We met on 24\u00a0May."], [block], (12, 13, " "))
    assert error.value.code == "word-change-generated"


@pytest.mark.parametrize("hunk", [(0, 4, ""), (1, 2, "S"), (2, 6, "x")])
def test_a_hunk_on_a_portion_mark_is_refused(hunk: tuple[int, int, str]) -> None:
    with pytest.raises(ReturnedTextError, match="word-change-generated"):
        changed(["(U) Talks"], [paragraph("b", Span("Talks"))], hunk)


def test_a_paragraph_that_was_written_anew_without_its_portion_mark_keeps_it() -> None:
    block = paragraph("b", Span("Talks go on here"))
    assert changed(["(U) Talks go on here"], [block], (0, 12, "Nothing happens")) == [
        [paragraph("b", Span("Nothing happens on here"))]
    ]
    for text in ("(S) Nothing happens", "“Nothing happens"):
        with pytest.raises(ReturnedTextError, match="word-change-generated"):
            changed(["(U) Talks go on here"], [block], (0, 12, text))


def test_text_is_written_behind_the_mark_of_an_empty_paragraph() -> None:
    empty = paragraph("b")
    assert changed(["(U) "], [empty], (4, 4, "Talks go on."))[0] == [paragraph("b", Span("Talks go on."))]
    with pytest.raises(ReturnedTextError, match="word-change-generated"):
        changed(["(U) "], [empty], (0, 0, "Talks go on."))


def test_text_around_an_omission_mark_is_changed_and_the_mark_is_not() -> None:
    block = paragraph("b", Span("The council met. It agreed."))
    drawn = "“The council met. […] It agreed.”"
    assert changed([drawn], [block], (5, 12, "board"))[0][0].text == "The board met. It agreed."
    with pytest.raises(ReturnedTextError):
        changed([drawn], [block], (14, 24, ""))


def test_a_split_keeps_the_notes_with_their_words() -> None:
    block = paragraph("b", Span("One."), NoteReference("n"), Span(" Two."))
    assert changed(["One. Two."], [block], (4, 5, PARAGRAPH_END)) == [
        [paragraph("b", Span("One."), NoteReference("n")), paragraph("new1", Span("Two."))]
    ]


def test_a_split_heading_leaves_a_paragraph() -> None:
    block = Heading(id="h", content=(Span("One Two"),), level=2)
    assert changed(["One Two"], [block], (3, 4, PARAGRAPH_END)) == [
        [Heading(id="h", content=(Span("One"),), level=2), paragraph("new1", Span("Two"))]
    ]


def test_joined_paragraphs_lose_what_was_drawn_between_them() -> None:
    blocks = [paragraph("a", Span("One.")), paragraph("b", Span("Two.", bold=True))]
    drawn = ["(U) One.", "(U) Two."]
    both = paragraph("a", Span("One."), Span(" Two.", bold=True))
    assert changed(drawn, [*blocks], (8, 9, " ")) == [[both], []]
    assert changed(drawn, [*blocks], (8, 13, " ")) == [[both], []]


def test_joined_words_keep_their_language() -> None:
    blocks = [paragraph("a", Span("One.")), Paragraph(id="b", content=(Span("Due."),), language="it")]
    made = changed(["One.", "Due."], [*blocks], (4, 5, ""))
    assert made == [[paragraph("a", Span("One."), Span("Due.", language="it"))], []]


def test_a_hunk_over_two_paragraphs_that_stay_two_changes_both() -> None:
    blocks = [paragraph("a", Span("One.")), Paragraph(id="b", content=(Span("Due."),), language="it")]
    made = changed(["(U) One.", "(U) Due."], [*blocks], (4, 17, f"Uno.{PARAGRAPH_END}(U) Tre."))
    assert made == [
        [paragraph("a", Span("Uno."))],
        [Paragraph(id="b", content=(Span("Tre."),), language="it")],
    ]


def test_words_that_were_rewritten_since_are_not_changed() -> None:
    now = paragraph("b", Span("The talks resume in March."))
    drawn = "The talks begin in May."
    with pytest.raises(ReturnedTextError):
        changed([drawn], [now], (10, 15, "start"))
    assert changed([drawn], [now], (4, 9, "rounds"))[0][0].text == "The rounds resume in March."


@given(st.lists(st.text("ab \n“é", max_size=9), min_size=1, max_size=4), st.data())
def test_blocks_that_are_drawn_as_they_are_follow_any_hunks(texts: list[str], data: st.DataObject) -> None:
    whole = PARAGRAPH_END.join(texts)
    ends = sorted(data.draw(st.lists(st.integers(0, len(whole)), max_size=6, unique=True)))
    pieces = st.text("xy" + PARAGRAPH_END, max_size=4)
    hunks = [(low, high, data.draw(pieces)) for low, high in zip(ends[::2], ends[1::2], strict=False)]
    expected = whole
    for low, high, text in reversed(hunks):
        expected = expected[:low] + text + expected[high:]
    blocks: list[Block] = [paragraph(f"b{at}", Span(text)) for at, text in enumerate(texts)]
    made = [block for slot in changed(texts, blocks, *hunks) for block in slot]
    assert PARAGRAPH_END.join(block.text for block in made) == expected
    assert made[0].id == "b0"
    assert len({block.id for block in made}) == len(made)


def test_a_word_with_an_apostrophe_is_changed_although_it_is_drawn_otherwise_than_typed() -> None:
    drawn, written = "L’UE e l’accordo dell’anno", "L'UE e l'accordo dell'anno"
    hunk = Hunk(start=7, end=16, text="l'intesa")
    assert change_text(drawn, written, (hunk,)) == "L'UE e l'intesa dell'anno"
    with pytest.raises(ReturnedTextError, match="generated"):
        change_text(drawn, written, (Hunk(start=1, end=2, text="'"),))


def test_a_text_is_changed_behind_its_label() -> None:
    assert change_text("SUBJECT: (U) Talks", "Talks", (Hunk(start=13, end=18, text="Rounds"),)) == "Rounds"


@pytest.mark.parametrize(
    ("style", "block"),
    [
        ("heading 2", Heading(id="b", content=(Span("x"),), level=2)),
        ("Titre 3", Heading(id="b", content=(Span("x"),), level=3)),
        ("List Bullet", ListItem(id="b", content=(Span("x"),))),
        ("List Number 3", ListItem(id="b", content=(Span("x"),), depth=2, ordered=True)),
        ("Intense Quote", Quote(id="b", content=(Span("x"),))),
        ("Normal", Paragraph(id="b", content=(Span("x"),))),
    ],
)
def test_a_style_makes_a_kind_of_block(style: str, block: Block) -> None:
    assert styled_block(Paragraph(id="b", content=(Span("x"),)), style) == block


def test_a_form_that_was_there_already_is_no_change() -> None:
    label = FormRange(start=0, end=4, form="italic")
    bold = FormRange(start=5, end=7, form="bold")
    assert list(form_ranges((label,), (label, bold), 9)) == [(bold, True)]
    assert list(form_ranges((label, bold), (label,), 9)) == [(bold, False)]


def test_a_form_is_set_on_a_range_alone() -> None:
    content = (Span("one two"), NoteReference("n"))
    assert set_form(content, 4, 7, "bold", on=True) == (
        Span("one "),
        Span("two", bold=True),
        NoteReference("n"),
    )


def test_an_item_put_into_a_list_takes_its_label_and_those_below_count_on() -> None:
    letters = ListLabel("lowerLetter", "(", ")")

    def point(number: int, depth: int = 0, *, starts: bool = False) -> ListItem:
        return ListItem(
            id=f"b{depth}{number}", depth=depth, ordered=True, number=number, label=letters, starts=starts
        )

    above = (point(1, starts=True), point(1, 1, starts=True))
    below = (point(2), point(1, 1, starts=True), point(3), paragraph("p"), point(4))
    found = put_into_list(above, (ListItem(id="new", ordered=True),), below)
    assert [(block.depth, block.label_text) for block in found if isinstance(block, ListItem)] == [
        (0, "(a)"), (1, "(a)"), (0, "(b)"), (0, "(c)"), (1, "(a)"), (0, "(d)"), (0, "(d)"),
    ]  # fmt: skip
    bullet = ListItem(id="new")
    assert put_into_list(above, (bullet,), below) == (*above, bullet, *below)


@pytest.mark.parametrize(
    ("new", "content"), [("10⁹", (Span("10"), Span("9", script="super"))), ("107", (Span("107"),))]
)
def test_a_digit_is_raised_if_it_is_in_the_new_text(new: str, content: tuple[Span, ...]) -> None:
    power = paragraph("p", Span("10"), Span("6", script="super"))
    assert changed(["10⁶"], [power], (0, 3, new)) == [[paragraph("p", *content)]]


def test_the_minus_of_a_power_stays_when_other_words_change() -> None:
    content = (Span(" times 10"), Span("\N{MINUS SIGN}3", script="super"))
    power = paragraph("p", Span("Two"), *content)
    (made,) = changed(["Two times 10⁻³"], [power], (0, 3, "Five"))
    assert "".join(span.text for span in made[0].content) == "Five times 10\N{MINUS SIGN}3"
