"""Parses references in formats that begin each line with a tag: RIS, PubMed (NBIB) and Refer (EndNote)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import islice
from urllib.parse import unquote

from briefbuilder.domain.values import value
from briefbuilder.importers.charset import decode
from briefbuilder.importers.dates import read_date, read_partial_date
from briefbuilder.importers.limits import PARTS


@value
class TaggedRecord:
    """A reference as an item of CSL-JSON, the paths of its files, and its own part of the file with the format's suffix."""

    item: Mapping[str, object]
    files: tuple[str, ...]
    source: bytes
    suffix: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _TaggedFormat:
    """A format: how a file, a reference and a line begin, and the tags of each field, the most usual first.

    `end` is the tag that ends a reference; without one, the next reference does. Each group of `dates` is one text.
    """

    suffix: str
    file_start: re.Pattern[bytes]
    start: re.Pattern[str]
    line: re.Pattern[str]
    fields: Mapping[str, tuple[str, ...]]
    people: tuple[str, ...]
    dates: tuple[tuple[str, ...], ...]
    abstract: tuple[str, ...]
    pages: tuple[str, ...]
    end: str = ""
    files: tuple[str, ...] = ()
    final_stop: bool = False
    """Whether titles end with a full stop that is not part of them."""


_HEAD = rb"\A[\xef\xbb\xbf\s]*"
_FORMATS = (
    _TaggedFormat(
        suffix=".ris",
        file_start=re.compile(
            _HEAD + rb"(?:1\.\s*|[A-Z][A-Z0-9] {1,2}- [^\n]*\n){0,3}TY {1,2}- \w+", re.DOTALL
        ),
        start=re.compile(r"^TY {1,2}- ", re.MULTILINE),
        line=re.compile(r"([A-Z][A-Z0-9]) {1,2}-(?: (.*))?\Z"),
        fields={
            "title": ("TI", "T1", "CT", "BT"), "container-title": ("T2", "JO", "JF", "JA", "J2"), "publisher": ("PB",),
            "volume": ("VL",), "issue": ("IS",), "DOI": ("DO",), "URL": ("UR",), "language": ("LA",),
        },
        people=("AU", "A1", "A2"),
        dates=(("DA",), ("PY",), ("Y1",)),
        abstract=("AB", "N2"),
        pages=("SP", "EP"),
        end="ER",
        files=("L1", "L4"),
    ),
    _TaggedFormat(
        suffix=".nbib",
        file_start=re.compile(_HEAD + rb"PMID ?- ?\d+[ \t]*\r?\n(?:[A-Z]{2,4} {0,2}- [^\n]*\n|\s{6}[^\n]*\n){2}"),
        start=re.compile(r"^PMID ?- ?\d", re.MULTILINE),
        line=re.compile(r"([A-Z]{2,4}) {0,2}-(?: (.*))?\Z"),
        fields={
            "title": ("TI", "BTI", "TT"), "container-title": ("JT", "TA"), "publisher": ("PB",), "volume": ("VI",),
            "issue": ("IP",), "DOI": ("LID", "AID"), "language": ("LA",),
        },
        people=("FAU", "AU", "CN", "FED", "ED"),
        dates=(("DP",), ("DEP",)),
        abstract=("AB", "OAB"),
        pages=("PG",),
        final_stop=True,
    ),
    _TaggedFormat(
        suffix=".enw",
        file_start=re.compile(_HEAD + rb"(?:%0 [A-Z][^\n]*\n%[A-Z0-9@]|%T [^\n]*\n%A|%A [^\n]*\n%[AT]) "),
        start=re.compile(r"(?:\A|\n\s*\n)\s*(?=%\S )"),
        line=re.compile(r"(%\S)(?: (.*))?\Z"),
        fields={
            "title": ("%T",), "container-title": ("%J", "%B"), "publisher": ("%I",), "volume": ("%V",), "issue": ("%N",),
            "DOI": ("%R",), "URL": ("%U",), "language": ("%G",),
        },
        people=("%A", "%E"),
        dates=(("%8", "%D"), ("%8",), ("%D",)),
        abstract=("%X",),
        pages=("%P",),
        files=("%>",),
    ),
)  # fmt: skip

_FILE_URL = re.compile(r"file:(?://(?:localhost)?)?", re.IGNORECASE)
_LABELLED_DOI = re.compile(r"(10\.\d{4,9}/\S+) \[doi\]")


def tagged_format(head: bytes) -> _TaggedFormat | None:
    """Return the tagged format that a file begins in, or None."""
    return next((each for each in _FORMATS if each.file_start.match(head)), None)


def count_tagged(data: bytes) -> int:
    """Return the number of references in a file of a tagged format, at most 2."""
    form = tagged_format(data)
    return min(2, len(form.start.findall(decode(data).text.replace("\r\n", "\n")))) if form else 0


def tagged_records(data: bytes) -> Iterator[TaggedRecord]:
    """Yield the references of a file of a tagged format, at most two more than a container may hold."""
    form = tagged_format(data)
    if form is None:
        return
    text = decode(data).text.replace("\r\n", "\n").replace("\r", "\n")
    starts = [found.start() for found in islice(form.start.finditer(text), PARTS + 2)]
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        yield _record(form, text[start:end].lstrip())


def _record(form: _TaggedFormat, text: str) -> TaggedRecord:
    fields = _read_fields(form, text)

    def first(*tags: str) -> str:
        return next(
            (" ".join(stated.split()) for tag in tags for stated in fields.get(tag, ()) if stated), ""
        )

    people = next((fields[tag] for tag in form.people if tag in fields), [])
    dates = (" ".join(filter(None, map(first, tags))) for tags in form.dates)
    item: dict[str, object] = {name: first(*tags) for name, tags in form.fields.items()} | {
        "author": literal_names(map(_turn_name, people)),
        "issued": raw_date(*(each.replace("/", "-").strip("-") for each in dates)),
        "page": "–".join(filter(None, map(first, form.pages))),
        "abstract": "\n".join(next((fields[tag] for tag in form.abstract if tag in fields), ())),
    }
    if form.final_stop:
        title = str(item["title"])
        numbers = (_LABELLED_DOI.match(each) for tag in form.fields["DOI"] for each in fields.get(tag, ()))
        item["title"] = title[:-1] if title.endswith(".") and not title.endswith("..") else title
        item["DOI"] = next((found[1] for found in numbers if found), "")
    paths = map(_attached_path, (path for tag in form.files for path in fields.get(tag, ())))
    return TaggedRecord(item=item, files=tuple(filter(None, paths)), source=text.encode(), suffix=form.suffix)


def _read_fields(form: _TaggedFormat, text: str) -> dict[str, list[str]]:
    """Return the values of each tag; a line without a tag continues the value above it."""
    values: list[tuple[str, list[str]]] = []
    for line in text.split("\n"):
        found = form.line.match(line.rstrip())
        if found is not None:
            if found[1] == form.end:
                break
            values.append((found[1], [(found[2] or "").strip()]))
        elif values and line.strip():
            values[-1][1].append(f"{' ' if line.startswith('      ') else chr(10)}{line.strip()}")
    fields: dict[str, list[str]] = {}
    for tag, pieces in values:
        fields.setdefault(tag, []).append("".join(pieces))
    return fields


def literal_names(names: Iterable[str]) -> list[dict[str, str]]:
    """Return names as CSL-JSON has those that are not divided."""
    return [{"literal": name} for name in names if name]


def _turn_name(name: str) -> str:
    """Return a name with the given name first."""
    family, _, given = name.partition(",")
    given = given.partition(",")[0]
    return " ".join(f"{given} {family}".split())


def raw_date(*stated: str) -> dict[str, str]:
    """Return the date among some texts as CSL-JSON has it: the first whole one, else the most that one of them says."""
    whole = next(filter(whole_date, stated), "")
    return {"raw": whole or max(map(read_partial_date, stated), key=len)}


def whole_date(text: str) -> date | None:
    """Return a date of day, month and year, or None if one of them is missing."""
    return read_date(text) if len(re.findall(r"\d+|[^\W\d_]{3,}", text)) >= 3 else None


def _attached_path(stated: str) -> str:
    """Return the path of an attached file, or an empty text for a web address."""
    if re.match(r"(?:https?|ftp|internal-pdf):", stated, re.IGNORECASE):
        return ""
    bare = _FILE_URL.match(stated)
    return unquote(stated[bare.end() :]) if bare else stated
