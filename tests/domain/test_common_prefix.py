"""How much two sequences have in common at their beginning."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from briefbuilder.domain.common_prefix import common_prefix_length


@given(st.text("ab"), st.text("ab", max_size=5), st.text("ab", max_size=5))
def test_the_common_prefix_ends_where_two_texts_differ(start: str, rest: str, other: str) -> None:
    first, second = start + rest, start + other
    length = common_prefix_length(first, second)
    assert length >= len(start)
    assert first[:length] == second[:length]
    assert first[length : length + 1] != second[length : length + 1] or length == len(first) == len(second)


def test_bytes_and_arrays_have_prefixes_as_texts_have() -> None:
    pairs: tuple[tuple[Sequence[object], Sequence[object]], ...] = (
        (b"chips and tariffs", b"chips and tanks"),
        (array("q", (4, 7, 9)), array("q", (4, 7, 8, 9))),
        ("", "Taiwan"),
    )
    assert [common_prefix_length(first, second) for first, second in pairs] == [12, 2, 0]
