"""Read and write taxonomies as CSV with one topic per row.

The columns written are `id`, `name:en`, `terms:en` and so on. Lists of other programs are read too: with columns such
as `code`, `tag` or `memo`, with commas, semicolons or tabs, in UTF-8, UTF-16 or Windows-1252.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping

from briefbuilder.domain.topics import Taxonomy, Topic, TopicGroup
from briefbuilder.tagging.codebooks import codebook
from briefbuilder.tagging.codebooks.codebook import (
    Codebook,
    GroupDraft,
    TopicDraft,
    assemble,
    join_ids,
    split_ids,
)
from briefbuilder.tagging.taxonomy import TaxonomyError

_MAX_COLUMNS = 2000
"""The most columns of a table."""
_LONGEST_CELL = 1_000_000
_BY_LANGUAGE = ("name", "description", "terms", "not", "group")
_SINGLE = ("id", "group", "broader", "colour", "uri", "inflected", "territories", "with", "ids")
_EXTRA = ("inflected", "territories", "with", "ids")
"""The columns that are only written where a topic has something in them."""
_OTHER_NAMES = {
    "name": ("name", "code", "code name", "tag", "label", "topic", "preflabel", "nome", "nom", "etichetta", "argomento", "sujet"),
    "description": ("description", "memo", "definition", "comment", "notes", "descrizione"),
    "terms": ("terms", "altlabel", "keywords", "synonyms", "termini", "termes"),
    "not": ("not", "exclusions", "excluded"),
    "id": ("id", "notation", "identifier", "key"),
    "group": ("group", "category", "folder", "set", "family", "gruppo", "groupe", "categoria", "catégorie"),
    "broader": ("broader", "parent", "parent code", "under"),
    "colour": ("colour", "color", "colore", "couleur"),
    "uri": ("uri", "url", "iri"),
    "inflected": ("inflected",),
    "territories": ("territories",),
    "with": ("with",),
    "ids": ("ids",),
}  # fmt: skip
_KEYS = {other: key for key, others in _OTHER_NAMES.items() for other in others}
_HEADER = re.compile(
    r"(?P<name>[^:@()]+?)\s*(?:[:@(]\s*(?P<language>[A-Za-z]{2,3}(?:-[A-Za-z0-9]+)*)\s*\)?)?\Z"
)
_BAR = re.compile(r"(?<!\\)\|")
_YES = frozenset({"true", "yes", "1", "x"})
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "'")


def read_csv(data: bytes, file: str, language: str) -> Codebook:
    """Return the taxonomy of a table; names without a language have the language `language`. Raises TaxonomyError."""
    rows = _read_rows(_decode(data, file), file)
    columns = _read_columns(rows[0] if rows else [], language)
    if not any(key == "name" for key, _ in columns.values()):
        raise TaxonomyError("codebook-no-names", file=file)
    if len(rows) - 1 > codebook.MAX_TOPICS:
        raise TaxonomyError("codebook-too-many", file=file, most=str(codebook.MAX_TOPICS))
    groups: dict[str, GroupDraft] = {}
    drafts: list[TopicDraft] = []
    for number, row in enumerate(rows[1:], 2):
        cells = {
            columns[place]: _unescape_formula(cell) for place, cell in enumerate(row) if place in columns
        }
        if any(cells.values()):
            drafts.append(_make_draft(cells, number, groups))
    if not any(key == "terms" for key, _ in columns.values()):
        for draft in drafts:
            draft.terms = {tag: [name] for tag, name in draft.names.items()}
    return assemble(drafts, groups, file)


def to_csv(taxonomy: Taxonomy) -> bytes:
    """Return a taxonomy as CSV, with a byte order mark so that Excel reads it as UTF-8."""
    names = _languages(topic.names for topic in taxonomy.topics)
    described = _languages(topic.descriptions for topic in taxonomy.topics)
    # Without a column of terms, names would be read as terms.
    listed = _languages(topic.terms for topic in taxonomy.topics) or names[:1]
    excluded = _languages(topic.exclusions for topic in taxonomy.topics)
    grouped = _languages(group.names for group in taxonomy.groups)
    head = ["id", *(f"name:{tag}" for tag in names), "group", *(f"group:{tag}" for tag in grouped), "broader"]
    head += [f"terms:{tag}" for tag in listed] + [f"not:{tag}" for tag in excluded]
    head += [f"description:{tag}" for tag in described] + ["colour", "uri"]
    head += [name for name in _EXTRA if any(_extra_cells(topic)[name, ""] for topic in taxonomy.topics)]
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow(head)
    for topic in taxonomy.topics:
        group = taxonomy.group(topic.group) or TopicGroup(id=topic.group)
        cells = _cells(topic, group)
        writer.writerow([_escape_formula(cells.get(_key(column), "")) for column in head])
    return b"\xef\xbb\xbf" + stream.getvalue().encode()


def is_csv(text: str) -> bool:
    """Return whether a text begins with a row of column names that includes one for names."""
    first = next(iter(text.lstrip("\ufeff").splitlines()), "")
    keys = {
        key
        for key, _ in _read_columns(next(csv.reader([first], delimiter=_delimiter(first)), []), "en").values()
    }
    return "name" in keys and (len(keys) > 1 or not first.rstrip().endswith(":"))


def _decode(data: bytes, file: str) -> str:
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    encodings = ["utf-16"] if wide else ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise TaxonomyError("codebook-encoding", file=file)


def _delimiter(first: str) -> str:
    return max(",;\t", key=lambda sign: (first.count(sign), sign == ","))


def _read_rows(text: str, file: str) -> list[list[str]]:
    csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader(
        io.StringIO(text, newline=None), delimiter=_delimiter(next(iter(text.splitlines()), ""))
    )
    rows: list[list[str]] = []
    try:
        for row in reader:
            if len(row) > _MAX_COLUMNS or len(rows) > codebook.MAX_TOPICS + 1:
                raise TaxonomyError("codebook-too-large", file=file)
            rows.append(row)
    except csv.Error:
        raise TaxonomyError("codebook-csv-malformed", file=file, line=str(reader.line_num)) from None
    return rows


def _read_columns(head: Iterable[str], language: str) -> dict[int, tuple[str, str]]:
    found: dict[int, tuple[str, str]] = {}
    for place, written in enumerate(head):
        match = _HEADER.match(written.strip())
        key = _KEYS.get(match["name"].strip().casefold()) if match else None
        if match is None or key is None:
            continue
        tag = match["language"] or ""
        if key in _BY_LANGUAGE and key != "group" and not tag:
            tag = language
        if (key, tag) not in found.values():
            found[place] = (key, tag)
    return found


def _make_draft(
    cells: Mapping[tuple[str, str], str], number: int, groups: dict[str, GroupDraft]
) -> TopicDraft:
    def of(key: str) -> dict[str, str]:
        return {tag: text for (name, tag), text in cells.items() if name == key and tag and text}

    names = of("name")
    written = cells.get(("id", ""), "")
    group = cells.get(("group", ""), "") or next(iter(of("group").values()), "")
    if group:
        draft = groups.setdefault(group, GroupDraft(id=group))
        draft.names = draft.names or of("group") or dict.fromkeys(list(names)[:1], group)
    return TopicDraft(
        key=written or f"row {number}",
        id=written or next(iter(names.values()), ""),
        names=names,
        terms={tag: _split_cell(text) for tag, text in of("terms").items()},
        exclusions={tag: _split_cell(text) for tag, text in of("not").items()},
        descriptions=of("description"),
        broader=_split_cell(cells.get(("broader", ""), "")),
        group=group,
        colour=cells.get(("colour", ""), ""),
        uri=cells.get(("uri", ""), ""),
        inflected=cells.get(("inflected", ""), "").casefold() in _YES,
        territories=_split_cell(cells.get(("territories", ""), "")),
        counterparts=_split_cell(cells.get(("with", ""), "")),
        ids=split_ids(_split_cell(cells.get(("ids", ""), ""))),
    )


def _unescape_formula(cell: str) -> str:
    text = cell.strip()
    return text[1:] if text[:1] == "'" and text[1:2] and text[1:].startswith(_FORMULA) else text


def _languages(mappings: Iterable[Mapping[str, object]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(tag for mapping in mappings for tag in mapping))


def _key(column: str) -> tuple[str, str]:
    name, _, tag = column.partition(":")
    return name, tag


def _cells(topic: Topic, group: TopicGroup) -> dict[tuple[str, str], str]:
    cells = {
        ("id", ""): topic.id,
        ("group", ""): group.id,
        ("broader", ""): _join_cell(topic.broader),
        ("colour", ""): topic.colour,
        ("uri", ""): topic.uri,
    }
    cells |= _extra_cells(topic)
    cells |= {("name", tag): name for tag, name in topic.names.items()}
    cells |= {("group", tag): name for tag, name in group.names.items()}
    cells |= {("description", tag): text for tag, text in topic.descriptions.items()}
    cells |= {("terms", tag): _join_cell(terms) for tag, terms in topic.terms.items()}
    return cells | {("not", tag): _join_cell(words) for tag, words in topic.exclusions.items()}


def _extra_cells(topic: Topic) -> dict[tuple[str, str], str]:
    return {
        ("inflected", ""): "true" if topic.inflected else "",
        ("territories", ""): _join_cell(topic.territories),
        ("with", ""): _join_cell(topic.counterparts),
        ("ids", ""): _join_cell(join_ids(topic.ids)),
    }


def _escape_formula(cell: str) -> str:
    """Return a cell that no spreadsheet evaluates as a formula; the apostrophe is removed when read."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _join_cell(values: tuple[str, ...]) -> str:
    """Return values as one cell, separated by bars."""
    return " | ".join(value.replace("|", "\\|") for value in values)


def _split_cell(text: str) -> list[str]:
    """Return the values of a cell, separated by bars or line breaks."""
    parts = (part.replace("\\|", "|").strip() for line in text.splitlines() for part in _BAR.split(line))
    return [part for part in parts if part]
