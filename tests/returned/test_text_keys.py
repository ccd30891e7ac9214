"""The keys of texts are the same whichever way they are found."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefbuilder.returned.text_keys import text_key

_LETTERS = st.sampled_from(
    "aZéè’«» .,1٣ñн半ーอ\u1ffd\u212b\u0301\u00a0\u2003\u00ad\u200b\u2060\ufeff\t\n\r\v\f"
)


@given(st.one_of(st.text(_LETTERS, max_size=40), st.text(max_size=40)))
def test_the_key_of_any_text_has_no_white_space_but_single_spaces_and_line_breaks(text: str) -> None:
    plain = re.sub("[\u00ad\u200b\u2060\ufeff]", "", unicodedata.normalize("NFC", text))
    folded = re.sub(r" [ \t\r\v\f]+|[\t\r\v\f][ \t\r\v\f]*", " ", plain)
    assert text_key(text) == re.sub(r" ?\n[ \n]*", "\n", folded).strip(" \n")


@pytest.mark.parametrize(
    ("text", "key"),
    [
        (" Perche\u0301 no? ", "Perché no?"),
        ("due  spazi", "due spazi"),
        ("si\u00adlla\u200bba", "sillaba"),
        ("5\u00a0%", "5\u00a0%"),
        ("una \n \n riga", "una\nriga"),
    ],
)
def test_a_key_is_what_a_reader_sees(text: str, key: str) -> None:
    assert text_key(text) == key
