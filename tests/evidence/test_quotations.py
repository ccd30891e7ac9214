from __future__ import annotations

import pytest

from briefbuilder.domain.facts import FactBlock, QuotedWords
from briefbuilder.evidence.quotations import read_quotations


def _quoted(*texts: str) -> list[str]:
    blocks = [FactBlock(id=str(number), text=text) for number, text in enumerate(texts)]
    return [blocks[int(fact.block)].text[fact.start : fact.end] for fact in read_quotations(blocks)]


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("The mayor said “we will rebuild the quay” and left.", "we will rebuild the quay"),
        ("The mayor said ‘it’s over’ at the workers’ hall.", "it’s over"),
        ("'It isn't ready,' the mayor said.", "It isn't ready,"),
        ('The mayor "never agreed" to it.', "never agreed"),
        ("Der Minister sagte: „Das bleibt so.“", "Das bleibt so."),
        ("»Das bleibt so«, sagte der Minister.", "Das bleibt so"),
        ("Le maire a dit « nous reconstruirons le quai » hier.", "nous reconstruirons le quai"),
        ("Il sindaco: «ricostruiremo il molo», poi tace.", "ricostruiremo il molo"),
        ("”Vi bygger om kajen”, sade hon.", "Vi bygger om kajen"),
        ("市長は「岸壁を再建する」と述べた。", "岸壁を再建する"),
    ],
)
def test_marks_of_every_style_are_read(text: str, quoted: str) -> None:
    assert _quoted(text) == [quoted]


def test_words_quoted_within_a_quotation_are_read_too() -> None:
    assert _quoted("Er sagte: „Das Wort ‚nie‘ fiel nicht.“") == ["Das Wort ‚nie‘ fiel nicht.", "nie"]
    assert _quoted("市長は「『再建』が先だ」と述べた。") == ["『再建』が先だ", "再建"]


def test_a_quotation_goes_on_in_the_paragraphs_that_repeat_the_mark() -> None:
    assert _quoted("“The quay is old.", "“It must go.” He left.") == ["The quay is old.", "It must go."]


def test_a_quotation_goes_on_in_a_paragraph_that_only_closes_it() -> None:
    assert _quoted("«Il molo è vecchio.", "Va rifatto.» Poi tace.") == ["Il molo è vecchio.", "Va rifatto."]


@pytest.mark.parametrize(
    "text", ['It is 5\'10" tall and 6" wide', "the dogs' dinner and the cats'", "“never closed"]
)
def test_marks_that_quote_nothing_are_left(text: str) -> None:
    assert _quoted(text) == []


def test_quoted_words_are_folded_and_have_keys_of_both_ends() -> None:
    block = FactBlock(id="a", text="«La città è già più bella di prima»")
    fact = next(read_quotations([block]))
    assert fact.stated == QuotedWords(words=("la", "citta", "e", "gia", "piu", "bella", "di", "prima"))
    assert fact.keys == ("q:la citta e gia", "q:piu bella di prima")


def test_quotations_within_ever_more_marks_are_read_as_deep_as_texts_have_them() -> None:
    depth = 2_000
    text = "“a " * depth + "b” " * depth
    facts = list(read_quotations([FactBlock(id="b", text=text)]))
    assert 2 <= len(facts) < 50
    assert text[facts[-1].start : facts[-1].end] == "a b"
