"""Only omissions and changes in quotations are marked."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefbuilder.composing.quotations import OMISSION, Edits, find_edits, mark_edits
from briefbuilder.domain.text import Cell, Paragraph, Row, Span, Table, join_text

SOURCE = "Il governo parla di derisking, e non di chiusura, nei confronti della Cina 🇨🇳.\nLe imprese chiedono tempi certi."


def shown(edited: str, source: str = SOURCE) -> str:
    blocks = tuple(
        Paragraph(id=f"p{number}", content=(Span(line[:7], bold=True), Span(line[7:])))
        for number, line in enumerate(edited.split("\n"))
    )
    return join_text(mark_edits(blocks, source))


@pytest.mark.parametrize(
    ("edited", "wanted"),
    [
        (SOURCE, SOURCE),
        (SOURCE.replace(", e non di chiusura,", ""), SOURCE.replace(", e non di chiusura,", " […]")),
        (SOURCE.replace(", e non di chiusura,", " […]"), SOURCE.replace(", e non di chiusura,", " […]")),
        (SOURCE.replace("chiusura", "rottura"), SOURCE.replace("chiusura", "[rottura]")),
        (SOURCE.replace("chiusura", "[rottura]"), SOURCE.replace("chiusura", "[rottura]")),
        (SOURCE.replace("Il governo", "Il governo italiano"), SOURCE.replace("Il governo", "Il governo [italiano]")),
        ("Il governo parla di derisking.", "Il governo parla di derisking."),
        ("derisking, e non di chiusura", "derisking, e non di chiusura"),
        ("Il governo parla di derisking.\nLe imprese chiedono tempi certi.",
         "Il governo parla di derisking […].\nLe imprese chiedono tempi certi."),
        ("Il governo parla di derisking, e non di chiusura.\nLe imprese chiedono tempi certi.",
         "Il governo parla di derisking, e non di chiusura […].\nLe imprese chiedono tempi certi."),
        ("Il governo, secondo noi, parla di derisking", "Il governo, [secondo noi], parla di derisking"),
    ],
)  # fmt: skip
def test_what_differs_is_marked_and_what_does_not_is_not(edited: str, wanted: str) -> None:
    assert shown(edited) == wanted


def test_a_missing_sentence_is_marked_behind_the_one_before_it() -> None:
    source = "Uno dice sì. Due dice no. Tre tace.\nQuattro parla."
    assert (
        shown("Uno dice sì. Tre tace.\nQuattro parla.", source)
        == "Uno dice sì. […] Tre tace.\nQuattro parla."
    )
    assert shown("Uno dice sì.\nQuattro parla.", source) == "Uno dice sì. […]\nQuattro parla."


def test_signs_of_writings_without_spaces_are_words() -> None:
    source = "政府はデリスキングを語り、閉鎖は語らない。"
    assert shown("政府はデリスキングを語らない。", source) == f"政府はデリスキングを語 {OMISSION}らない。"


def test_forms_stay_around_the_marks() -> None:
    block = Paragraph(id="p", content=(Span("Le imprese", bold=True), Span(" chiedono certi.", italic=True)))
    (found,) = mark_edits((block,), "Le imprese chiedono tempi certi.")
    assert found.text == "Le imprese chiedono […] certi."
    assert [(span.text, span.bold, span.italic) for span in found.content if isinstance(span, Span)] == [
        ("Le imprese", True, False), (" chiedono", False, True), (" […]", False, False), (" certi.", False, True),
    ]  # fmt: skip


words = st.lists(st.sampled_from(["alfa", "beta", "gamma", "delta", "epsilon"]), min_size=1, max_size=12)


@given(source=words, edited=words)
def test_without_the_marks_the_edited_text_is_as_it_was(source: list[str], edited: list[str]) -> None:
    text = " ".join(edited)
    marked = shown(text, " ".join(source))
    assert marked.replace(f" {OMISSION}", "").replace("[", "").replace("]", "") == text


@given(source=words, edited=words)
def test_every_word_outside_brackets_is_the_sources(source: list[str], edited: list[str]) -> None:
    edits = find_edits(" ".join(source), " ".join(edited))
    text = " ".join(edited)
    for start, end in edits.changes:
        text = text[:start] + "#" * (end - start) + text[end:]
    kept = [word for word in text.split() if "#" not in word]
    rest = iter(source)
    assert all(word in rest for word in kept)


@pytest.mark.parametrize(
    ("source", "edited", "omissions", "changes"),
    [
        ("a b c d", "a d", (1,), ()),
        ("a b c d", "a […] d", (), ()),
        ("a b c d", "a[…] d", (), ()),
        ("a b c d", "a [...] d", (), ()),
        ("a b c d", "a (…) d", (), ()),
        ("a b c d", "a [x] d", (), ()),
        ("a b c d", "b c d", (), ()),
        ("a b c d", "a b c", (), ()),
        ("a b c d", "a x c d", (), ((2, 3),)),
        ("a b c d", "x y c d", (), ((0, 3),)),
        ("a b c d", "a b c d e f", (), ((8, 11),)),
        ("a b. c d e", "a b. e", (4,), ()),
        ("a b c d e", "a b. e", (3,), ()),
        ("a b, c d e", "a b, e", (3,), ()),
        ("a b.” c d e", "a b.” e", (5,), ()),
        ("a b c d e f g", "a c d g", (1, 5), ()),
    ],
)
def test_omissions_and_changes_are_at_their_positions(
    source: str, edited: str, omissions: tuple[int, ...], changes: tuple[tuple[int, int], ...]
) -> None:
    assert find_edits(source, edited) == Edits(omissions=omissions, changes=changes)


def test_marks_go_to_the_block_of_their_words() -> None:
    assert shown("uno due\ntre quattro", "uno due x\ntre quattro") == "uno due […]\ntre quattro"
    assert shown("uno due\ncinque quattro", "uno due\ntre quattro") == "uno due\n[cinque] quattro"
    assert shown("uno sei\ntre quattro", "uno due\ntre quattro") == "uno [sei]\ntre quattro"


def test_nothing_is_marked_in_tables() -> None:
    table = Table(id="t", rows=(Row(cells=(Cell(blocks=(Paragraph(id="c", content=(Span("new"),)),)),)),))
    assert mark_edits((table,), "old") == (table,)


def test_one_word_among_thousands_of_the_same_is_the_only_change() -> None:
    source = "no " * 6_000 + "end."
    changed = "no " * 3_000 + "yes " + "no " * 2_999 + "end."
    assert find_edits(source, changed) == Edits(omissions=(), changes=((9_000, 9_003),))
    assert find_edits(source, source) == Edits(omissions=(), changes=())
