"""Read and write SKOS as RDF/XML and Turtle, such as EuroVoc and IPTC Media Topics.

Files are parsed as a stream, and nothing is fetched from the network; only labels, definitions, the hierarchy,
schemes and collections are kept. When writing, terms with signs (`*`, `?`) become hidden labels. Properties of our own
hold all terms in order, exclusions, colours and ids, so that a written file can be read without loss.
"""

from __future__ import annotations

import io
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal
from xml.sax.saxutils import escape, quoteattr

from briefbuilder.domain.notices import Notice
from briefbuilder.domain.topics import Taxonomy, Topic
from briefbuilder.tagging.codebooks.codebook import (
    OWN_GROUP,
    OWN_TERMS,
    OWN_TOPIC,
    Codebook,
    GroupDraft,
    TopicDraft,
    assemble,
    id_from_uri,
    join_ids,
    normalize_language_tag,
    shorten_list,
    split_ids,
)
from briefbuilder.tagging.taxonomy import TaxonomyError

if TYPE_CHECKING:
    import pyoxigraph


RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
SKOSXL = "http://www.w3.org/2008/05/skos-xl#"
OWL = "http://www.w3.org/2002/07/owl#"
DCTERMS = "http://purl.org/dc/terms/"
EUVOC = "http://publications.europa.eu/ontology/euvoc#"

TYPE = f"{RDF}type"
CONCEPT = f"{SKOS}Concept"
COLLECTION = f"{SKOS}Collection"
SCHEME = f"{SKOS}ConceptScheme"
PREFERRED, ALTERNATIVE, HIDDEN = f"{SKOS}prefLabel", f"{SKOS}altLabel", f"{SKOS}hiddenLabel"
BROADER, NARROWER = f"{SKOS}broader", f"{SKOS}narrower"
IN_SCHEME, MEMBER = f"{SKOS}inScheme", f"{SKOS}member"
DEFINITION, SCOPE_NOTE = f"{SKOS}definition", f"{SKOS}scopeNote"
LITERAL_FORM = f"{SKOSXL}literalForm"
COLOUR, ID, TERMS, EXCLUSIONS = (f"{OWN_TERMS}{name}" for name in ("colour", "id", "terms", "not"))
INFLECTED, TERRITORIES, COUNTERPARTS, IDS = (
    f"{OWN_TERMS}{name}" for name in ("inflected", "territories", "with", "ids")
)
_SINGLE = frozenset({COLOUR, INFLECTED, TERRITORIES, COUNTERPARTS, IDS})
"""Properties of our own without a language."""
DEPRECATED = f"{OWL}deprecated"
STATUS = f"{EUVOC}status"

PREFIXES = {"rdf": RDF, "skos": SKOS, "dcterms": DCTERMS, "briefbuilder": OWN_TERMS}
"""The prefixes in written files."""

_SCHEME = "urn:x-briefbuilder:taxonomy"
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ADDRESS = re.compile(r"[^\s<>\"{}|\\^`\x00-\x20]+\Z")

RdfFormat = Literal["rdf-xml", "turtle"]
RdfTerm = object
"""The object of a statement: an IRI, a literal or a blank node."""
MAX_STATEMENTS = 20_000_000
MAX_LABELS = 4_000_000
_BASE = "codebook:/"
"""The base of relative IRIs; nothing is fetched from it."""
_HEAD = 1_000_000
"""The bytes at the start of an RDF/XML file in which its root element must begin."""
_TAIL = 65_536
"""The bytes at the end of the file in which it must end."""
_KINDS = {CONCEPT: "concept", COLLECTION: "collection", SCHEME: "scheme"}
_KINDS[f"{SKOS}OrderedCollection"] = "collection"
_XL = {f"{SKOSXL}{name}": f"{SKOS}{name}" for name in ("prefLabel", "altLabel", "hiddenLabel")}
_LABELS = (PREFERRED, ALTERNATIVE, HIDDEN)
_RETIRED = re.compile(r"(?:deprecated|retired|obsolete|withdrawn)\Z", re.IGNORECASE)
_RETIRED_AS = ("/retired", "#retired")
_WHOLE = 0.9
"""The share of concepts above which a scheme is the thesaurus itself, not a group."""


@dataclass(frozen=True, slots=True)
class _LanguageText:
    text: str
    language: str = ""


_Object = str | _LanguageText
"""An IRI, or a text."""
_Statements = list[tuple[str, _Object]]


def to_turtle(taxonomy: Taxonomy) -> bytes:
    """Return a taxonomy as Turtle."""
    head = "".join(f"@prefix {prefix}: <{name}> .\n" for prefix, name in PREFIXES.items())
    parts = [
        f"<{subject}>\n"
        + " ;\n".join(f"    {_predicate(name)} {_turtle(value)}" for name, value in statements)
        + " .\n"
        for subject, statements in _taxonomy_statements(taxonomy)
    ]
    return "\n".join([head, *parts]).encode()


def to_rdf_xml(taxonomy: Taxonomy) -> bytes:
    """Return a taxonomy as RDF/XML."""
    spaces = " ".join(f'xmlns:{prefix}="{name}"' for prefix, name in PREFIXES.items())
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f"<rdf:RDF {spaces}>"]
    for subject, statements in _taxonomy_statements(taxonomy):
        lines.append(f"  <rdf:Description rdf:about={quoteattr(subject)}>")
        lines += [f"    {_element(_short(name), value)}" for name, value in statements]
        lines.append("  </rdf:Description>")
    return "\n".join([*lines, "</rdf:RDF>", ""]).encode()


def _taxonomy_statements(taxonomy: Taxonomy) -> Iterator[tuple[str, _Statements]]:
    addresses = {topic.id: _address(topic) for topic in taxonomy.topics}
    yield _SCHEME, [(TYPE, SCHEME)]
    for group in taxonomy.groups:
        members = [addresses[topic.id] for topic in taxonomy.topics if topic.group == group.id]
        statements: _Statements = [(TYPE, COLLECTION), (ID, _LanguageText(group.id))]
        statements += [(PREFERRED, _LanguageText(name, language)) for language, name in group.names.items()]
        yield OWN_GROUP + group.id, statements + [(MEMBER, member) for member in members]
    for topic in taxonomy.topics:
        above = [addresses[wider] for wider in topic.broader if wider in addresses]
        yield addresses[topic.id], _topic_statements(topic, above)


def _address(topic: Topic) -> str:
    return topic.uri if ":" in topic.uri and _ADDRESS.match(topic.uri) else OWN_TOPIC + topic.id


def _topic_statements(topic: Topic, above: Iterable[str]) -> _Statements:
    statements: _Statements = [(TYPE, CONCEPT), (IN_SCHEME, _SCHEME), (ID, _LanguageText(topic.id))]
    statements += [(PREFERRED, _LanguageText(name, language)) for language, name in topic.names.items()]
    for language, terms in topic.terms.items():
        for term in terms:
            if term != topic.names.get(language):
                kind = HIDDEN if "*" in term or term.startswith("?") else ALTERNATIVE
                statements.append((kind, _LanguageText(term, language)))
        statements.append((TERMS, _LanguageText("\n".join(terms), language)))
    statements += [
        (EXCLUSIONS, _LanguageText("\n".join(words), tag)) for tag, words in topic.exclusions.items()
    ]
    statements += [
        (DEFINITION, _LanguageText(text, language)) for language, text in topic.descriptions.items()
    ]
    statements += [(BROADER, wider) for wider in above]
    statements.append((COLOUR, _LanguageText(topic.colour)))
    extra = {
        INFLECTED: "true" if topic.inflected else "",
        TERRITORIES: " ".join(topic.territories),
        COUNTERPARTS: " ".join(topic.counterparts),
        IDS: "\n".join(join_ids(topic.ids)),
    }
    return statements + [(name, _LanguageText(text)) for name, text in extra.items() if text]


def _short(name: str) -> str:
    prefix, space = next(pair for pair in PREFIXES.items() if name.startswith(pair[1]))
    return f"{prefix}:{name.removeprefix(space)}"


def _predicate(name: str) -> str:
    return "a" if name == TYPE else _short(name)


_ESCAPED = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})


def _turtle(value: _Object) -> str:
    if isinstance(value, str):
        return _short(value) if value in {CONCEPT, COLLECTION, SCHEME} else f"<{value}>"
    return f'"{value.text.translate(_ESCAPED)}"' + (f"@{value.language}" if value.language else "")


def _element(name: str, value: _Object) -> str:
    if isinstance(value, str):
        return f"<{name} rdf:resource={quoteattr(value)}/>"
    language = f" xml:lang={quoteattr(value.language)}" if value.language else ""
    return f"<{name}{language}>{escape(_NOT_XML.sub(' ', value.text), {chr(13): '&#13;'})}</{name}>"


@dataclass(slots=True)
class _Subject:
    """The statements about one IRI."""

    kind: str = ""
    texts: defaultdict[str, list[tuple[str, str]]] = field(default_factory=lambda: defaultdict(list))
    """The labels and texts of our own by property, each with its language."""
    others: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    """The IRIs that it refers to by property."""
    notes: dict[str, str] = field(default_factory=dict)
    id: str = ""
    retired: bool = False


def read_skos(data: bytes, file: str, form: RdfFormat, language: str, only: frozenset[str]) -> Codebook:
    """Return the taxonomy of the bytes of `file`; labels without a language have the language `language`.

    With `only`, labels in other languages (compared without their region) are left out.
    Raises TaxonomyError if the file cannot be read or contains no concept with a label.
    """
    graph = _SkosGraph(file, language, only)
    for statement in _read_statements(data, file, form):
        graph.add(statement)
    return graph.codebook()


def _read_statements(data: bytes, file: str, form: RdfFormat) -> Iterator[pyoxigraph.Quad]:
    import pyoxigraph

    if form == "rdf-xml":
        _refuse_entities(data, file)
        _refuse_truncated(data, file)
    formats = {"rdf-xml": pyoxigraph.RdfFormat.RDF_XML, "turtle": pyoxigraph.RdfFormat.TURTLE}
    try:
        # A stream, since the parser copies bytes that are given as a whole.
        found = pyoxigraph.parse(io.BytesIO(data), formats[form], base_iri=_BASE, lenient=True)
        for number, statement in enumerate(found):
            if number >= MAX_STATEMENTS:
                raise TaxonomyError("codebook-too-large", file=file)
            yield statement
    except SyntaxError as error:
        line = str(error.lineno or 1)
        raise TaxonomyError("codebook-rdf-malformed", file=file, line=line) from None


def _refuse_entities(data: bytes, file: str) -> None:
    """Reject entities that expand or refer to files; plain abbreviations of IRIs are allowed."""
    head = data[:_HEAD]
    root = re.search(rb"<[A-Za-z_]", head)
    if root is None or b"\0" in head[: root.start()]:
        raise TaxonomyError("codebook-rdf-malformed", file=file, line="1")
    declared = re.findall(rb"<!ENTITY\s+([^>]*)>", head[: root.start()])
    if b"<!ENTITY" in head[root.start() :] or any(
        re.search(rb"[&%]|\b(?:SYSTEM|PUBLIC)\b", entity) or len(entity) > 500 for entity in declared
    ):
        raise TaxonomyError("codebook-entities", file=file)


def _refuse_truncated(data: bytes, file: str) -> None:
    """Reject a truncated file, which the parser would accept."""
    head, tail = data[:_HEAD], data[-_TAIL:]
    root = re.search(rb"<([A-Za-z_][\w:.-]*)[^>]*?(/?)>", head)
    if root is None or not (root[2] or re.search(rb"</" + re.escape(root[1]) + rb"\s*>", tail)):
        line = str(head.count(b"\n") + 1)
        raise TaxonomyError("codebook-rdf-malformed", file=file, line=line)


class _SkosGraph:
    """Collects the statements of a file and converts them to a taxonomy."""

    def __init__(self, file: str, language: str, only: frozenset[str]) -> None:
        self._file = file
        self._language = language
        self._only = only
        self._subjects: defaultdict[str, _Subject] = defaultdict(_Subject)
        self._forms: dict[str, tuple[str, str]] = {}
        self._count = 0
        self._handlers: dict[str, Callable[[str, str, RdfTerm], None]] = {
            TYPE: self._add_type,
            LITERAL_FORM: self._add_form,
            DEPRECATED: self._set_state,
            STATUS: self._set_state,
            ID: self._add_id,
            DEFINITION: self._add_note,
            SCOPE_NOTE: self._add_note,
            **dict.fromkeys((*_LABELS, *_SINGLE, TERMS, EXCLUSIONS), self._add_text),
            **dict.fromkeys((*_XL, BROADER, NARROWER, IN_SCHEME, MEMBER), self._add_other),
        }

    def add(self, statement: pyoxigraph.Quad) -> None:
        """Store a statement if it is relevant to topics."""
        predicate = statement.predicate.value
        handler = self._handlers.get(predicate)
        if handler is None and predicate.endswith(_RETIRED_AS):
            handler = self._add_retirement
        subject = getattr(statement.subject, "value", None)
        if handler is not None and subject is not None:
            handler(subject, predicate, statement.object)

    def _add_type(self, name: str, _predicate: str, value: RdfTerm) -> None:
        kind = _KINDS.get(_text(value))
        if kind is not None:
            self._subjects[name].kind = kind

    def _add_form(self, name: str, _predicate: str, value: RdfTerm) -> None:
        if self._is_used(value):
            self._forms[name] = self._tagged(value)

    def _add_text(self, name: str, predicate: str, value: RdfTerm) -> None:
        if predicate in _SINGLE or self._is_used(value):
            self._subjects[name].texts[predicate].append(self._tagged(value))

    def _add_other(self, name: str, predicate: str, value: RdfTerm) -> None:
        self._subjects[name].others[predicate].append(_text(value))

    def _set_state(self, name: str, _predicate: str, value: RdfTerm) -> None:
        text = _text(value)
        if text == "true" or _RETIRED.search(text):
            self._subjects[name].retired = True

    def _add_retirement(self, name: str, _predicate: str, value: RdfTerm) -> None:
        # The value is a date or "true"; in both cases the concept is no longer used.
        if _text(value) != "false":
            self._subjects[name].retired = True

    def _add_id(self, name: str, _predicate: str, value: RdfTerm) -> None:
        self._subjects[name].id = _text(value)

    def _add_note(self, name: str, _predicate: str, value: RdfTerm) -> None:
        if self._is_used(value):
            language, text = self._tagged(value)
            self._subjects[name].notes.setdefault(language, text.strip())

    def _is_used(self, value: RdfTerm) -> bool:
        language = getattr(value, "language", None) or self._language
        if self._only and normalize_language_tag(language).partition("-")[0] not in self._only:
            return False
        self._count += 1
        if self._count > MAX_LABELS:
            raise TaxonomyError("codebook-too-large", file=self._file)
        return True

    def _tagged(self, value: RdfTerm) -> tuple[str, str]:
        return getattr(value, "language", None) or self._language, _text(value)

    def codebook(self) -> Codebook:
        """Return the taxonomy of the statements."""
        for subject in self._subjects.values():
            for link, label in _XL.items():
                forms = (self._forms.get(name) for name in subject.others[link])
                subject.texts[label] += filter(None, forms)
        concepts = {name: subject for name, subject in self._subjects.items() if subject.kind == "concept"}
        retired = [name for name, subject in concepts.items() if subject.retired]
        for name in retired:
            del concepts[name]
        for name, subject in concepts.items():
            for narrower in subject.others[NARROWER]:
                below = concepts.get(narrower)
                if below is not None and name not in below.others[BROADER]:
                    below.others[BROADER].append(name)
        groups = self._groups(concepts)
        of_topic = {member: key for key, members in groups.items() for member in members}
        drafts = [_make_draft(name, subject, of_topic.get(name, "")) for name, subject in concepts.items()]
        book = assemble(drafts, {key: self._group(key) for key in groups}, self._file)
        if not retired:
            return book
        notice = Notice(
            code="codebook-retired", subject=shorten_list([id_from_uri(name) for name in retired])
        )
        return Codebook(taxonomy=book.taxonomy, notices=(notice, *book.notices))

    def _groups(self, concepts: dict[str, _Subject]) -> dict[str, list[str]]:
        """Return the groups with their members: collections, otherwise schemes within the thesaurus."""
        found = {
            name: [member for member in subject.others[MEMBER] if member in concepts]
            for name, subject in self._subjects.items()
            if subject.kind == "collection" and subject.texts[PREFERRED]
        }
        if any(found.values()):
            return found
        counts = Counter(
            scheme for subject in concepts.values() for scheme in dict.fromkeys(subject.others[IN_SCHEME])
        )
        inner = {
            name: count
            for name, count in counts.items()
            if count <= _WHOLE * len(concepts) and self._subjects[name].texts[PREFERRED]
        }
        groups: dict[str, list[str]] = {name: [] for name in self._subjects if name in inner}
        for name, subject in concepts.items():
            within = [scheme for scheme in subject.others[IN_SCHEME] if scheme in inner]
            if within:
                groups[min(within, key=lambda scheme: inner[scheme])].append(name)
        return {name: members for name, members in groups.items() if members}

    def _group(self, name: str) -> GroupDraft:
        subject = self._subjects[name]
        return GroupDraft(id=subject.id or id_from_uri(name), names=_first_of_each(subject.texts[PREFERRED]))


def _make_draft(name: str, subject: _Subject, group: str) -> TopicDraft:
    ours = bool(subject.id)
    draft = TopicDraft(
        key=name,
        id=subject.id or id_from_uri(name),
        names=_first_of_each(subject.texts[PREFERRED]),
        descriptions=dict(subject.notes),
        broader=list(dict.fromkeys(subject.others[BROADER])),
        group=group,
        colour=_first_text(subject, COLOUR),
        inflected=_first_text(subject, INFLECTED) == "true",
        territories=_first_text(subject, TERRITORIES).split(),
        counterparts=_first_text(subject, COUNTERPARTS).split(),
        ids=split_ids(_first_text(subject, IDS).splitlines()),
        uri="" if name.startswith((OWN_TOPIC, _BASE)) else name,
    )
    if ours:
        draft.terms = _split_lines(subject.texts[TERMS])
        draft.exclusions = _split_lines(subject.texts[EXCLUSIONS])
    else:
        for kind in _LABELS:
            for language, text in subject.texts[kind]:
                draft.terms.setdefault(language, []).append(text)
    return draft


def _first_text(subject: _Subject, predicate: str) -> str:
    return next((text for _, text in subject.texts[predicate]), "")


def _first_of_each(labels: list[tuple[str, str]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for language, text in labels:
        found.setdefault(language, text)
    return found


def _split_lines(texts: list[tuple[str, str]]) -> dict[str, list[str]]:
    return {language: text.split("\n") for language, text in texts}


def _text(value: RdfTerm) -> str:
    return str(getattr(value, "value", ""))
