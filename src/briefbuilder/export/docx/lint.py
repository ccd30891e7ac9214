"""Checks a finished Word file for faults that a validator accepts and that still break Word.

The codes of its findings begin with "docx-lint-".
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from urllib.parse import unquote
from zipfile import BadZipFile

from lxml import etree
from lxml.etree import _Element as Node

from briefbuilder.domain.notices import Finding, Place

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_XSI = "{http://www.w3.org/2001/XMLSchema-instance}"
_DCTERMS = "{http://purl.org/dc/terms/}"
_LANGUAGE = r"[A-Za-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|[0-9]{3}))?(-([A-Za-z0-9]{5,8}|[0-9][A-Za-z0-9]{3}))*(-x-[A-Za-z0-9-]+)?"
_REFERENCE = r"\s*(?:PAGEREF|REF|NOTEREF)\s+(\S+)"
_STYLED = ("pStyle", "rStyle", "tblStyle")
_STORIES = ("body", "footnote", "endnote", "hdr", "ftr", "comment")
_INDEXED = (
    *_STORIES, *_STYLED, "basedOn", "next", "link", "style", "bookmarkStart", "bookmarkEnd", "hyperlink",
    "instrText", "fldChar", "fldSimple", "id", "lang", "themeFontLang", "abstractNum", "num", "numId",
    "footnoteReference", "endnoteReference", "updateFields",
)  # fmt: skip
"""The elements of Word's namespace that the rules use; an `id` is that of a content control."""
_DATES = (f"{_DCTERMS}created", f"{_DCTERMS}modified")
_DRAWING = f"{_WP}docPr"

_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
_CONTENT_TYPES = "[Content_Types].xml"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def lint_fault(code: str, part: str, detail: str = "") -> Finding:
    """Return a finding, which blocks the export."""
    return Finding(
        code=f"docx-lint-{code}",
        severity="error",
        place=Place(file=part),
        parameters={"part": part, "detail": detail},
    )


@dataclass(frozen=True, eq=False, repr=False)
class LintPart:
    """An XML part of the package."""

    name: str
    root: Node

    def all(self, *names: str) -> Iterator[Node]:
        """Yield the indexed elements with these names in Word's namespace, name by name."""
        return chain.from_iterable(self.indexed[f"{_W}{name}"] for name in names)

    @cached_property
    def indexed(self) -> dict[str, list[Node]]:
        """The indexed elements by tag, in order, from a single walk for all rules."""
        tags = (*(f"{_W}{name}" for name in _INDEXED), *_DATES, _DRAWING)
        found: dict[str, list[Node]] = {tag: [] for tag in tags}
        for node in self.root.iter(*tags):
            found[str(node.tag)].append(node)
        return found

    def values(self, attribute: str, *names: str) -> list[str]:
        """Return the values of an attribute in Word's namespace of these elements."""
        key = f"{_W}{attribute}"
        return [node.get(key, "") for node in self.all(*names)]

    @cached_property
    def relations(self) -> frozenset[str]:
        """The relationship ids that the part uses."""
        found = etree.XPath("descendant-or-self::*/@r:*", namespaces={"r": _R}, smart_strings=False)(
            self.root
        )
        return frozenset(str(value) for value in found) if isinstance(found, list) else frozenset()


@dataclass(frozen=True, eq=False, repr=False)
class LintParts:
    """The parts of the package, by name."""

    parts: tuple[LintPart, ...]

    def named(self, ending: str) -> LintPart | None:
        """Return the part whose name ends with a text, or None."""
        return next((part for part in self.parts if part.name.endswith(ending)), None)

    @cached_property
    def bookmarks(self) -> list[tuple[str, str]]:
        """Every bookmark as (part, name)."""
        return [(part.name, name) for part in self.parts for name in part.values("name", "bookmarkStart")]

    @cached_property
    def styles(self) -> dict[str, Node]:
        """The styles by id."""
        part = self.named("styles.xml")
        return {_get(node, "styleId"): node for node in part.all("style")} if part else {}


Rule = Callable[[LintParts], Iterator[Finding]]


def _get(node: Node, name: str) -> str:
    return node.get(f"{_W}{name}", "")


def _repeated(values: list[tuple[str, str]], code: str) -> Iterator[Finding]:
    seen: set[str] = set()
    for part, value in values:
        if value.lower() in seen:
            yield lint_fault(code, part, detail=value)
        seen.add(value.lower())


def check_bookmark_names(parts: LintParts) -> Iterator[Finding]:
    """Find bookmark names that occur twice; Word drops the second."""
    yield from _repeated(parts.bookmarks, "bookmark-duplicate")


def check_bookmark_ends(parts: LintParts) -> Iterator[Finding]:
    """Find bookmarks without an end, ends without a start, and repeated ids."""
    for part in parts.parts:
        starts = Counter(part.values("id", "bookmarkStart"))
        ends = Counter(part.values("id", "bookmarkEnd"))
        if starts == ends and len(starts) == starts.total():
            continue
        for number in sorted(set(starts) | set(ends)):
            if starts[number] != 1 or ends[number] != 1:
                yield lint_fault("bookmark-unbalanced", part.name, detail=number)


def check_fields(parts: LintParts) -> Iterator[Finding]:
    """Find fields whose begin, separate and end marks do not match within a story."""
    for part in parts.parts:
        for story in part.all(*_STORIES):
            if not _is_balanced(story):
                yield lint_fault("field-unbalanced", part.name, detail=_get(story, "id") or part.name)


def _is_balanced(story: Node) -> bool:
    separated: list[bool] = []
    for mark in story.iter(f"{_W}fldChar"):
        kind = _get(mark, "fldCharType")
        if kind == "begin":
            separated.append(False)
        elif not separated or (kind == "separate" and separated[-1]):
            return False
        elif kind == "separate":
            separated[-1] = True
        else:
            separated.pop()
    return not separated


def check_anchors(parts: LintParts) -> Iterator[Finding]:
    """Find links and references to missing bookmarks."""
    names = {name.lower() for _, name in parts.bookmarks}
    for part in parts.parts:
        targets = part.values("anchor", "hyperlink")
        codes = (node.text or "" for node in part.all("instrText"))
        matches = (re.match(_REFERENCE, code) for code in codes if "REF" in code)
        targets.extend(match[1] for match in matches if match)
        for name in targets:
            if name and name.lower() not in names:
                yield lint_fault("anchor-dangling", part.name, detail=name)


def check_content_controls(parts: LintParts) -> Iterator[Finding]:
    """Find content control ids that occur twice."""
    ids = [(part.name, number) for part in parts.parts for number in part.values("val", "id")]
    yield from _repeated(ids, "control-duplicate")


def check_style_cycles(parts: LintParts) -> Iterator[Finding]:
    """Find styles that are based on themselves, directly or through others."""
    based = {name: _child(node, "basedOn") for name, node in parts.styles.items()}
    for name, below in based.items():
        seen = {name}
        above = below
        while above and above in based and above not in seen:
            seen.add(above)
            above = based[above]
        if above == name:
            yield lint_fault("style-cycle", "word/styles.xml", detail=name)


def _child(node: Node, name: str) -> str:
    child = node.find(f"{_W}{name}")
    return "" if child is None else _get(child, "val")


def check_style_uses(parts: LintParts) -> Iterator[Finding]:
    """Find styles that are used but not defined."""
    defined = set(parts.styles)
    for part in parts.parts:
        used = set(part.values("val", *_STYLED, "basedOn", "next", "link"))
        for name in sorted(used - defined):
            yield lint_fault("style-undefined", part.name, detail=name)


def check_style_ids(parts: LintParts) -> Iterator[Finding]:
    """Find style ids that occur twice."""
    part = parts.named("styles.xml")
    if part:
        yield from _repeated(
            [(part.name, name) for name in part.values("styleId", "style")], "style-duplicate"
        )


def check_languages(parts: LintParts) -> Iterator[Finding]:
    """Find invalid language tags (BCP 47 as far as Word accepts it)."""
    for part in parts.parts:
        found = {
            value for node in part.all("lang", "themeFontLang") for value in map(str, node.attrib.values())
        }
        for value in sorted(found):
            if not (_is_simple_tag(value) or re.fullmatch(_LANGUAGE, value)):
                yield lint_fault("language-bad", part.name, detail=value)


def _is_simple_tag(tag: str) -> bool:
    """Return whether a tag is a language with its country ("it-IT"), without the slower pattern."""
    language, _, country = tag.partition("-")
    return tag.isascii() and len(language) == len(country) == 2 and (language + country).isalpha()


def check_dates(parts: LintParts) -> Iterator[Finding]:
    """Find dates in the core properties without a type, for which Word reports a corrupt file."""
    for part in parts.parts:
        for node in chain.from_iterable(part.indexed[date] for date in _DATES):
            if node.get(f"{_XSI}type") != "dcterms:W3CDTF":
                yield lint_fault("date-untyped", part.name, detail=str(node.tag).rpartition("}")[2])


def check_drawings(parts: LintParts) -> Iterator[Finding]:
    """Find drawing ids that occur twice in all parts."""
    ids = [(part.name, node.get("id", "")) for part in parts.parts for node in part.indexed[_DRAWING]]
    yield from _repeated(ids, "drawing-duplicate")


def check_numbering(parts: LintParts) -> Iterator[Finding]:
    """Find lists that are used but not defined, and definitions in the wrong order."""
    part = parts.named("word/numbering.xml")
    abstracts = set(part.values("abstractNumId", "abstractNum")) if part else set()
    nums = {_get(node, "numId"): _child(node, "abstractNumId") for node in part.all("num")} if part else {}
    for num, abstract in nums.items():
        if abstract not in abstracts:
            yield lint_fault("numbering-undefined", "word/numbering.xml", detail=f"{num} ({abstract})")
    for user in parts.parts:
        used = set(user.values("val", "numId"))
        for name in sorted(used - set(nums) - {"0"}):
            yield lint_fault("numbering-undefined", user.name, detail=name)
    order = (
        [str(node.tag) for node in part.root if node.tag in {f"{_W}abstractNum", f"{_W}num"}] if part else []
    )
    if order != sorted(order, key=lambda tag: tag == f"{_W}num"):
        yield lint_fault("numbering-order", "word/numbering.xml")


def check_notes(parts: LintParts) -> Iterator[Finding]:
    """Find marks of missing notes, and notes with two marks."""
    for kind in ("footnote", "endnote"):
        part = parts.named(f"word/{kind}s.xml")
        defined = set(part.values("id", kind)) if part else set()
        used = [
            (user.name, number) for user in parts.parts for number in user.values("id", f"{kind}Reference")
        ]
        yield from _repeated(used, "note-duplicate")
        for name, number in used:
            if number not in defined:
                yield lint_fault("note-undefined", name, detail=number)


def check_prompts(parts: LintParts) -> Iterator[Finding]:
    """Find settings that make Word ask whether to update fields."""
    for part in parts.parts:
        if next(part.all("updateFields"), None) is not None:
            yield lint_fault("prompt", part.name, detail="updateFields")
        if not {"", "0", "false"}.issuperset(part.values("dirty", "fldChar", "fldSimple")):
            yield lint_fault("prompt", part.name, detail="dirty")


RULES: tuple[Rule, ...] = (
    check_bookmark_names, check_bookmark_ends, check_fields, check_anchors, check_content_controls, check_style_cycles, check_style_uses, check_style_ids,
    check_languages, check_dates, check_drawings, check_numbering, check_notes, check_prompts,
)  # fmt: skip


def lint_docx(data: bytes, trees: Mapping[str, Node] | None = None) -> tuple[Finding, ...]:
    """Return the faults of a Word file, each with its part.

    `trees` holds parsed parts by name, which are then not parsed again.
    """
    known = trees or {}
    parts: list[LintPart] = []
    faults: list[Finding] = []
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            for name in sorted(names):
                try:
                    if name in known:
                        parts.append(LintPart(name, known[name]))
                    elif name.endswith((".xml", ".rels")):
                        parts.append(LintPart(name, etree.fromstring(archive.read(name), _PARSER)))
                except etree.XMLSyntaxError as error:
                    faults.append(lint_fault("unreadable", name, detail=str(error)))
    except (BadZipFile, EOFError, OSError, ValueError, RuntimeError) as error:
        return (lint_fault("unreadable", "", detail=str(error)),)
    content = LintParts(tuple(part for part in parts if not part.name.endswith(".rels")))
    checks = (rule(content) for rule in RULES)
    return (
        *faults,
        *_check_relationships(names, parts),
        *_check_content_types(names, parts),
        *chain(*checks),
    )


def _check_relationships(names: AbstractSet[str], parts: Sequence[LintPart]) -> Iterator[Finding]:
    """Find relationships to missing parts, and uses of missing relationships."""
    known: dict[str, set[str]] = {}
    for part in parts:
        if not part.name.endswith(".rels"):
            continue
        folder, _, file = part.name.rpartition("_rels/")
        source = folder + file.removesuffix(".rels")
        for node in part.root:
            known.setdefault(source, set()).add(node.get("Id", ""))
            if node.get("TargetMode") == "External":
                continue
            target = unquote(node.get("Target", ""))
            path = posixpath.normpath(posixpath.join("/", posixpath.dirname(source), target)).lstrip("/")
            if path not in names:
                yield lint_fault("relation-dangling", source, detail=target)
    for part in parts:
        for used in part.relations:
            if used not in known.get(part.name, ()):
                yield lint_fault("relation-undefined", part.name, detail=used)


def _check_content_types(names: AbstractSet[str], parts: Sequence[LintPart]) -> Iterator[Finding]:
    """Find parts without a type, and types of missing parts."""
    types = next((part.root for part in parts if part.name == _CONTENT_TYPES), None)
    if types is None:
        yield lint_fault("type-missing", _CONTENT_TYPES, detail=_CONTENT_TYPES)
        return
    extensions = {
        node.get("Extension", "").lower() for node in types.iter(f"{{{_PACKAGE}/content-types}}Default")
    }
    overrides = {
        node.get("PartName", "").lstrip("/") for node in types.iter(f"{{{_PACKAGE}/content-types}}Override")
    }
    for name in sorted(names - {_CONTENT_TYPES}):
        if (
            name not in overrides
            and name.rpartition(".")[2].lower() not in extensions
            and not name.endswith("/")
        ):
            yield lint_fault("type-missing", name, detail=name)
    for name in sorted(overrides - names):
        yield lint_fault("type-without-part", _CONTENT_TYPES, detail=name)
