"""The measure of foreign PDFs: what a reading sets apart, and how it reads a word, are no fault of its order."""

from __future__ import annotations

from bench.pdf_foreign import Order, Reference, Shown, _without, _words, common, is_worse, labelled

BODY = "The ministers met in the harbour town and spoke of ships until late at night"
PAGES = (
    "A running head\nThe ministers met in the harbour town\n1 It lies on the northern coast\n"
    "A running head\nand spoke of ships until late at night"
)
SHOWN = Shown("", BODY, ("1 It lies on the northern coast",), ("arunninghead",))


def _reference(told: str, shown: Shown, across: str = "") -> Reference:
    rows = [word for row in shown.rows for word in _words(row)]
    return Reference.of(told, shown, across, common([rows, rows]))


def _share(reference: Reference, *texts: str) -> float:
    return reference.agreement([_words(text) for text in texts])[0]


def test_a_sentence_that_goes_on_over_a_page_is_right_with_and_without_what_stands_between() -> None:
    reference = _reference(PAGES, SHOWN)
    assert _share(reference, *SHOWN.rows) == 1
    assert _share(reference, _without(PAGES, SHOWN.heads)) == 1


def test_words_in_another_order_are_wrong() -> None:
    reference = _reference(PAGES, SHOWN)
    turned = "and spoke of ships until late at night The ministers met in the harbour town"
    assert _share(reference, turned, *SHOWN.notes) < 0.85


def test_a_word_that_is_read_otherwise_is_no_order() -> None:
    told = BODY.replace("harbour", "har bour")
    reference = _reference(told, Shown("", BODY, (), ()))
    assert "harbour" not in reference.words
    assert _share(reference, BODY) == 1


def test_rows_of_short_cells_may_be_read_across_and_down_but_columns_of_text_only_down() -> None:
    cells = (("Northhaven", "80", "walls"), ("Eastmouth", "7", "quay"), ("Westness", "3", "pilots"))
    down = " ".join(" ".join(column) for column in zip(*cells, strict=True))
    across = "\n".join("     ".join(row) for row in cells)
    shown = Shown("", " ".join(across.split()), (), ())
    reference = _reference(down, shown, across)
    assert _share(reference, shown.body) == _share(reference, down) == 1
    halves = BODY.split(" and ")
    columns = "\n".join("     ".join(pair) for pair in zip(halves, halves[::-1], strict=True))
    shown = Shown("", " ".join(columns.split()), (), ())
    assert _share(_reference(BODY + " " + BODY, shown, columns), shown.body) < 1


def test_a_table_that_is_read_across_may_follow_the_line_above_it() -> None:
    cells = (("Northhaven", "80", "walls"), ("Eastmouth", "7", "quay"), ("Westness", "3", "pilots"))
    down = " ".join(" ".join(column) for column in zip(*cells, strict=True))
    across = "\n".join((BODY, *("     ".join(row) for row in cells), "They went home"))
    shown = Shown("", " ".join(across.split()), (), ())
    assert _share(_reference(f"{BODY} {down} They went home", shown, across), shown.body) == 1


def test_words_of_a_note_may_stand_in_the_text_before_it() -> None:
    rights = "Copyright of the harbour town"
    told = f"We print {rights} on each page and then {rights} the rest of the words"
    body = f"We print {rights} on each page and then the rest of the words"
    reference = _reference(told, Shown("", body, (rights,), ()))
    assert _share(reference, f"We print {rights} on each page and then", rights) == 1
    bare = "We print on each page and then the rest of the words"
    assert _share(reference, bare) == 1


def test_syllables_of_korean_are_signs() -> None:
    assert _words("물결과 슬픈곡조") == list("물결과슬픈곡조")


def test_an_order_is_worse_by_more_than_one_words_runs() -> None:
    raw = Order(1.0, 1000, 1.0, None)
    assert not is_worse(Order(0.9955, 1000, 1.0, None), raw)
    assert is_worse(Order(0.994, 1000, 1.0, None), raw)
    assert not is_worse(Order(0.97, 100, 1.0, None), Order(1.0, 100, 1.0, None))
    assert is_worse(Order(1.0, 100, 1.0, 0.5), Order(1.0, 100, 1.0, 0.75))


def test_an_item_has_its_label_as_the_page_has_it() -> None:
    assert labelled(3, "am Daumen lutschen", "cam") == "am Daumen lutschen"
    assert labelled(3, "am Daumen lutschen", "bnüsseknackencamdaumenlutschen") == "c am Daumen lutschen"
    assert labelled(4, "the fourth", "iiithethirdivthefourth") == "iv the fourth"
    assert labelled(12, "ships", "12ships") == "12 ships"
    assert labelled(12, "سفن", "١٢سفن") == "١٢ سفن"


def test_a_line_of_contents_that_begins_as_a_running_head_does_is_none() -> None:
    text = "Introduction\nShips come first\nIntroduction . . . . and the history of the harbour 12"
    assert _without(f"{text}\nIntroduction 12", ("introduction",)) == "\n".join(text.splitlines()[1:])
