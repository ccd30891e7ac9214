"""Read and write codebooks: the format is detected by content when reading, by suffix when writing.

Taxonomies as CSV have one topic per row, with the columns `id`, `name:en`, `terms:en` and so on. Lists of other programs
are read too: with columns such as `code`, `tag` or `memo`, with commas, semicolons or tabs, in UTF-8, UTF-16 or Windows-1252.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path, PurePath
from typing import Literal

import yaml

from briefbuilder.domain.languages import base_language
from briefbuilder.domain.topics import Taxonomy, Topic, TopicGroup
from briefbuilder.system.files import read_regular_file
from briefbuilder.tagging.codebooks import codebook
from briefbuilder.tagging.codebooks.codebook import (
    Codebook,
    GroupDraft,
    TopicDraft,
    assemble,
    join_ids,
    split_ids,
)
from briefbuilder.tagging.taxonomy import TaxonomyError, parse_taxonomy, unreadable_error

_MAX_COLUMNS = 2000
"""The most columns of a table."""
_LONGEST_CELL = 1_000_000
_BY_LANGUAGE = ("name", "description", "terms", "not", "group")
_EXTRA = ("inflected", "territories", "with", "ids")
"""The columns that are only written if a topic has something in them."""
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
    is_utf16 = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    encodings = ["utf-16"] if is_utf16 else ["utf-8-sig", "cp1252"]
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
        match = _HEADER.match(" ".join(written.split()))
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


CodebookFormat = Literal["yaml", "csv", "rdf-xml", "turtle"]
ENDINGS: dict[str, CodebookFormat] = {
    ".yaml": "yaml",
    ".yml": "yaml",
    ".csv": "csv",
    ".rdf": "rdf-xml",
    ".xml": "rdf-xml",
    ".ttl": "turtle",
}
"""The file suffixes for writing."""
MAX_BYTES = 64 * 1024 * 1024
"""The largest file of rows or YAML, in bytes."""
MAX_RDF_BYTES = 256 * 1024 * 1024
"""The largest file of RDF, in bytes; EuroVoc in all languages has some two hundred million."""
_HEAD = 65_536
_COMMENTS = re.compile(r"(?:\s|#[^\n]*(?:\n|\Z))*")
_TURTLE = re.compile(
    r"(?:@(?:prefix|base)\b|(?:PREFIX|BASE)\s|<[a-z][a-z0-9+.-]*:[^\s<>\"]*>\s+(?:<|a\s|\w*:))", re.ASCII
)


def to_yaml(taxonomy: Taxonomy) -> bytes:
    """Return a taxonomy as YAML."""
    languages = dict.fromkeys(taxonomy.languages)
    for topic in taxonomy.topics:
        for listed in (topic.names, topic.terms, topic.exclusions, topic.descriptions):
            languages.update(dict.fromkeys(listed))
    for group in taxonomy.groups:
        languages.update(dict.fromkeys(group.names))
    inflected = bool(taxonomy.topics) and all(topic.inflected for topic in taxonomy.topics)
    whole: dict[str, object] = {"version": "1", "languages": list(languages)}
    if inflected:
        whole["inflected"] = True
    if taxonomy.groups:
        whole["groups"] = {group.id: dict(group.names) for group in taxonomy.groups}
    whole["topics"] = [_topic(topic, taxonomy, inflected=inflected) for topic in taxonomy.topics]
    dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
    text: str = yaml.dump(whole, Dumper=dumper, allow_unicode=True, sort_keys=False, width=1000)
    return text.encode()


def _topic(topic: Topic, taxonomy: Taxonomy, *, inflected: bool) -> dict[str, object]:
    above = [wider for wider in topic.broader if taxonomy.topic(wider) is not None]
    keys: dict[str, object] = {"id": topic.id}
    if topic.group:
        keys["group"] = topic.group
    keys["name"] = dict(topic.names)
    keys |= {"description": dict(topic.descriptions)} if topic.descriptions else {}
    keys |= {"broader": above[0] if len(above) == 1 else above} if above else {}
    keys |= {"terms": _lists(topic.terms)} if topic.terms else {}
    keys |= {"not": _lists(topic.exclusions)} if topic.exclusions else {}
    keys |= {"inflected": topic.inflected} if topic.inflected != inflected else {}
    keys |= {"territories": list(topic.territories)} if topic.territories else {}
    keys |= {"with": list(topic.counterparts)} if topic.counterparts else {}
    keys |= {"uri": topic.uri} if topic.uri else {}
    keys |= {"ids": dict(topic.ids)} if topic.ids else {}
    return keys | {"colour": topic.colour}


def _lists(listed: Mapping[str, tuple[str, ...]]) -> dict[str, list[str]]:
    return {language: list(terms) for language, terms in listed.items()}


def load_codebook(path: Path) -> bytes:
    """Return the bytes of a file; raises TaxonomyError if it is too large or cannot be read."""
    try:
        data = read_regular_file(path, MAX_RDF_BYTES)
    except OSError as error:
        raise unreadable_error(path, error) from error
    if len(data) > MAX_RDF_BYTES:
        raise TaxonomyError("codebook-too-large", file=path.name)
    return data


def detect_format(data: bytes, name: str) -> CodebookFormat:
    """Return the format of a file's bytes; raises TaxonomyError if it is unknown or the file is too large."""
    codebook_format = _detect_by_content(data[:_HEAD])
    if codebook_format is None and ENDINGS.get(PurePath(name).suffix.lower()) == "yaml":
        codebook_format = "yaml"
    if codebook_format is None:
        raise TaxonomyError("codebook-unknown", file=name)
    if len(data) > (MAX_RDF_BYTES if codebook_format in {"rdf-xml", "turtle"} else MAX_BYTES):
        raise TaxonomyError("codebook-too-large", file=name)
    return codebook_format


def parse_codebook(data: bytes, name: str, language: str, only: frozenset[str] = frozenset()) -> Codebook:
    """Return the taxonomy of a file's bytes in any format.

    Names without a language have the language `language`. With `only`, other languages are left out. All errors of a
    YAML file are returned; the first error of another file is raised as TaxonomyError.
    """
    codebook_format = detect_format(data, name)
    if codebook_format == "yaml":
        taxonomy, faults = parse_taxonomy(data, name)
        return Codebook(
            taxonomy=restrict_languages(taxonomy, frozenset() if faults else only, name), faults=faults
        )
    if codebook_format in {"rdf-xml", "turtle"}:
        from briefbuilder.tagging.codebooks.skos import read_skos

        return read_skos(data, name, "turtle" if codebook_format == "turtle" else "rdf-xml", language, only)
    book = read_csv(data, name, language)
    return Codebook(taxonomy=restrict_languages(book.taxonomy, only, name), notices=book.notices)


def serialize_taxonomy(taxonomy: Taxonomy, path: Path) -> bytes:
    """Return a taxonomy in the format of a path's suffix; raises TaxonomyError if the suffix is unknown."""
    codebook_format = ENDINGS.get(path.suffix.lower())
    if codebook_format is None:
        raise TaxonomyError("codebook-ending", file=path.name, valid=", ".join(ENDINGS))
    if codebook_format == "yaml":
        return to_yaml(taxonomy)
    if codebook_format == "csv":
        return to_csv(taxonomy)
    from briefbuilder.tagging.codebooks.skos import to_rdf_xml, to_turtle

    return to_turtle(taxonomy) if codebook_format == "turtle" else to_rdf_xml(taxonomy)


def restrict_languages(taxonomy: Taxonomy, only: frozenset[str], file: str) -> Taxonomy:
    """Return a taxonomy in the given languages; a topic without a name in any of them keeps all its names.

    Raises TaxonomyError, which names `file`, if it has nothing in any of them.
    """
    if not only:
        return taxonomy
    known = {base_language(tag) for topic in taxonomy.topics for tag in (*topic.names, *topic.terms)}
    if only.isdisjoint(known):
        names = {"language": ", ".join(sorted(only)), "known": ", ".join(sorted(known))}
        raise TaxonomyError("codebook-language", file=file, **names)

    def is_kept(tag: str) -> bool:
        return base_language(tag) in only

    topics = tuple(
        replace(
            topic,
            names={tag: name for tag, name in topic.names.items() if is_kept(tag)} or topic.names,
            terms={tag: terms for tag, terms in topic.terms.items() if is_kept(tag)},
            exclusions={tag: terms for tag, terms in topic.exclusions.items() if is_kept(tag)},
            descriptions={tag: text for tag, text in topic.descriptions.items() if is_kept(tag)},
        )
        for topic in taxonomy.topics
    )
    return replace(
        taxonomy, topics=topics, languages=tuple(tag for tag in taxonomy.languages if is_kept(tag))
    )


def _detect_by_content(head: bytes) -> CodebookFormat | None:
    is_utf16 = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    text = head.decode("utf-16" if is_utf16 else "utf-8-sig", errors="replace")
    start = text[_COMMENTS.match(text).end() :]  # type: ignore[union-attr]
    if _TURTLE.match(start):
        return "turtle"
    if start.startswith("<"):
        return "rdf-xml" if "22-rdf-syntax-ns#" in text else None
    if re.search(r"^(?:version|topics|languages|groups)\s*:", text, re.MULTILINE) or start.startswith("{"):
        return "yaml"
    return "csv" if is_csv(text) else None
