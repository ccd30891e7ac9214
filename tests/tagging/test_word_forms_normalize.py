from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from briefbuilder.tagging.word_forms import comparable, normalize

TRICKY = st.text(
    st.one_of(
        st.characters(exclude_categories=["Cs"]),
        st.sampled_from(
            "e\u0301\u0327\u00ad\u200b’–−ＡＩﬁ①ｶﾞﾊﾟ\u1100\u1161\u11a8각İß\u0345\u09be👩\u200d🔬\u00a0\u202f"
        ),
    ),
    max_size=40,
)


@given(TRICKY)
def test_piecewise_normalisation_equals_that_of_the_whole(text: str) -> None:
    assert normalize(text).text == comparable(text)


@given(TRICKY)
def test_folded_text_keeps_the_length(text: str) -> None:
    found = normalize(text)
    assert len(found.folded) == len(found.text)


@given(TRICKY)
def test_every_run_of_the_normalised_text_leads_to_a_run_of_the_original(text: str) -> None:
    found = normalize(text)
    for start in range(len(found.text)):
        begin, end = found.original(start, start + 1)
        assert 0 <= begin < end <= len(text)
        assert found.text[start] in comparable(text[begin:end])


@given(TRICKY)
def test_places_never_run_backwards(text: str) -> None:
    found = normalize(text)
    begins = [found.original(at, at + 1)[0] for at in range(len(found.text))]
    assert begins == sorted(begins)


def test_characters_that_change_are_not_regular() -> None:
    for first in range(0x80, 0x110000, 128):
        points = range(first, first + 128)
        text = "a".join(chr(point) for point in points if unicodedata.category(chr(point)) != "Cs")
        assert normalize(text).text == comparable(text)


def test_dashes_apostrophes_spaces_and_width_become_one_kind() -> None:
    assert (
        normalize("UE–Giappone l’ＡＩ\u00a0semi\u00adcon\u200bduttori").text
        == "UE-Giappone l'AI semiconduttori"
    )


def test_original_range_includes_removed_characters() -> None:
    text = "i semi\u00adconduttori"
    found = normalize(text)
    start = found.text.index("semiconduttori")
    begin, end = found.original(start, len(found.text))
    assert text[begin:end] == "semi\u00adconduttori"


def test_original_range_of_part_of_a_ligature_is_the_ligature() -> None:
    found = normalize("l’uﬃcio")
    assert found.text == "l'ufficio"
    assert found.original(4, 5) == (3, 4)
