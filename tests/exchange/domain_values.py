"""Made-up values of every collection, with every field of the domain, for hypothesis."""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import UTC, date, datetime, timedelta, timezone
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from hypothesis import strategies as st

from briefbuilder.domain.briefing import Briefing, Dated, Excerpt, Item, OwnText, Part
from briefbuilder.domain.changes import COLLECTIONS, ArticleRecord, Collection, Setting, Value
from briefbuilder.domain.text import Cell, Table

TEXTS = st.text(st.sampled_from(["a", "b", "Ω", "#", ".", "\x1f", "\n", '"', "~", "🜁", "2"]), max_size=4)
NUMBERS = st.integers(0, 9)
_ZONES: st.SearchStrategy[Any] = st.sampled_from(
    [None, UTC, timezone(timedelta(hours=2)), timezone(-timedelta(hours=3, minutes=30))]
)
_SIMPLE: Mapping[Any, st.SearchStrategy[Any]] = {
    str: TEXTS,
    int: NUMBERS,
    bool: st.booleans(),
    float: st.floats(0, 1),
    type(None): st.none(),
    date: st.dates(date(1900, 1, 1), date(2100, 1, 1)),
    datetime: st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1), timezones=_ZONES),  # noqa: DTZ001 -- the zones are drawn
}


@cache
def values_of(wanted: Any) -> st.SearchStrategy[Any]:
    """Return the values of a type of the domain."""
    if wanted in _SIMPLE:
        return _SIMPLE[wanted]
    origin, inner = get_origin(wanted), get_args(wanted)
    if origin is Literal:
        return st.sampled_from(inner)
    if origin in {Union, types.UnionType}:
        return st.one_of(*(_later(one) for one in inner))
    if origin is tuple:
        return st.lists(_later(inner[0]), max_size=3).map(tuple)
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return st.lists(st.tuples(TEXTS.map(_short), values_of(inner[1])), max_size=3).map(dict)
    return _objects(wanted)


def _later(wanted: Any) -> st.SearchStrategy[Any]:
    return st.deferred(lambda: values_of(wanted))


def _short(text: str) -> str:
    return text.replace("\x1f", "x")


def _objects(wanted: type) -> st.SearchStrategy[Any]:
    hints = get_type_hints(wanted)
    given = {
        each.name: values_of(hints[each.name])
        for each in fields(wanted)
        if each.name not in {"parts", "items", "rows", "kind"}
    }
    if wanted is Table:
        return st.builds(Table, **given).map(lambda table: replace(table, rows=()))
    if wanted is Cell:
        return st.builds(Cell)
    if wanted is Dated:
        return st.builds(Dated, **given).map(
            lambda dated: replace(
                dated, first=min(dated.first, dated.last), last=max(dated.first, dated.last)
            )
        )
    return st.builds(wanted, **given)


ITEMS: st.SearchStrategy[Item] = st.one_of(values_of(Excerpt), values_of(OwnText))


@st.composite
def briefings(draw: st.DrawFn) -> Briefing:
    """Return briefings whose parts and items have ids of their own."""
    names = iter(f"n{number}" for number in range(1000))

    def part(level: int) -> Part:
        items = tuple(replace(item, id=next(names)) for item in draw(st.lists(ITEMS, max_size=2)))
        inner = tuple(part(level + 1) for _ in range(draw(st.integers(0, 2)) if level < 3 else 0))
        drawn: Part = draw(values_of(Part))
        return replace(drawn, id=next(names), items=items, parts=inner)

    parts = tuple(part(1) for _ in range(draw(st.integers(0, 3))))
    drawn: Briefing = draw(values_of(Briefing))
    return replace(drawn, parts=parts)


def _settled_article(record: ArticleRecord) -> ArticleRecord:
    return replace(record, read=None) if record.read == record.metadata else record


SETTING_TEXTS = {
    "spelling-words": st.lists(TEXTS, max_size=4).map("\n".join),
    "taxonomies": st.sampled_from(["", "economic-security", "a\nb", "b\na", "a\n\na"]),
    "topic-groups": st.sampled_from(
        [
            "[]",
            '[{"id":"g","names":{"it":"Ω","de":"G"}},{"id":"h","names":{}}]',
            '[{"id": "g"}]',
            "no JSON",
            "{}",
        ]
    ),
    "actors": st.sampled_from(
        [
            "{}",
            '{"dropped": ["b", "a"], "merged": {"x": "y"}, "names": {"x": "Ω"}}',
            '{"dropped":[]}',
            "[]",
            "null",
        ]
    ),
    "anything": TEXTS,
}


@st.composite
def stored_values(draw: st.DrawFn, collection: Collection) -> Value:
    """Return values of a collection."""
    if collection == "briefing":
        return draw(briefings())
    if collection == "setting":
        name = draw(st.sampled_from(sorted(SETTING_TEXTS)))
        return Setting(id=name, value=draw(SETTING_TEXTS[name]))
    kind: Any = COLLECTIONS[collection]
    value: Value = draw(values_of(kind))
    return _settled_article(value) if isinstance(value, ArticleRecord) else value
