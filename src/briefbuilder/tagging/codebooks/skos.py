"""Reads SKOS from RDF/XML, Turtle and N-Triples: EuroVoc, IPTC Media Topics, and what we write ourselves.

The file streams through a parser that fetches nothing; of its statements only labels, definitions, the hierarchy,
schemes and collections are kept.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from briefbuilder.domain.notices import Notice
from briefbuilder.tagging.codebooks import rdf
from briefbuilder.tagging.codebooks.book import Codebook, Draft, GroupDraft, assembled, told
from briefbuilder.tagging.codebooks.names import OWN_TOPIC, id_of_uri, language_tag
from briefbuilder.tagging.taxonomy import TaxonomyError

if TYPE_CHECKING:
    import pyoxigraph

Form = Literal["rdf-xml", "turtle"]
Term = object
"""What a statement says of something: an address, a text with its language, or nothing that counts here."""

MOST_STATEMENTS = 20_000_000
MOST_LABELS = 4_000_000
_BASE = "codebook:/"
"""What addresses that a file leaves short are completed with; nothing is ever fetched from there."""
_HEAD = 1_000_000
"""Bytes within which the root element of an RDF/XML file must begin."""
_TAIL = 65_536
"""Bytes within which it must end."""
_KINDS = {rdf.CONCEPT: "concept", rdf.COLLECTION: "collection", rdf.SCHEME: "scheme"}
_KINDS[f"{rdf.SKOS}OrderedCollection"] = "collection"
_XL = {f"{rdf.SKOSXL}{name}": f"{rdf.SKOS}{name}" for name in ("prefLabel", "altLabel", "hiddenLabel")}
_LABELS = (rdf.PREFERRED, rdf.ALTERNATIVE, rdf.HIDDEN)
_RETIRED = re.compile(r"(?:deprecated|retired|obsolete|withdrawn)\Z", re.IGNORECASE)
_RETIRED_AS = ("/retired", "#retired")
_WHOLE = 0.9
"""Share of all concepts from which a scheme is the thesaurus itself and no group of it."""


@dataclass(slots=True)
class _Subject:
    """What is said of one address."""

    kind: str = ""
    labels: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    links: list[tuple[str, str]] = field(default_factory=list)
    broader: list[str] = field(default_factory=list)
    narrower: list[str] = field(default_factory=list)
    schemes: list[str] = field(default_factory=list)
    members: list[str] = field(default_factory=list)
    own: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)
    id: str = ""
    retired: bool = False


def read_skos(path: Path, form: Form, language: str, only: frozenset[str] = frozenset()) -> Codebook:
    """Return the taxonomy of a file; labels without a language count as `language`.

    With `only`, labels in other languages (compared without their region) are left out.
    Raises TaxonomyError where the file cannot be read or holds no concept with a label.
    """
    graph = _Graph(path.name, language, only)
    for statement in _statements(path, form):
        graph.take(statement)
    return graph.book()


def _statements(path: Path, form: Form) -> Iterator[pyoxigraph.Quad]:
    import pyoxigraph

    if form == "rdf-xml":
        _refuse_entities(path)
        _refuse_half(path)
    formats = {"rdf-xml": pyoxigraph.RdfFormat.RDF_XML, "turtle": pyoxigraph.RdfFormat.TURTLE}
    try:
        with path.open("rb") as stream:
            found = pyoxigraph.parse(stream, formats[form], base_iri=_BASE, lenient=True)
            for number, statement in enumerate(found):
                if number >= MOST_STATEMENTS:
                    raise TaxonomyError("codebook-too-large", file=path.name)
                yield statement
    except SyntaxError as error:
        line = str(error.lineno or 1)
        raise TaxonomyError("codebook-rdf-malformed", file=path.name, line=line) from None
    except OSError as error:
        from briefbuilder.tagging.taxonomy import unreadable

        raise unreadable(path, error) from error


def _refuse_entities(path: Path) -> None:
    """Refuse entities that would grow or be fetched; plain abbreviations of addresses are taken."""
    with path.open("rb") as stream:
        head = stream.read(_HEAD)
    root = re.search(rb"<[A-Za-z_]", head)
    if root is None or b"\0" in head[: root.start()]:
        raise TaxonomyError("codebook-rdf-malformed", file=path.name, line="1")
    declared = re.findall(rb"<!ENTITY\s+([^>]*)>", head[: root.start()])
    if b"<!ENTITY" in head[root.start() :] or any(
        re.search(rb"[&%]|\b(?:SYSTEM|PUBLIC)\b", each) or len(each) > 500 for each in declared
    ):
        raise TaxonomyError("codebook-entities", file=path.name)


def _refuse_half(path: Path) -> None:
    """Refuse a file that was cut off; the parser takes what there is of one."""
    with path.open("rb") as stream:
        head = stream.read(_HEAD)
        stream.seek(max(0, path.stat().st_size - _TAIL))
        tail = stream.read()
    root = re.search(rb"<([A-Za-z_][\w:.-]*)[^>]*?(/?)>", head)
    if root is None or not (root[2] or re.search(rb"</" + re.escape(root[1]) + rb"\s*>", tail)):
        line = str(head.count(b"\n") + 1)
        raise TaxonomyError("codebook-rdf-malformed", file=path.name, line=line)


class _Graph:
    """What was gathered of a file."""

    def __init__(self, file: str, language: str, only: frozenset[str]) -> None:
        self._file = file
        self._language = language
        self._only = only
        self._subjects: dict[str, _Subject] = {}
        self._forms: dict[str, tuple[str, str]] = {}
        self._count = 0
        self._takers: dict[str, Callable[[str, str, Term], None]] = {
            rdf.TYPE: self._take_type,
            rdf.LITERAL_FORM: self._take_form,
            rdf.DEPRECATED: self._take_state,
            rdf.STATUS: self._take_state,
            rdf.NOTATION: self._take_id,
            rdf.ID: self._take_id,
            rdf.COLOUR: self._take_own,
            rdf.TERMS: self._take_own,
            rdf.EXCLUSIONS: self._take_own,
            rdf.DEFINITION: self._take_note,
            rdf.SCOPE_NOTE: self._take_note,
        }
        self._takers |= dict.fromkeys(_LABELS, self._take_label)
        self._takers |= dict.fromkeys(_XL, self._take_link)
        steps = (rdf.BROADER, rdf.NARROWER, rdf.IN_SCHEME, rdf.MEMBER)
        self._takers |= dict.fromkeys(steps, self._take_step)

    def take(self, statement: pyoxigraph.Quad) -> None:
        """Keep a statement where it says something of a topic."""
        predicate = statement.predicate.value
        taker = self._takers.get(predicate)
        if taker is None and predicate.endswith(_RETIRED_AS):
            taker = self._take_retirement
        subject = getattr(statement.subject, "value", None)
        if taker is not None and subject is not None:
            taker(subject, predicate, statement.object)

    def _of(self, name: str) -> _Subject:
        return self._subjects.setdefault(name, _Subject())

    def _take_type(self, name: str, _predicate: str, value: Term) -> None:
        kind = _KINDS.get(_text(value))
        if kind is not None:
            self._of(name).kind = kind

    def _take_form(self, name: str, _predicate: str, value: Term) -> None:
        if self._is_wanted(value):
            self._forms[name] = self._tagged(value)

    def _take_label(self, name: str, predicate: str, value: Term) -> None:
        if self._is_wanted(value):
            self._of(name).labels.setdefault(predicate, []).append(self._tagged(value))

    def _take_link(self, name: str, predicate: str, value: Term) -> None:
        self._of(name).links.append((_XL[predicate], _text(value)))

    def _take_step(self, name: str, predicate: str, value: Term) -> None:
        subject = self._of(name)
        steps = {
            rdf.BROADER: subject.broader,
            rdf.NARROWER: subject.narrower,
            rdf.IN_SCHEME: subject.schemes,
            rdf.MEMBER: subject.members,
        }
        steps[predicate].append(_text(value))

    def _take_state(self, name: str, _predicate: str, value: Term) -> None:
        text = _text(value)
        if text == "true" or _RETIRED.search(text):
            self._of(name).retired = True

    def _take_retirement(self, name: str, _predicate: str, value: Term) -> None:
        # A moment, or "true": whatever is said of it, the concept is used no more.
        if _text(value) != "false":
            self._of(name).retired = True

    def _take_id(self, name: str, predicate: str, value: Term) -> None:
        if predicate == rdf.ID:
            self._of(name).id = _text(value)

    def _take_own(self, name: str, predicate: str, value: Term) -> None:
        if predicate == rdf.COLOUR or self._is_wanted(value):
            self._of(name).own.setdefault(predicate, []).append(self._tagged(value))

    def _take_note(self, name: str, _predicate: str, value: Term) -> None:
        if self._is_wanted(value):
            language, text = self._tagged(value)
            self._of(name).notes.setdefault(language, text.strip())

    def _is_wanted(self, value: Term) -> bool:
        language = getattr(value, "language", None) or self._language
        if self._only and language_tag(language).partition("-")[0] not in self._only:
            return False
        self._count += 1
        if self._count > MOST_LABELS:
            raise TaxonomyError("codebook-too-large", file=self._file)
        return True

    def _tagged(self, value: Term) -> tuple[str, str]:
        return getattr(value, "language", None) or self._language, _text(value)

    # What it comes to ------------------------------------------------------------------------

    def book(self) -> Codebook:
        """Return the taxonomy that the statements come to."""
        for subject in self._subjects.values():
            for predicate, name in subject.links:
                if name in self._forms:
                    subject.labels.setdefault(predicate, []).append(self._forms[name])
        concepts = {name: one for name, one in self._subjects.items() if one.kind == "concept"}
        retired = [name for name, one in concepts.items() if one.retired]
        for name in retired:
            del concepts[name]
        for name, one in concepts.items():
            for narrower in one.narrower:
                below = concepts.get(narrower)
                if below is not None and name not in below.broader:
                    below.broader.append(name)
        groups = self._groups(concepts)
        of_topic = {member: key for key, members in groups.items() for member in members}
        drafts = [_draft(name, one, of_topic.get(name, "")) for name, one in concepts.items()]
        book = assembled(drafts, {key: self._group(key) for key in groups}, self._file)
        if not retired:
            return book
        notice = Notice(code="codebook-retired", subject=told([id_of_uri(name) for name in retired]))
        return Codebook(taxonomy=book.taxonomy, notices=(notice, *book.notices))

    def _groups(self, concepts: dict[str, _Subject]) -> dict[str, list[str]]:
        """Return the groups with their members: collections, else schemes inside of the thesaurus."""
        found = {
            name: [member for member in one.members if member in concepts]
            for name, one in self._subjects.items()
            if one.kind == "collection" and rdf.PREFERRED in one.labels
        }
        if any(found.values()):
            return found
        counts = Counter(scheme for one in concepts.values() for scheme in dict.fromkeys(one.schemes))
        inner = {
            name: count
            for name, count in counts.items()
            if count <= _WHOLE * len(concepts) and self._of(name).labels.get(rdf.PREFERRED)
        }
        groups: dict[str, list[str]] = {name: [] for name in self._subjects if name in inner}
        for name, one in concepts.items():
            within = [scheme for scheme in one.schemes if scheme in inner]
            if within:
                groups[min(within, key=lambda scheme: inner[scheme])].append(name)
        return {name: members for name, members in groups.items() if members}

    def _group(self, name: str) -> GroupDraft:
        subject = self._subjects[name]
        labels = subject.labels.get(rdf.PREFERRED, [])
        return GroupDraft(id=subject.id or id_of_uri(name), names=_first_of_each(labels))


def _draft(name: str, subject: _Subject, group: str) -> Draft:
    ours = bool(subject.id)
    draft = Draft(
        key=name,
        id=subject.id or id_of_uri(name),
        names=_first_of_each(subject.labels.get(rdf.PREFERRED, [])),
        descriptions=dict(subject.notes),
        broader=list(dict.fromkeys(subject.broader)),
        group=group,
        colour=next((text for _, text in subject.own.get(rdf.COLOUR, [])), ""),
        uri="" if name.startswith((OWN_TOPIC, _BASE)) else name,
    )
    if ours:
        draft.terms = _lines(subject.own.get(rdf.TERMS, []))
        draft.exclusions = _lines(subject.own.get(rdf.EXCLUSIONS, []))
    else:
        for kind in _LABELS:
            for language, text in subject.labels.get(kind, []):
                draft.terms.setdefault(language, []).append(text)
    return draft


def _first_of_each(labels: list[tuple[str, str]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for language, text in labels:
        found.setdefault(language, text)
    return found


def _lines(texts: list[tuple[str, str]]) -> dict[str, list[str]]:
    return {language: text.split("\n") for language, text in texts}


def _text(value: Term) -> str:
    return str(getattr(value, "value", ""))
