"""REFI-QDA codebooks (.qdc), which programs for qualitative analysis exchange: one name a code, codes inside codes.

What the form has no place for (names in other languages, terms) stands as lines in the description. Source of the
form: the QDA-XML codebook schema, version 1.0.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from uuid import NAMESPACE_URL, uuid5
from xml.sax.saxutils import escape, quoteattr

from lxml import etree

from briefbuilder.domain.topics import Taxonomy, Topic
from briefbuilder.tagging.codebooks.codebook import (
    MOST_TOPICS,
    OWN_GROUP,
    OWN_TOPIC,
    Codebook,
    GroupDraft,
    TopicDraft,
    assembled,
    group_lines,
    take_group_lines,
    take_lines,
    topic_lines,
    with_lines,
)
from briefbuilder.tagging.taxonomy import TaxonomyError

NAMESPACE = "urn:QDA-XML:codebook:1.0"
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_DEEPEST = 200
"""Codes inside codes; the parser itself stops at 256 elements."""


def read_refi(data: bytes, file: str, language: str) -> Codebook:
    """Return the taxonomy of a codebook, whose names count as `language`; raises TaxonomyError."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise TaxonomyError("codebook-xml-malformed", file=file, line=str(error.lineno or 1)) from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise TaxonomyError("codebook-entities", file=file)
    drafts = {draft.key: draft for draft in _codes(root, language)}
    if len(drafts) > MOST_TOPICS:
        raise TaxonomyError("codebook-too-many", file=file, most=str(MOST_TOPICS))
    groups: dict[str, GroupDraft] = {}
    for index, element in enumerate(_children(_child(root, "Sets"), "Set")):
        key = element.get("guid") or f"set {index}"
        groups[key] = group = GroupDraft()
        take_group_lines(group, _description(element), element.get("name") or "", language)
        for member in _children(element, "MemberCode"):
            draft = drafts.get(_guid(member.get("guid") or ""))
            if draft is not None and not draft.group:
                draft.group = key
    return assembled(drafts.values(), groups, file)


def as_refi(taxonomy: Taxonomy, language: str) -> bytes:
    """Return a taxonomy as a codebook, its names shown in a language."""
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<CodeBook xmlns="{NAMESPACE}" origin="briefbuilder">',
        "<Codes>",
        *_written(taxonomy, language),
        "</Codes>",
        "<Sets>",
        *_sets(taxonomy, language),
        "</Sets>",
        "</CodeBook>",
        "",
    ]
    return "\n".join(lines).encode()


def is_refi(head: bytes) -> bool:
    """Tell whether a file begins as a codebook does."""
    return b"QDA-XML:codebook" in head or re.search(rb"<(?:\w+:)?CodeBook[\s>]", head) is not None


# Reading -------------------------------------------------------------------------------------


def _codes(root: etree._Element, language: str) -> Iterator[TopicDraft]:
    # Without recursion, and in the order of the file.
    stack = [(code, "") for code in reversed(_children(_child(root, "Codes"), "Code"))]
    index = 0
    while stack:
        element, above = stack.pop()
        index += 1
        key = _guid(element.get("guid") or f"code {index}")
        draft = TopicDraft(key=key, colour=element.get("color") or "", broader=[above] if above else [])
        name = element.get("name") or ""
        take_lines(draft, _description(element), name, language)
        draft.id = draft.id or name
        yield draft
        stack += [(code, key) for code in reversed(_children(element, "Code"))]


def _children(element: etree._Element | None, name: str) -> list[etree._Element]:
    if element is None:
        return []
    # Some programs write an older namespace, or none.
    return [child for child in element if etree.QName(child).localname == name]


def _child(element: etree._Element, name: str) -> etree._Element | None:
    return next(iter(_children(element, name)), None)


def _description(element: etree._Element) -> str:
    child = _child(element, "Description")
    return "".join(child.itertext()) if child is not None else ""


def _guid(text: str) -> str:
    return text.strip("{}").casefold()


# Writing -------------------------------------------------------------------------------------


def _written(taxonomy: Taxonomy, language: str) -> Iterator[str]:
    below: dict[str, list[Topic]] = {}
    for each in taxonomy.topics:
        above = next((wider for wider in each.broader if taxonomy.topic(wider) is not None), "")
        below.setdefault(above, []).append(each)
    stack: list[Topic | None] = list(reversed(below.get("", [])))
    depth = 0
    while stack:
        topic = stack.pop()
        if topic is None:
            depth -= 1
            yield "</Code>"
            continue
        shown = _language_of(dict(topic.names), language)
        yield f"<Code {_attributes(topic, language)}>"
        yield _described(with_lines(topic.descriptions.get(shown, ""), topic_lines(topic, shown)))
        deeper = below.get(topic.id, [])
        if depth < _DEEPEST or not deeper:
            depth += 1
            stack += [None, *reversed(deeper)]
        else:
            yield "</Code>"
            stack += reversed(deeper)


def _attributes(topic: Topic, language: str) -> str:
    name = quoteattr(_NOT_XML.sub(" ", topic.name(language)))
    return f'guid="{guid_of(topic)}" name={name} isCodable="true" color="{topic.colour}"'


def guid_of(topic: Topic) -> str:
    """Return the GUID of a topic, the same in every export."""
    return str(uuid5(NAMESPACE_URL, topic.uri or OWN_TOPIC + topic.id)).upper()


def _sets(taxonomy: Taxonomy, language: str) -> Iterator[str]:
    for group in taxonomy.groups:
        members = [topic for topic in taxonomy.topics if topic.group == group.id]
        shown = _language_of(dict(group.names), language)
        name = group.names.get(shown, group.id)
        guid = str(uuid5(NAMESPACE_URL, OWN_GROUP + group.id)).upper()
        yield f'<Set guid="{guid}" name={quoteattr(_NOT_XML.sub(" ", name))}>'
        yield _described(with_lines("", group_lines(group, shown)))
        yield from (f'<MemberCode guid="{guid_of(topic)}"/>' for topic in members)
        yield "</Set>"


def _language_of(names: dict[str, str], language: str) -> str:
    """Return the language in which a name is shown."""
    from briefbuilder.domain.localized import name_in

    shown = name_in(names, language, "")
    return next((tag for tag, name in names.items() if name == shown), language)


def _described(text: str) -> str:
    return f"<Description>{escape(_NOT_XML.sub(' ', text))}</Description>"
