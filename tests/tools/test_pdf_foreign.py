"""The measure of foreign PDFs: what is set apart by a reading is no fault of its order."""

from __future__ import annotations

from bench.pdf_foreign import Reference, Shown, _without, labelled

BODY = "The ministers met in the harbour town and spoke of ships until late at night"
PAGES = (
    "A running head\nThe ministers met in the harbour town\n1 It lies on the northern coast\n"
    "A running head\nand spoke of ships until late at night"
)
SHOWN = Shown("", BODY, ("1 It lies on the northern coast",), ("arunninghead",))


def test_a_sentence_that_goes_on_over_a_page_is_right_with_and_without_what_stands_between() -> None:
    reference = Reference.of(PAGES, SHOWN)
    assert reference.agreement(SHOWN.rows)[0] == 1
    assert reference.agreement((PAGES,))[0] == 1


def test_words_in_another_order_are_wrong() -> None:
    reference = Reference.of(PAGES, SHOWN)
    turned = "and spoke of ships until late at night The ministers met in the harbour town"
    share, count = reference.agreement((turned, *SHOWN.notes))
    assert count == 16
    assert share < 0.85


def test_an_item_has_its_label_as_the_page_has_it() -> None:
    assert labelled(3, "am Daumen lutschen", "cam") == "am Daumen lutschen"
    assert labelled(3, "am Daumen lutschen", "bnüsseknackencamdaumenlutschen") == "c am Daumen lutschen"
    assert labelled(4, "the fourth", "iiithethirdivthefourth") == "iv the fourth"
    assert labelled(12, "ships", "12ships") == "12 ships"
    assert labelled(12, "سفن", "١٢سفن") == "١٢ سفن"


def test_a_line_of_contents_that_begins_as_a_running_head_does_is_none() -> None:
    text = "Introduction\nShips come first\nIntroduction . . . . and the history of the harbour 12"
    assert _without(f"{text}\nIntroduction 12", ("introduction",)) == "\n".join(text.splitlines()[1:])
