"""What is written into the file is what is read from it."""

from __future__ import annotations

import zlib
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefbuilder.domain.briefing import Briefing, Dated, Excerpt, Part
from briefbuilder.domain.changes import Setting
from briefbuilder.domain.errors import DossierError
from briefbuilder.domain.passage import Passage
from briefbuilder.domain.text import (
    Block,
    Cell,
    Code,
    Figure,
    Heading,
    ListItem,
    Note,
    NoteReference,
    Paragraph,
    Quote,
    Row,
    Span,
    Table,
)
from briefbuilder.domain.topics import Topic
from briefbuilder.storage.codec import (
    CorruptValueError,
    decode,
    decode_blocks,
    encode,
    encode_blocks,
    pack,
    unpack,
)

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
SPANS = st.builds(
    Span,
    text=TEXT,
    bold=st.booleans(),
    script=st.sampled_from(["baseline", "sub", "super"]),
    link=st.none() | TEXT,
)
CONTENT = st.lists(SPANS | st.builds(NoteReference, note=TEXT, mark=TEXT), max_size=4).map(tuple)
WRITTEN = st.one_of(
    st.builds(Heading, id=TEXT, content=CONTENT, level=st.integers(1, 6)),
    st.builds(Paragraph, id=TEXT, content=CONTENT, language=st.none() | st.just("ja")),
    st.builds(ListItem, id=TEXT, content=CONTENT, depth=st.integers(0, 5), number=st.none() | st.integers()),
    st.builds(Quote, id=TEXT, content=CONTENT, continues=st.booleans()),
    st.builds(Code, id=TEXT, content=CONTENT),
    st.builds(Note, id=TEXT, content=CONTENT, placement=st.sampled_from(["foot", "end"])),
    st.builds(Figure, id=TEXT, content=CONTENT, picture=st.none() | TEXT),
)


def tables(inner: st.SearchStrategy[Block]) -> st.SearchStrategy[Block]:
    cells = st.builds(Cell, blocks=st.lists(inner, max_size=2).map(tuple), column_span=st.integers(1, 3))
    rows = st.builds(Row, cells=st.lists(cells, max_size=2).map(tuple))
    return st.builds(Table, id=TEXT, rows=st.lists(rows, max_size=2).map(tuple), content=CONTENT)


BLOCKS: st.SearchStrategy[Block] = st.recursive(WRITTEN, tables, max_leaves=5)


@settings(max_examples=40)
@given(st.lists(BLOCKS, max_size=6).map(tuple))
def test_every_kind_of_block_comes_back_as_it_was(blocks: tuple[Block, ...]) -> None:
    assert decode_blocks(encode_blocks(blocks)) == blocks


@given(st.binary(max_size=5000) | st.binary(max_size=50).map(lambda part: part * 100))
def test_packed_bytes_come_back(data: bytes) -> None:
    assert unpack(pack(data)) == data


def test_repeating_bytes_are_kept_small() -> None:
    assert len(pack(b"derisking " * 1000)) < 200


@pytest.mark.parametrize("data", [b"", b"\x02x", b"\x02" + zlib.compress(b"x"), b"\x01not deflated"])
def test_bytes_of_no_known_form_are_damage(data: bytes) -> None:
    with pytest.raises(CorruptValueError):
        unpack(data)


def test_damaged_compression_is_told_apart_from_one_that_is_cut_short() -> None:
    whole = b"\x01" + zlib.compress(b"derisking " * 1000)
    with pytest.raises(CorruptValueError, match="broken compression"):
        unpack(whole[:20] + b"\xff" * 9)
    with pytest.raises(CorruptValueError, match="cut short"):
        unpack(whole[:-9])


def test_json_of_another_shape_is_damage() -> None:
    with pytest.raises(CorruptValueError):
        decode("tag", '{"id": "t1"}')


def test_a_topic_of_an_older_program_is_read() -> None:
    topic = decode("topic", '{"id": "fairs", "names": {"en": "Fairs"}, "own": true}')
    assert topic == Topic(id="fairs", names={"en": "Fairs"}, own=True)


_PASSAGE = Passage(article="a1", blocks=("b1",), start=0, end=3, quote="One")
_EVENT = Briefing(
    id="r1",
    title="Ports",
    template="thematic-briefing",
    language="en",
    parts=(
        Part(
            id="p1",
            key="chronology",
            items=(
                Excerpt(
                    id="i1",
                    passage=_PASSAGE,
                    dated=Dated(first=date(2018, 4, 1), last=date(2018, 6, 30), grain="quarter"),
                ),
            ),
        ),
    ),
)


def test_the_date_of_an_excerpt_is_kept_in_iso_days() -> None:
    data = encode("briefing", _EVENT)
    assert b'"dated":{"first":"2018-04-01","last":"2018-06-30","grain":"quarter","event":""}' in data
    assert decode("briefing", data) == _EVENT


def test_an_excerpt_of_an_older_program_has_no_date() -> None:
    data = encode("briefing", _EVENT)
    older = data.replace(
        b'"dated":{"first":"2018-04-01","last":"2018-06-30","grain":"quarter","event":""},', b""
    )
    read = decode("briefing", older)
    assert older != data
    assert isinstance(read, Briefing)
    assert [item.dated for item in read.items if isinstance(item, Excerpt)] == [None]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"2018-06-30", b"2018-03-30"),
        (b"2018-06-30", b"2018-02-30"),
        (b"2018-06-30", b"30 June"),
        (b'"quarter"', b'"fortnight"'),
    ],
    ids=["ends-before-it-begins", "no-such-day", "no-iso-day", "unknown-grain"],
)
def test_a_date_that_cannot_be_is_damage(before: bytes, after: bytes) -> None:
    with pytest.raises(CorruptValueError):
        decode("briefing", encode("briefing", _EVENT).replace(before, after))


def test_a_setting_is_read_as_it_was_written() -> None:
    setting = Setting(id="taxonomies", value="diplomacy\n経済安全保障 “ê”")
    assert decode("setting", encode("setting", setting)) == setting


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        b"{",
        b'{"id": "a"}',
        b'{"id": "a", "value": 1}',
        b"\xff",
        b'"text"',
        b'{"id": "a", "value": "\\ud800"}',
        b"[" * 100_000,
    ],
)
def test_a_damaged_setting_is_damage(data: bytes) -> None:
    with pytest.raises(CorruptValueError):
        decode("setting", data)


def test_half_a_surrogate_pair_is_told_and_not_stored() -> None:
    with pytest.raises(DossierError, match="text-not-storable"):
        encode("setting", Setting(id="s", value="broken \ud83d paste"))


def test_bytes_are_compressed_where_it_is_worth_it() -> None:
    assert pack(b"a" * 511) == b"\x00" + b"a" * 511
    assert pack(b"a" * 512)[:1] == b"\x01"
    assert len(pack(b"a" * 512)) < 100
    noise = bytes(range(256)) * 2
    mixed = bytes((3 * value * value + 7 * place) % 256 for place, value in enumerate(noise))
    assert unpack(pack(mixed)) == mixed
