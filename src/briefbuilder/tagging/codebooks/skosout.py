"""Writes a taxonomy as SKOS: the labels that every program reads, and beside them what SKOS has no word for.

Terms with signs (`*`, `?`) become hidden labels, which other programs search and do not show; all terms in their
order, exclusions, colours and ids stand as properties of our own, so that a file that comes back says the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from briefbuilder.domain.topics import Taxonomy, Topic, TopicGroup
from briefbuilder.tagging.codebooks import rdf
from briefbuilder.tagging.codebooks.names import OWN_GROUP, OWN_TOPIC

_SCHEME = "urn:x-briefbuilder:taxonomy"
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ADDRESS = re.compile(r"[^\s<>\"{}|\\^`\x00-\x20]+\Z")


@dataclass(frozen=True, slots=True)
class _Text:
    text: str
    language: str = ""


_Object = str | _Text
"""An address, or a text."""
_Statements = list[tuple[str, _Object]]


def as_turtle(taxonomy: Taxonomy) -> bytes:
    """Return a taxonomy as Turtle."""
    head = "".join(f"@prefix {prefix}: <{name}> .\n" for prefix, name in rdf.PREFIXES.items())
    parts = [
        f"<{subject}>\n"
        + " ;\n".join(f"    {_predicate(name)} {_turtle(value)}" for name, value in said)
        + " .\n"
        for subject, said in _all(taxonomy)
    ]
    return "\n".join([head, *parts]).encode()


def as_rdf_xml(taxonomy: Taxonomy) -> bytes:
    """Return a taxonomy as RDF/XML."""
    spaces = " ".join(f'xmlns:{prefix}="{name}"' for prefix, name in rdf.PREFIXES.items())
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f"<rdf:RDF {spaces}>"]
    for subject, said in _all(taxonomy):
        lines.append(f"  <rdf:Description rdf:about={quoteattr(subject)}>")
        lines += [f"    {_element(_short(name), value)}" for name, value in said]
        lines.append("  </rdf:Description>")
    return "\n".join([*lines, "</rdf:RDF>", ""]).encode()


def _all(taxonomy: Taxonomy) -> Iterator[tuple[str, _Statements]]:
    addresses = {topic.id: _address(topic) for topic in taxonomy.topics}
    yield _SCHEME, [(rdf.TYPE, rdf.SCHEME)]
    for group in taxonomy.groups:
        members = [addresses[topic.id] for topic in taxonomy.topics if topic.group == group.id]
        yield OWN_GROUP + group.id, _group(group, members)
    for topic in taxonomy.topics:
        above = [addresses[wider] for wider in topic.broader if wider in addresses]
        yield addresses[topic.id], _topic(topic, above)


def _address(topic: Topic) -> str:
    return topic.uri if ":" in topic.uri and _ADDRESS.match(topic.uri) else OWN_TOPIC + topic.id


def _group(group: TopicGroup, members: Iterable[str]) -> _Statements:
    said: _Statements = [(rdf.TYPE, rdf.COLLECTION), (rdf.ID, _Text(group.id))]
    said += [(rdf.PREFERRED, _Text(name, language)) for language, name in group.names.items()]
    return said + [(rdf.MEMBER, member) for member in members]


def _topic(topic: Topic, above: Iterable[str]) -> _Statements:
    said: _Statements = [(rdf.TYPE, rdf.CONCEPT), (rdf.IN_SCHEME, _SCHEME), (rdf.ID, _Text(topic.id))]
    said += [(rdf.PREFERRED, _Text(name, language)) for language, name in topic.names.items()]
    for language, terms in topic.terms.items():
        for term in terms:
            if term != topic.names.get(language):
                kind = rdf.HIDDEN if "*" in term or term.startswith("?") else rdf.ALTERNATIVE
                said.append((kind, _Text(term, language)))
        said.append((rdf.TERMS, _Text("\n".join(terms), language)))
    said += [(rdf.EXCLUSIONS, _Text("\n".join(words), tag)) for tag, words in topic.exclusions.items()]
    said += [(rdf.DEFINITION, _Text(text, language)) for language, text in topic.descriptions.items()]
    said += [(rdf.BROADER, wider) for wider in above]
    said.append((rdf.COLOUR, _Text(topic.colour)))
    return said


def _short(name: str) -> str:
    prefix, space = next(pair for pair in rdf.PREFIXES.items() if name.startswith(pair[1]))
    return f"{prefix}:{name.removeprefix(space)}"


def _predicate(name: str) -> str:
    return "a" if name == rdf.TYPE else _short(name)


def _turtle(value: _Object) -> str:
    if isinstance(value, str):
        return _short(value) if value in {rdf.CONCEPT, rdf.COLLECTION, rdf.SCHEME} else f"<{value}>"
    signs = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
    text = "".join(signs.get(sign, sign) for sign in value.text)
    return f'"{text}"' + (f"@{value.language}" if value.language else "")


def _element(name: str, value: _Object) -> str:
    if isinstance(value, str):
        return f"<{name} rdf:resource={quoteattr(value)}/>"
    language = f" xml:lang={quoteattr(value.language)}" if value.language else ""
    return f"<{name}{language}>{escape(_NOT_XML.sub(' ', value.text), {chr(13): '&#13;'})}</{name}>"
