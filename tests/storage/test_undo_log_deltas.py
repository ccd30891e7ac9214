"""Values as their differences."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefbuilder.storage.codec import CorruptValueError
from briefbuilder.storage.undo_log import pack_against, unpack_against

LONG = b'{"title": "Nota"}' * 40
PIECES = st.lists(st.sampled_from([b"a", b"ab", b"aba", LONG, b"\x00\xff"]), max_size=8).map(b"".join)


@given(data=PIECES | st.binary(max_size=2000), base=st.none() | PIECES | st.binary(max_size=2000))
def test_a_value_comes_back_from_its_base(data: bytes, base: bytes | None) -> None:
    assert unpack_against(pack_against(data, base), base) == data


def test_a_small_edit_of_a_long_value_is_kept_small() -> None:
    after = LONG.replace(b"Nota", b"Appunto", 1)
    assert len(pack_against(after, LONG)) < 40


@pytest.mark.parametrize("base", [None, b"", LONG[:-300], LONG.replace(b"N", b"M"), LONG + b" "])
def test_another_base_is_damage(base: bytes | None) -> None:
    packed = pack_against(LONG.replace(b"Nota", b"Appunto", 1), LONG)
    with pytest.raises(CorruptValueError):
        unpack_against(packed, base)


def test_a_difference_that_is_cut_short_is_damage() -> None:
    with pytest.raises(CorruptValueError):
        unpack_against(pack_against(LONG.replace(b"Nota", b"A", 1), LONG)[:5], LONG)


def test_a_short_value_is_kept_whole() -> None:
    short, long = b"x" * 255, b"x" * 256
    assert pack_against(short, long) == b"\x00" + short
    assert pack_against(long, short) == b"\x00" + long
    assert pack_against(long, None) == b"\x00" + long
    assert len(pack_against(long, long)) < 20


def test_bytes_that_stand_twice_are_counted_once() -> None:
    # The same bytes begin and end both values, and overlap in the shorter one.
    short, long = b"ab" * 150, b"ab" * 200
    assert unpack_against(pack_against(short, long), long) == short
    assert unpack_against(pack_against(long, short), short) == long
