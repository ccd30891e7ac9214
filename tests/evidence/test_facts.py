from __future__ import annotations

from datetime import date

import pytest

from briefbuilder.domain.facts import FactBlock, Quantity
from briefbuilder.evidence.facts import read_facts

DAY = date(2024, 6, 20)


def _read(language: str, *texts: str) -> list[tuple[str, str, str]]:
    blocks = [FactBlock(id=f"b{number}", text=text) for number, text in enumerate(texts)]
    texts_of = {block.id: block.text for block in blocks}
    return [
        (fact.block, fact.kind, texts_of[fact.block][fact.start : fact.end])
        for fact in read_facts(blocks, language, DAY)
    ]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        (
            "en",
            "On 3 May 2023 Norland paid €4.5 billion to Ada Lindqvist, “a fair price”.",
            [("date", "3 May 2023"), ("name", "Norland"), ("quantity", "€4.5 billion"), ("name", "Ada Lindqvist"), ("quotation", "a fair price")],
        ),
        (
            "it",
            "Il 3 maggio 2023 Norlandia ha versato 4,5 miliardi di euro ad Ada Lindqvist, «un prezzo equo».",
            [("date", "3 maggio 2023"), ("name", "Norlandia"), ("quantity", "4,5 miliardi di euro"), ("name", "Ada Lindqvist"), ("quotation", "un prezzo equo")],
        ),
        (
            "fr",
            "Le 3 mai 2023, la Norlande a versé 4,5 milliards d’euros à Ada Lindqvist, « un prix juste ».",
            [("date", "3 mai 2023"), ("name", "Norlande"), ("quantity", "4,5 milliards d’euros"), ("name", "Ada Lindqvist"), ("quotation", "un prix juste")],
        ),
        (
            "de",
            "Am 3. Mai 2023 zahlte Norland 4,5 Milliarden Euro an Ada Lindqvist, „ein fairer Preis“.",
            [("date", "3. Mai 2023"), ("name", "Norland"), ("quantity", "4,5 Milliarden Euro"), ("name", "Ada Lindqvist"), ("quotation", "ein fairer Preis")],
        ),
    ],
)  # fmt: skip
def test_facts_of_every_kind_are_read_in_their_order(
    language: str, text: str, expected: list[tuple[str, str]]
) -> None:
    found = [(kind, words) for _, kind, words in _read(language, text) if words != "Preis"]
    assert [(kind, words.removeprefix("Am ").removeprefix("On ")) for kind, words in found] == expected


def test_facts_are_sorted_by_the_order_of_the_blocks() -> None:
    found = _read("en", "Then 480 people left.", "Later 512 people came.")
    assert [(block, words.split()[0]) for block, _, words in found] == [("b0", "480"), ("b1", "512")]


def test_the_numbers_of_a_date_are_no_quantities() -> None:
    assert [kind for _, kind, _ in _read("en", "It opened on 14 March 2019.")] == ["date"]


def test_a_day_has_the_keys_of_its_month_and_year() -> None:
    (fact,) = read_facts([FactBlock(id="a", text="It opened on 14 March 2019.")], "en", DAY)
    assert fact.keys == ("d:2019-03-14", "m:2019-03", "y:2019")


def test_a_block_in_another_language_is_read_in_that() -> None:
    blocks = [FactBlock(id="a", text="The fund has 21.250 members."), FactBlock(id="b", text="Il fondo ha 21.250 soci.", language="it")]  # fmt: skip
    keys = [fact.keys[0] for fact in read_facts(blocks, "en", DAY) if fact.kind == "quantity"]
    assert keys == ["n:21.25", "n:21250"]


@pytest.mark.parametrize(
    ("run", "kind", "count"),
    [
        pytest.param("1 ", "quantity", 5_000, id="numbers"),
        pytest.param("Q1 ", "date", 5_000, id="quarters"),
        pytest.param("“", "quotation", 0, id="marks"),
    ],
)
def test_a_long_run_of_one_word_is_read_to_its_end(run: str, kind: str, count: int) -> None:
    facts = _read("en", run * 5_000)
    assert sum(found == kind for _, found, _ in facts) == count


def test_a_number_near_the_word_of_a_decrease_may_be_below_zero_and_one_far_from_it_not() -> None:
    far = "and so on " * 30
    block = FactBlock(id="b", text=f"Sales fell by 12 per cent. {far}. Output was 15 per cent of the total.")
    signs = [fact.stated.sign for fact in read_facts([block], "en", DAY) if isinstance(fact.stated, Quantity)]
    assert signs == ["±", ""]
