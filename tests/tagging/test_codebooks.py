"""Taxonomies out to every form and back: the same topics come home."""

from __future__ import annotations

import string
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefbuilder.domain.topics import Taxonomy, Topic, TopicGroup
from briefbuilder.tagging.codebooks.formats import (
    ENDINGS,
    detect_format,
    load_codebook,
    parse_codebook,
    serialize_taxonomy,
)
from briefbuilder.tagging.taxonomy import TaxonomyError

LANGUAGES = ("en", "it", "fr", "ja", "ar", "pt-BR")
_letters = st.characters(
    codec="utf-8",
    exclude_categories=["Cs", "Cc", "Cn", "Co", "Zl", "Zp", "Zs"],
)
_words = (
    st.text(_letters, min_size=1, max_size=12)
    .map(lambda text: f"n{text}")
    .filter(lambda text: text == " ".join(text.split()))
)
_names = st.lists(_words, min_size=1, max_size=3).map(" ".join)
_plain = st.text(string.ascii_letters + "àéß半語ب", min_size=2, max_size=8)
_terms = st.builds(
    lambda weak, one, star, two: f"{weak}{one}{star}{two}",
    st.sampled_from(["", "?"]),
    _plain.filter(lambda text: text.isascii()),
    st.sampled_from(["", "*"]),
    st.sampled_from(["", " two", "-hyphened", " 'quoted' | barred", ' "so"', " & <b>"]),
)


def _by_language(values: st.SearchStrategy[str], least: int = 0) -> st.SearchStrategy[dict[str, str]]:
    return st.dictionaries(st.sampled_from(LANGUAGES), values, min_size=least, max_size=4)


_lists = st.dictionaries(
    st.sampled_from([tag for tag in LANGUAGES if "-" not in tag]),
    st.lists(_terms, min_size=1, max_size=4, unique=True).map(tuple),
    max_size=3,
)
_details = st.fixed_dictionaries(
    {
        "inflected": st.booleans(),
        "territories": st.sampled_from([(), ("CN",), ("002", "UN")]),
        "ids": st.sampled_from([{}, {"eurovoc": "1=2", "iptc": "a|b"}]),
    }
)
_texts = st.lists(_names, min_size=1, max_size=3).map("; ".join)


@st.composite
def taxonomies(draw: st.DrawFn) -> Taxonomy:
    count = draw(st.integers(1, 6))
    groups = tuple(
        TopicGroup(id=f"group-{index}", names=draw(_by_language(_names, 1)))
        for index in range(draw(st.integers(0, 2)))
    )
    topics = tuple(
        _topic(
            id=f"topic-{index}" if draw(st.booleans()) else f"t_{index}x",
            group=draw(st.sampled_from([group.id for group in groups])) if groups else "",
            names=draw(_by_language(_names, 1)),
            terms=draw(_lists),
            exclusions=draw(_lists),
            descriptions=draw(_by_language(_texts)),
            colour=f"#{draw(st.integers(0, 0xFFFFFF)):06x}",
            uri=draw(st.sampled_from(["", f"http://vocabulary.example/concept/{index}?q=a&b"])),
            **draw(_details),
        )
        for index in range(count)
    )
    return Taxonomy(topics=_under_earlier(draw, topics), groups=_used(groups, topics))


def _topic(**values: Any) -> Topic:
    if values["territories"]:
        values["counterparts"] = ("EU",)
    return Topic(**values)


def _under_earlier(draw: st.DrawFn, topics: tuple[Topic, ...]) -> tuple[Topic, ...]:
    from dataclasses import replace

    placed: list[Topic] = []
    for topic in topics:
        above = (
            draw(st.lists(st.sampled_from([one.id for one in placed]), max_size=2, unique=True))
            if placed
            else []
        )
        placed.append(replace(topic, broader=tuple(above)))
    return tuple(placed)


def _used(groups: tuple[TopicGroup, ...], topics: tuple[Topic, ...]) -> tuple[TopicGroup, ...]:
    order = dict.fromkeys(topic.group for topic in topics)
    found = {group.id: group for group in groups}
    return tuple(found[name] for name in order if name in found)


def home(taxonomy: Taxonomy, path: Path, language: str = "en") -> Taxonomy:
    path.write_bytes(serialize_taxonomy(taxonomy, path))
    book = parse_codebook(load_codebook(path), path.name, language)
    assert book.faults == ()
    assert book.notices == ()
    return book.taxonomy


@pytest.mark.parametrize("ending", sorted(ENDINGS))
def test_the_taxonomy_that_ships_comes_home(taxonomy: Taxonomy, tmp_path: Path, ending: str) -> None:
    back = home(taxonomy, tmp_path / f"topics{ending}", "it")
    assert back.topics == taxonomy.topics
    assert back.groups == taxonomy.groups


@pytest.mark.parametrize("ending", [".yaml", ".csv", ".rdf", ".ttl"])
@settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(taxonomies())
def test_any_taxonomy_comes_home(tmp_path: Path, ending: str, taxonomy: Taxonomy) -> None:
    back = home(taxonomy, tmp_path / f"topics{ending}")
    assert back.topics == taxonomy.topics
    assert {group.id: dict(group.names) for group in back.groups} == {
        group.id: dict(group.names) for group in taxonomy.groups
    }


def test_the_form_is_found_by_the_content_and_not_by_the_ending(taxonomy: Taxonomy, tmp_path: Path) -> None:
    found = {}
    for ending in (".yaml", ".csv", ".rdf", ".ttl"):
        path = tmp_path / f"as{ending}.txt"
        path.write_bytes(serialize_taxonomy(taxonomy, Path(f"topics{ending}")))
        found[ending] = detect_format(path.read_bytes(), path.name)
        assert parse_codebook(load_codebook(path), path.name, "en").taxonomy.topics == taxonomy.topics
    assert found == {".yaml": "yaml", ".csv": "csv", ".rdf": "rdf-xml", ".ttl": "turtle"}


@pytest.mark.parametrize(
    ("data", "form"),
    [
        (b"# a comment\nversion: 1\ntopics: []\n", "yaml"),
        (b"# a comment\n@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n", "turtle"),
        (b"PREFIX skos: <http://www.w3.org/2004/02/skos/core#>\n", "turtle"),
        (b"<http://a.example/1> <http://b.example/2> <http://c.example/3> .\n", "turtle"),
        (b"Code;Memo\nTrade;what is traded\n", "csv"),
        ("Nome\tDescrizione\nFiere\tdove\n".encode("utf-16"), "csv"),
    ],
)
def test_forms_are_told_apart(data: bytes, form: str) -> None:
    assert detect_format(data, "file") == form


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"Just a sentence.\n",
        b"<html><body>x</body></html>",
        b"<CodeBook/>",
        b"\x00\x01\x02",
        b"a,b\n1,2\n",
    ],
)
def test_what_is_no_codebook_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "file"
    path.write_bytes(data)
    with pytest.raises(TaxonomyError, match="codebook-unknown"):
        parse_codebook(load_codebook(path), path.name, "en")


def test_an_ending_that_says_no_form_is_refused(taxonomy: Taxonomy) -> None:
    with pytest.raises(TaxonomyError, match="codebook-ending"):
        serialize_taxonomy(taxonomy, Path("topics.docx"))


def test_some_languages_alone_can_be_taken(taxonomy: Taxonomy, tmp_path: Path) -> None:
    for ending in (".yaml", ".csv", ".ttl"):
        path = tmp_path / f"topics{ending}"
        path.write_bytes(serialize_taxonomy(taxonomy, path))
        first = parse_codebook(load_codebook(path), path.name, "en", frozenset({"it"})).taxonomy.topics[0]
        assert set(first.names) == set(first.terms) == {"it"}


# Tables of other programs -------------------------------------------------------------------


def sheet(tmp_path: Path, text: str, encoding: str = "utf-8") -> Taxonomy:
    path = tmp_path / "codes.csv"
    path.write_bytes(text.encode(encoding))
    return parse_codebook(load_codebook(path), path.name, "en").taxonomy


def test_the_list_of_codes_of_another_program_comes_in(tmp_path: Path) -> None:
    taxonomy = sheet(
        tmp_path, "Code;Memo;Parent;Color\nTrade;what is traded;;#abc\nFairs;;Trade;none\n", "cp1252"
    )
    trade, fairs = taxonomy.topics
    assert (trade.id, trade.names, trade.descriptions) == ("trade", {"en": "Trade"}, {"en": "what is traded"})
    assert (trade.colour, trade.terms) == ("#aabbcc", {"en": ("Trade",)})
    assert fairs.broader == ("trade",)
    assert fairs.colour.startswith("#")


def test_a_table_may_have_one_column_for_each_language(tmp_path: Path) -> None:
    taxonomy = sheet(tmp_path, 'name (en),name@it,category\n"Fairs, trade",Fiere,House\nShips,,House\n')
    assert [dict(topic.names) for topic in taxonomy.topics] == [
        {"en": "Fairs, trade", "it": "Fiere"},
        {"en": "Ships"},
    ]
    assert [topic.group for topic in taxonomy.topics] == ["house", "house"]
    assert taxonomy.groups[0].names == {"en": "House"}


def test_no_cell_is_a_formula_to_a_spreadsheet(tmp_path: Path) -> None:
    topic = Topic(id="t", names={"en": "=HYPERLINK(1)"}, terms={"en": ("'tis",)}, colour="#112233")
    data = serialize_taxonomy(Taxonomy(topics=(topic,)), Path("t.csv")).decode("utf-8-sig")
    assert "'=HYPERLINK(1)" in data
    assert sheet(tmp_path, data).topics == (topic,)


def test_names_that_make_the_same_id_get_different_ones(tmp_path: Path) -> None:
    taxonomy = sheet(tmp_path, "name\nÉtat\nEtat\n貿易\n")
    assert [topic.id for topic in taxonomy.topics] == ["etat", "etat-2", "row-4"]


def test_what_cannot_be_taken_is_reported(tmp_path: Path) -> None:
    path = tmp_path / "codes.csv"
    path.write_text("id,name,terms,broader\na,A,chip | * | fab,nowhere\nb,,x,\n", encoding="utf-8")
    book = parse_codebook(load_codebook(path), path.name, "en")
    assert {notice.code: notice.subject for notice in book.notices} == {
        "codebook-unnamed": "b",
        "codebook-broader-missing": "nowhere",
        "codebook-term": "*",
    }
    assert book.taxonomy.topics[0].terms == {"en": ("chip", "fab")}


def test_countries_of_a_sheet_are_read_and_unknown_ones_reported(tmp_path: Path) -> None:
    path = tmp_path / "codes.csv"
    path.write_text("name,territories,with,ids\nA,CN | Zz | TW,EU,eurovoc=12\nB,,EU,\n", encoding="utf-8")
    book = parse_codebook(load_codebook(path), path.name, "en")
    assert {notice.code: notice.subject for notice in book.notices} == {"codebook-territory": "Zz"}
    first, second = book.taxonomy.topics
    assert (first.territories, first.counterparts, first.ids) == (("CN", "TW"), ("EU",), {"eurovoc": "12"})
    assert second.counterparts == ()


def test_rings_are_opened_however_long(tmp_path: Path) -> None:
    rows = [f"t{index},T{index},t{(index + 1) % 3000}" for index in range(3000)]
    path = tmp_path / "codes.csv"
    path.write_text("\n".join(["id,name,broader", *rows]), encoding="utf-8")
    book = parse_codebook(load_codebook(path), path.name, "en")
    assert [notice.code for notice in book.notices] == ["codebook-ring"]
    assert sum(bool(topic.broader) for topic in book.taxonomy.topics) == 2999
    assert max(len(book.taxonomy.path(topic.id)) for topic in book.taxonomy.topics[:50]) == 3000


def test_spaces_in_the_name_of_a_column_cost_no_time() -> None:
    started = time.process_time()
    table = f"id,{'name' + ' ' * 50_000 + 'x'},name   (en),broader\nt,other,Energy,\n"
    book = parse_codebook(table.encode(), "topics.csv", "en")
    assert [dict(topic.names) for topic in book.taxonomy.topics] == [{"en": "Energy"}]
    assert time.process_time() - started < 2
