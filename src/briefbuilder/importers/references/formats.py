"""Parses RIS, BibTeX, CSL-JSON and Zotero RDF into references."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from html import unescape
from itertools import islice
from pathlib import PurePosixPath
from urllib.parse import unquote

from lxml.etree import _Element

from briefbuilder.domain.article import Metadata, Rights
from briefbuilder.domain.errors import ImportRefusedError
from briefbuilder.domain.languages import base_language
from briefbuilder.domain.notices import Notice
from briefbuilder.domain.text import Paragraph, Span
from briefbuilder.importers.charset import decode
from briefbuilder.importers.dates import read_date, read_partial_date
from briefbuilder.importers.docx.package import parse_xml
from briefbuilder.importers.draft import BesideFile, ContainedFile, Draft, DraftBuilder
from briefbuilder.importers.language import guess_language
from briefbuilder.importers.limits import PARTS, REFERENCE_BYTES, check_size

_TAG = re.compile(r"</?[A-Za-z][\w:-]*(?:\s[^<>]{0,500})?/?>")
_BLOCK_END = re.compile(r"</(?:jats:)?(?:p|title|div|li)>|<br\s*/?>", re.IGNORECASE)
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*\Z", re.IGNORECASE)
_WEB = re.compile(r"https?://\S+\Z", re.IGNORECASE)
_DOI = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)?(10\.\d{4,9}/\S+)\Z", re.IGNORECASE)
_MAX_FILES, _MAX_PEOPLE = 50, 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A reference; `details` say where in its publication the work is, `files` are the paths of attached files.

    `issued` is what is known of the date, such as "2024-05", even if it has no day and `published` is None. `source` is the reference alone in a format that can be read again, `suffix` the ending of that format.
    """

    title: str = ""
    authors: tuple[str, ...] = ()
    published: date | None = None
    issued: str = ""
    publication: str = ""
    url: str = ""
    language: str = ""
    abstract: str = ""
    details: str = ""
    rights: str = ""
    files: tuple[str, ...] = ()
    source: bytes = b""
    suffix: str = ".json"

    @property
    def metadata(self) -> Metadata:
        """The metadata of the article that the reference leads to."""
        url = self.url.strip()
        return Metadata(
            title=self.title,
            authors=self.authors,
            publication=self.publication or None,
            published=self.published,
            url=url if _WEB.match(url) else None,
            language=_language(self.language),
            rights=Rights(statement=self.rights or None),
        )


def read_entry(entry: Entry, name: str) -> Draft:
    """Return the draft of a reference: its abstract; without one, a line that says where the work was published."""
    builder = DraftBuilder()
    text = _BLOCK_END.sub("\n", entry.abstract)
    for line in unescape(_TAG.sub("", text)).split("\n"):
        builder.add(Paragraph(id="", content=(Span(" ".join(line.split())),)))
    if builder.blocks:
        builder.notice("reference-abstract")
        if entry.details:
            builder.notice("reference-published", entry.details)
    else:
        builder.notice("reference-alone")
        builder.add(Paragraph(id="", content=(Span(entry.details or entry.title),)))
    if entry.issued and entry.published is None:
        builder.notice("date-incomplete", entry.issued)
    metadata = replace(entry.metadata, title=entry.title or name)
    if metadata.language is None or len(metadata.language) > 2:  # "eng", which ISO 639-2 has for "en"
        words = "\n".join((entry.title, *(block.text for block in builder.blocks)))
        metadata = replace(metadata, language=guess_language(words) or metadata.language)
    return builder.draft(metadata)


def _language(stated: str) -> str | None:
    tag = stated.strip().replace("_", "-")
    return base_language(tag) if _LANGUAGE.match(tag) and len(base_language(tag)) < 4 else None


_NAMESPACES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "z": "http://www.zotero.org/namespaces/export#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "bib": "http://purl.org/net/biblio#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "link": "http://purl.org/rss/1.0/modules/link/",
    "prism": "http://prismstandard.org/namespaces/1.2/basic/",
    "vcard": "http://nwalsh.com/rdf/vCard#",
}
_TYPES = {
    "journalArticle": "article-journal", "newspaperArticle": "article-newspaper", "magazineArticle": "article-magazine",
    "book": "book", "bookSection": "chapter", "report": "report", "webpage": "webpage", "blogPost": "post-weblog",
    "forumPost": "post", "thesis": "thesis", "conferencePaper": "paper-conference", "presentation": "speech",
    "statute": "legislation", "bill": "bill", "hearing": "hearing", "case": "legal_case", "interview": "interview",
    "preprint": "article", "dataset": "dataset", "standard": "standard",
}  # fmt: skip
_NOT_REFERENCES = frozenset({"attachment", "note", "annotation"})


def _parse_zotero(data: bytes, name: str) -> Iterator[Entry]:
    root = parse_xml(data, name)
    attached = {
        element.get(_qn("rdf:about")) or "": resource.get(_qn("rdf:resource")) or ""
        for element in root.iter(_qn("z:Attachment"))
        for resource in element.iterfind(_qn("rdf:resource"))
    }
    holders = {
        element.get(_qn("rdf:about")) or "": element for element in root if element.get(_qn("rdf:about"))
    }
    count = 0
    for element in root:
        kind = element.findtext(_qn("z:itemType")) or ""
        if not kind or kind in _NOT_REFERENCES or count > PARTS:
            continue
        count += 1
        links = (link.get(_qn("rdf:resource")) or "" for link in element.iterfind(_qn("link:link")))
        files = filter(None, (attached.get(link, "") for link in links))
        yield csl_entry(_item(element, kind, holders), tuple(files))


def _item(element: _Element, kind: str, holders: dict[str, _Element]) -> dict[str, object]:
    part = _part_of(element, holders)
    item: dict[str, object] = {"type": _TYPES.get(kind, "document"), "title": _text(element, "dc:title")}
    fields = {
        "abstract": _text(element, "dcterms:abstract"),
        "language": _text(element, "z:language"),
        "page": _text(element, "bib:pages"),
        "URL": _address(element),
        "container-title": _text(part, "dc:title"),
        "volume": _text(part, "prism:volume") or _text(element, "prism:volume"),
        "issue": _text(part, "prism:number") or _text(element, "prism:number"),
        "publisher": _text(element.find(_qn("dc:publisher")), ".//foaf:name"),
        "DOI": _doi(element, part),
    }
    item.update({name: value for name, value in fields.items() if value})
    people = [_person(person) for person in element.iterfind(f"{_qn('bib:authors')}//{_qn('foaf:Person')}")]
    if people:
        item["author"] = people
    if dated := _text(element, "dc:date"):
        item["issued"] = {"raw": dated}
    return item


def _part_of(element: _Element, holders: dict[str, _Element]) -> _Element | None:
    """Return the journal or book that an item is part of: within it, or named by it."""
    relation = element.find(_qn("dcterms:isPartOf"))
    if relation is None:
        return None
    named = holders.get(relation.get(_qn("rdf:resource")) or "")
    return named if named is not None else next(iter(relation), None)


def _person(element: _Element) -> dict[str, str]:
    given, family = _text(element, "foaf:givenName"), _text(element, "foaf:surname")
    return {"given": given, "family": family} if given else {"literal": family}


def _address(element: _Element) -> str:
    uris = element.iterfind(f"{_qn('dc:identifier')}/{_qn('dcterms:URI')}/{_qn('rdf:value')}")
    return next((" ".join((element.text or "").split()) for element in uris), "")


def _doi(element: _Element, part: _Element | None) -> str:
    for holder in (element, part):
        for identifier in holder.iterfind(_qn("dc:identifier")) if holder is not None else ():
            text = (identifier.text or "").strip()
            if text.upper().startswith("DOI "):
                return text[4:].strip()
    return ""


def _text(element: _Element | None, path: str) -> str:
    """Return the text at a prefixed name below an element, with ".//" at any depth."""
    if element is None:
        return ""
    deep = path.startswith(".//")
    found = element.findtext((".//" if deep else "") + _qn(path.removeprefix(".//"))) or ""
    return " ".join(found.split()) if path != "dcterms:abstract" else found.strip()


def _qn(prefixed: str) -> str:
    prefix, _, local = prefixed.partition(":")
    return f"{{{_NAMESPACES[prefix]}}}{local}"


_HEAD = 16_384
_BIB_ENTRY = re.compile(
    rb"^\s{0,20}@(?!comment|string|preamble)[a-z]{2,30}\s{0,5}[{(]\s{0,20}[^\s,{}()\"=]{0,200}\s{0,20},",
    re.IGNORECASE | re.MULTILINE,
)
_BIB_START = re.compile(
    rb"\A[\xef\xbb\xbf\s]*(?:%[^\n]*\n\s*|@(?:comment|string|preamble)\s*[{(])*", re.IGNORECASE
)
_BIB_NOTE = re.compile(rb"\A[\xef\xbb\xbf\s]*(?:[^@%<\s][^\n@<]{0,120}\n\s{0,20}){1,5}@")
"""A few lines of text before the first entry, which BibTeX passes over."""

_CSL_TYPES = (
    "article", "article-journal", "article-magazine", "article-newspaper", "bill", "book", "broadcast", "chapter",
    "classic", "collection", "dataset", "document", "entry", "entry-dictionary", "entry-encyclopedia", "event", "figure",
    "graphic", "hearing", "interview", "legal_case", "legislation", "manuscript", "map", "motion_picture", "paper-conference",
    "patent", "pamphlet", "performance", "periodical", "personal_communication", "post", "post-weblog", "regulation",
    "report", "review", "review-book", "software", "song", "speech", "standard", "thesis", "treaty", "webpage",
)  # fmt: skip
_CSL_TYPE = re.compile(rb'"type"\s*:\s*"(?:%s)"' % "|".join(_CSL_TYPES).encode())
_CSL_FIELD = re.compile(rb'"(?:title|author|issued|container-title|DOI|URL)"\s*:')
_ZOTERO = b"http://www.zotero.org/namespaces/export#"
_PAIR = re.compile(r"(?<!\\):")


def read_reference(data: bytes, name: str) -> Draft:
    """Read a file with one reference; raise ImportRefusedError if it is damaged."""
    return read_entry(parse_entries(data, name)[0], PurePosixPath(name).stem)


def split_references(data: bytes, name: str) -> tuple[ContainedFile, ...]:
    """Return each reference of a file as a separate file; raise ImportRefusedError if it is damaged or too large."""
    came_with = Notice(code="came-with-references", subject=name)
    return tuple(
        ContainedFile.of(f"{number:03d} {_file_name(entry.title)}{entry.suffix}", entry.source, came_with)
        for number, entry in enumerate(parse_entries(data, name), 1)
    )


def _file_name(title: str) -> str:
    return " ".join(re.sub(r"[/\\:]", " ", title).split())[:80] or "reference"


def find_attached(data: bytes, name: str) -> tuple[BesideFile, ...]:
    """Return the files that the references of a file name as attached to them."""
    return tuple(
        BesideFile(entry=place, path=path, metadata=entry.metadata, alone=not entry.abstract.strip())
        for place, entry in enumerate(parse_entries(data, name))
        for path in dict.fromkeys(entry.files[:_MAX_FILES])
    )


def parse_entries(data: bytes, name: str) -> tuple[Entry, ...]:
    """Return the references of a file, at most one more than a container may hold."""
    check_size(len(data), REFERENCE_BYTES, name)
    kind = _kind(data)
    parse = _PARSERS.get(kind or "")
    entries = tuple(parse(data, name)) if parse is not None else ()
    if not entries:
        raise ImportRefusedError("import-references-damaged", name=name)
    return entries[: PARTS + 1]


def _kind(data: bytes) -> str | None:
    """Return the format of a file of references by its beginning, None for other files."""
    head = data[:_HEAD]
    if _RIS_FILE.match(head):
        return "ris"
    stripped = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if stripped[:1] in {b"[", b"{"} and _CSL_TYPE.search(head) and _CSL_FIELD.search(head):
        return "csl"
    if stripped.startswith(b"<") and b"<rdf:RDF" in head and _ZOTERO in head:
        return "zotero"
    if stripped[:1] not in {b"@", b"%"}:
        begins = _BIB_NOTE.match(head) is not None and data[-200:].rstrip().endswith((b"}", b")"))
    else:
        begins = _BIB_START.match(head) is not None
    return "bibtex" if begins and _BIB_ENTRY.search(data[: 1 << 17]) else None


def count_references(data: bytes) -> int:
    """Return 0 for files without references, 1 for a single one, 2 for more."""
    kind = _kind(data) if len(data) <= REFERENCE_BYTES else None
    if kind == "ris":
        return min(2, len(_RIS_START.findall(_text_lines(data))))
    if kind == "bibtex":
        return min(2, len(_BIB_ENTRY.findall(data)))
    if kind == "csl":
        return min(2, len(_csl_items(data)))
    return min(2, data.count(b"<z:itemType>")) if kind == "zotero" else 0


# RIS: each line begins with a tag.

_RIS_FILE = re.compile(
    rb"\A[\xef\xbb\xbf\s]*(?:1\.\s*|[A-Z][A-Z0-9] {1,2}- [^\n]*\n){0,3}TY {1,2}- \w+", re.DOTALL
)
_RIS_START = re.compile(r"^TY {1,2}- ", re.MULTILINE)
_RIS_LINE = re.compile(r"([A-Z][A-Z0-9]) {1,2}-(?: (.*))?\Z")
_RIS_FIELDS = {
    "title": ("TI", "T1", "CT", "BT"), "container-title": ("T2", "JO", "JF", "JA", "J2"), "publisher": ("PB",),
    "volume": ("VL",), "issue": ("IS",), "DOI": ("DO",), "URL": ("UR",), "language": ("LA",),
}  # fmt: skip
"""The tags of a field of CSL-JSON, the most usual first."""
_FILE_URL = re.compile(r"file:(?://(?:localhost)?)?", re.IGNORECASE)


def _text_lines(data: bytes) -> str:
    return decode(data).text.replace("\r\n", "\n").replace("\r", "\n")


def _parse_ris(data: bytes, _name: str) -> Iterator[Entry]:
    text = _text_lines(data)
    starts = [found.start() for found in islice(_RIS_START.finditer(text), PARTS + 2)]
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        yield _ris_entry(text[start:end])


def _ris_entry(text: str) -> Entry:
    fields = _read_fields(text)

    def first(*tags: str) -> str:
        stated = (" ".join(value.split()) for tag in tags for value in fields.get(tag, ()) if value)
        return next(stated, "")

    people = next((fields[tag] for tag in ("AU", "A1", "A2") if tag in fields), [])
    dates = (first(tag).replace("/", "-").strip("-") for tag in ("DA", "PY", "Y1"))
    item: dict[str, object] = {name: first(*tags) for name, tags in _RIS_FIELDS.items()} | {
        "author": _literal_names(map(_turn_name, people)),
        "issued": _raw_date(*dates),
        "page": "–".join(filter(None, (first("SP"), first("EP")))),
        "abstract": "\n".join(next((fields[tag] for tag in ("AB", "N2") if tag in fields), ())),
    }
    paths = map(_attached_path, (path for tag in ("L1", "L4") for path in fields.get(tag, ())))
    entry = csl_entry(item, tuple(filter(None, paths)))
    return replace(entry, source=text.encode(), suffix=".ris")


def _read_fields(text: str) -> dict[str, list[str]]:
    """Return the values of each tag; a line without a tag continues the value above it."""
    values: list[tuple[str, list[str]]] = []
    for line in text.split("\n"):
        found = _RIS_LINE.match(line.rstrip())
        if found is not None:
            if found[1] == "ER":
                break
            values.append((found[1], [(found[2] or "").strip()]))
        elif values and line.strip():
            values[-1][1].append(f"{' ' if line.startswith('      ') else chr(10)}{line.strip()}")
    fields: dict[str, list[str]] = {}
    for tag, pieces in values:
        fields.setdefault(tag, []).append("".join(pieces))
    return fields


def _literal_names(names: Iterable[str]) -> list[dict[str, str]]:
    """Return names as CSL-JSON has those that are not divided."""
    return [{"literal": name} for name in names if name]


def _turn_name(name: str) -> str:
    """Return a name with the given name first."""
    family, _, given = name.partition(",")
    given = given.partition(",")[0]
    return " ".join(f"{given} {family}".split())


def _raw_date(*stated: str) -> dict[str, str]:
    """Return the date among some texts as CSL-JSON has it: the first whole one, else the most that one of them says."""
    whole = next(filter(_whole_date, stated), "")
    return {"raw": whole or max(map(read_partial_date, stated), key=len)}


def _whole_date(text: str) -> date | None:
    """Return a date of day, month and year, or None if one of them is missing."""
    return read_date(text) if len(re.findall(r"\d+|[^\W\d_]{3,}", text)) >= 3 else None


def _attached_path(stated: str) -> str:
    """Return the path of an attached file, or an empty text for a web address."""
    if re.match(r"(?:https?|ftp|internal-pdf):", stated, re.IGNORECASE):
        return ""
    bare = _FILE_URL.match(stated)
    return unquote(stated[bare.end() :]) if bare else stated


# BibTeX


def _parse_bibtex(data: bytes, name: str) -> Iterator[Entry]:
    import logging

    from bibtexparser.entrypoint import parse_string
    from bibtexparser.model import Entry as BibtexEntry

    logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)
    text = decode(data).text
    if len(_BIB_ENTRY.findall(data)) > 2 * PARTS:
        raise ImportRefusedError("import-container-large", name=name, limit=str(PARTS))
    library = parse_string(text)
    blocks = (getattr(block, "ignore_error_block", block) for block in library.blocks)  # keys may repeat
    entries = (block for block in blocks if isinstance(block, BibtexEntry))
    for entry in islice(entries, PARTS + 1):
        yield _bibtex_entry(
            {key.lower(): str(field.value) for key, field in entry.fields_dict.items()}, entry.entry_type
        )


_BIBTEX_FIELDS = {
    "title": ("title",), "container-title": ("journal", "journaltitle", "booktitle", "howpublished"),
    "publisher": ("publisher", "institution", "organization", "school"), "volume": ("volume",), "issue": ("number", "issue"),
    "page": ("pages",), "language": ("langid", "language"), "abstract": ("abstract",),
}  # fmt: skip
"""The names of fields that may hold one of CSL-JSON, the most usual first."""


def _bibtex_entry(fields: Mapping[str, str], kind: str) -> Entry:
    def first(*names: str) -> str:
        return next((_from_latex(fields[name]) for name in names if fields.get(name)), "")

    people = re.split(r"(?<!\s)\s+and\s+", fields.get("author") or fields.get("editor") or "")
    item: dict[str, object] = {name: first(*names) for name, names in _BIBTEX_FIELDS.items()} | {
        "author": _literal_names(map(_bibtex_name, people)),
        "issued": _raw_date(first("date"), " ".join((first("day"), first("month"), first("year")))),
        "DOI": fields.get("doi", ""),
        "URL": fields.get("url", ""),
    }
    source = ",\n".join(
        f"  {name} = {{{value}}}" for name, value in fields.items() if value.count("{") == value.count("}")
    )
    entry = csl_entry(item, tuple(_bibtex_files(fields.get("file", ""))))
    return replace(entry, source=f"@{kind}{{entry,\n{source}\n}}\n".encode(), suffix=".bib")


def _bibtex_name(name: str) -> str:
    bare = name.strip()
    if bare.startswith("{") and bare.endswith("}"):  # an organization
        return _from_latex(bare)
    family, *given = (part.strip() for part in _from_latex(bare).split(","))
    # What is between the family name and the given name is "Jr." or a number.
    return " ".join(filter(None, (*given[-1:], family, *given[:-1])))


def _bibtex_files(field: str) -> Iterator[str]:
    """Yield the paths in a `file` field: "description:path:type" with ";" between files, or a path alone."""
    for part in re.split(r"(?<!\\);", field)[:100]:
        pieces = [re.sub(r"\\(.)", r"\1", piece) for piece in _PAIR.split(part)]
        path = pieces[-2] if len(pieces) > 2 else pieces[0]
        if len(pieces) > 3:  # a drive's letter
            path = ":".join(pieces[1:-1])
        if path.strip():
            yield path.strip()


_LATEX_SIGNS = {
    "euro": "€", "EUR": "€", "pounds": "£", "yen": "¥", "cent": "¢", "minus": "−", "textminus": "−", "degree": "°",
    "celsius": "°C", "permil": "‰", "permille": "‰", "perthousand": "‰", "textpermille": "‰", "percent": r"\%",
    "micro": "µ", "S": "§", "P": "¶", "No": "№", "ne": "≠", "neg": "¬", "slash": "/", "textslash": "/", "textbar": "|",
    "textless": "<", "textgreater": ">", "textunderscore": r"\_", "textquotedbl": '"', "glqq": "„", "grqq": "“",
    "flqq": "«", "frqq": "»", "og": "«", "fg": "»",
}  # fmt: skip
"""Signs and currencies that the decoder drops."""

_LATEX_SIGN = re.compile(rf"\\({'|'.join(_LATEX_SIGNS)})(?![A-Za-z])(?:\{{\}}|[ ]+(?=\d))?")
_QUANTITY = re.compile(r"\\(?:SI|qty)(?:range)?\*?(?:\[[^\]]{0,200}\])?((?:\{[^{}]{0,200}\}){2,3})")
"""A number, or the two ends of a range, with its unit, in the macros of siunitx."""


def _from_latex(text: str) -> str:
    from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec, get_default_latex_context_db
    from pylatexenc.latexwalker import LatexMacroNode, LatexWalkerError

    if not re.search(r"[\\{}$~]|--|``|''", text):
        return " ".join(text.split()) if "\n\n" not in text else text

    def unknown(node: LatexMacroNode) -> str:
        """Return the name of a macro without arguments: it is a word or a unit."""
        following = node.parsing_state.s[node.pos + node.len :][:2]
        is_word = not following.startswith("{") or following == "{}"
        return f"{node.macroname}{node.macro_post_space}" if is_word else ""

    text = _QUANTITY.sub(lambda found: f" {found[1].replace('}{', '} {')}", text)
    text = _LATEX_SIGN.sub(lambda sign: _LATEX_SIGNS[sign[1]], text)
    macros = get_default_latex_context_db()
    macros.set_unknown_macro_spec(MacroTextSpec("", simplify_repl=unknown))
    try:
        decoded = LatexNodes2Text(macros, math_mode="text", keep_comments=True).latex_to_text(text)
    except (LatexWalkerError, RecursionError, IndexError, ValueError):
        decoded = re.sub(r"[{}]", "", text)
    return "\n".join(" ".join(line.split()) for line in decoded.split("\n\n")).strip()


# CSL-JSON


def _csl_items(data: bytes) -> list[dict[str, object]]:
    try:
        loaded = json.loads(decode(data).text)
    except (ValueError, RecursionError):
        return []
    if isinstance(loaded, dict) and isinstance(loaded.get("items"), list):
        loaded = loaded["items"]
    items = loaded if isinstance(loaded, list) else [loaded]
    return [item for item in items if isinstance(item, dict) and item.get("type") in _CSL_TYPES][: PARTS + 1]


def _parse_csl(data: bytes, _name: str) -> Iterator[Entry]:
    return map(csl_entry, _csl_items(data))


def csl_entry(item: Mapping[str, object], files: tuple[str, ...] = ()) -> Entry:
    """Return the reference of an item in CSL-JSON."""

    def text(*names: str) -> str:
        found = (item.get(name) for name in names)
        return next(
            (" ".join(str(value).split()) for value in found if isinstance(value, str | int) and value != ""),
            "",
        )

    abstract = item.get("abstract")
    issued, published = _csl_date(item.get("issued"))
    publication, publisher, url = text("container-title"), text("publisher"), text("URL")
    doi = _DOI.match(text("DOI"))
    volume, issue = text("volume"), text("issue")
    numbers = " ".join(filter(None, (publication, volume, f"({issue})" if issue else "")))
    parts = dict.fromkeys(filter(None, (numbers, publisher, issued, text("page").replace("--", "–"))))
    return Entry(
        title=text("title", "title-short"),
        authors=tuple(_csl_names(item.get("author") or item.get("editor"))),
        published=published,
        issued=issued,
        publication=publication or publisher,
        url=url or (f"https://doi.org/{doi[1]}" if doi else ""),
        language=text("language"),
        abstract=abstract if isinstance(abstract, str) else "",
        details=". ".join(filter(None, (", ".join(parts), f"doi:{doi[1]}" if doi else url))),
        files=files,
        source=json.dumps([dict(item)], ensure_ascii=False, indent=1).encode("utf-8", "replace"),
    )


def _csl_names(value: object) -> Iterator[str]:
    for person in value[:_MAX_PEOPLE] if isinstance(value, list) else ():
        if not isinstance(person, dict):
            continue
        parts = [person.get(name) for name in ("given", "non-dropping-particle", "family", "suffix")]
        name = " ".join(" ".join(part for part in parts if isinstance(part, str)).split())
        literal = person.get("literal")
        if name or isinstance(literal, str):
            yield name or str(literal)


def _csl_date(value: object) -> tuple[str, date | None]:
    """Return what is known of a date, such as "2024-05", and the date, which is None without a day.

    With a date only its year is given; a text that no date is found in is kept.
    """
    if not isinstance(value, dict):
        return "", None
    parts = value.get("date-parts")
    stated = str(value.get("raw") or value.get("literal") or "")
    if isinstance(parts, list) and parts and isinstance(parts[0], list):
        numbers = [str(part) for part in parts[0][:3] if str(part).isdecimal() and len(str(part)) < 5]
        stated = "-".join(number.zfill(2) for number in numbers) or stated
    published = _whole_date(stated)
    if published is not None:
        return str(published.year), published
    partial = read_partial_date(stated)
    return (partial if "-" in partial else stated[:40]), None


_PARSERS: Mapping[str, Callable[[bytes, str], Iterator[Entry]]] = {
    "ris": _parse_ris,
    "bibtex": _parse_bibtex,
    "csl": _parse_csl,
    "zotero": _parse_zotero,
}
