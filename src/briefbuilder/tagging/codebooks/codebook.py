"""Assemble a valid taxonomy from the topics of a file in any codebook format.

The reader of a format returns drafts; here ids are made and references resolved. Invalid entries are left out with a
notice.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from urllib.parse import unquote, urlsplit

from briefbuilder.domain.notices import Notice
from briefbuilder.domain.topics import Taxonomy, Topic, TopicGroup
from briefbuilder.locales.territories import TERRITORIES
from briefbuilder.tagging.taxonomy import (
    COLOUR,
    LANGUAGE_TAG,
    TOPIC_ID,
    VOCABULARY,
    TaxonomyError,
    topic_colour,
)
from briefbuilder.tagging.terms import LONGEST_TERM, TermError, parse_term

OWN_TOPIC = "urn:x-briefbuilder:topic:"
OWN_GROUP = "urn:x-briefbuilder:group:"
OWN_TERMS = "urn:x-briefbuilder:taxonomy#"
"""The RDF names of topics, of groups, and of properties that SKOS does not define."""

_LONGEST_SLUG = 56
"""The longest id made from a name, without the number that may follow."""

MAX_TOPICS = 50_000
"""The most topics of one file; EuroVoc has some seven thousand."""
LONGEST_NAME = 300
_SHORT_COLOUR = re.compile(r"#[0-9a-fA-F]{3}\Z")
_MAX_LISTED = 5


def is_id(text: str) -> bool:
    """Return whether a text is a valid topic id."""
    return TOPIC_ID.match(text) is not None


def slugify(text: str) -> str:
    """Return an id made from a text, empty if no character can be used."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9_]+", "-", plain)[:_LONGEST_SLUG].strip("-_")


def make_unique_id(base: str, taken: set[str]) -> str:
    """Return an unused id, the given one with a number if necessary, and add it to `taken`."""
    found, number = base, 2
    while found in taken:
        found = f"{base}-{number}"
        number += 1
    taken.add(found)
    return found


@lru_cache(maxsize=1000)
def normalize_language_tag(written: str) -> str:
    """Return a language tag in its usual form, "und" if it is not valid."""
    first, *rest = written.strip().replace("_", "-").split("-")
    tag = "-".join([first.lower(), *map(_subtag, rest)])
    return tag if LANGUAGE_TAG.match(tag) else "und"


def _subtag(part: str) -> str:
    """Return a subtag in its usual case: regions in capitals, scripts capitalized."""
    if len(part) == 2:
        return part.upper()
    return part.title() if len(part) == 4 and part.isalpha() else part.lower()


def id_from_uri(uri: str) -> str:
    """Return an id for the URI of a concept, such as "eurovoc-1" or "mediatopic-20000002"."""
    for own in (OWN_TOPIC, OWN_GROUP):
        if uri.startswith(own):
            return uri.removeprefix(own)
    try:
        parts = urlsplit(uri)
    except ValueError:
        return slugify(uri)
    steps = [step for step in parts.path.split("/") if step]
    if parts.fragment:
        steps.append(parts.fragment)
    host = parts.netloc.removeprefix("www.").partition(".")[0]
    named = [host, *steps][-2:] if host else steps[-1:]
    return slugify("-".join(unquote(step) for step in named)) or slugify(uri)


@dataclass(slots=True)
class TopicDraft:
    """A topic as read from a file; `key` identifies it in the file, `broader` and `group` are such keys."""

    key: str
    id: str = ""
    names: dict[str, str] = field(default_factory=dict)
    terms: dict[str, list[str]] = field(default_factory=dict)
    exclusions: dict[str, list[str]] = field(default_factory=dict)
    descriptions: dict[str, str] = field(default_factory=dict)
    broader: list[str] = field(default_factory=list)
    group: str = ""
    colour: str = ""
    uri: str = ""
    inflected: bool = False
    territories: list[str] = field(default_factory=list)
    counterparts: list[str] = field(default_factory=list)
    ids: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class GroupDraft:
    """A group as read from a file."""

    id: str = ""
    names: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Codebook:
    """The taxonomy of a file, notices about entries left out, and the errors that prevent its use."""

    taxonomy: Taxonomy
    notices: tuple[Notice, ...] = ()
    faults: tuple[TaxonomyError, ...] = ()


def assemble(drafts: Iterable[TopicDraft], groups: Mapping[str, GroupDraft], file: str) -> Codebook:
    """Return the taxonomy of drafts; raises TaxonomyError if there is no valid topic, or too many."""
    return _CodebookAssembly(file).assemble(list(drafts), groups)


class _CodebookAssembly:
    """Assembles the taxonomy of one file."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._left: dict[str, list[str]] = {}

    def assemble(self, drafts: list[TopicDraft], groups: Mapping[str, GroupDraft]) -> Codebook:
        named = [draft for draft in drafts if self._is_named(draft)]
        if not named:
            raise TaxonomyError("codebook-empty", file=self._file)
        if len(named) > MAX_TOPICS:
            raise TaxonomyError("codebook-too-many", file=self._file, most=str(MAX_TOPICS))
        made_groups = _make_groups(groups)
        ids = _make_ids(named)
        known = _ids_by_name(named, ids)
        wider = {ids[draft.key]: self._broader(draft, ids[draft.key], known) for draft in named}
        self._break_cycles(wider)
        topics = self._topics(named, ids, wider, made_groups)
        languages = dict.fromkeys(tag for topic in topics for tag in (*topic.names, *topic.terms))
        taxonomy = Taxonomy(
            topics=topics,
            groups=tuple(made_groups.values()),
            languages=tuple(languages),
        )
        return Codebook(taxonomy=taxonomy, notices=self._notices())

    def _is_named(self, draft: TopicDraft) -> bool:
        draft.names = {tag: name for tag, name in _clean_names(draft.names).items() if name}
        if not draft.names:
            self._leave_out("codebook-unnamed", draft.key)
        return bool(draft.names)

    def _broader(self, draft: TopicDraft, own: str, known: Mapping[str, str]) -> list[str]:
        found: dict[str, None] = {}
        for key in draft.broader:
            wider = known.get(key) or known.get(key.casefold())
            if wider is None:
                self._leave_out("codebook-broader-missing", key)
            elif wider != own:
                found[wider] = None
        return list(found)

    def _break_cycles(self, wider: dict[str, list[str]]) -> None:
        """Remove from each cycle of broader topics the link that closes it."""
        # Not recursive, because a file may be one chain of thousands of topics.
        done: set[str] = set()
        trail: set[str] = set()
        stack = [(start, 0) for start in reversed(wider)]
        while stack:
            topic, place = stack.pop()
            trail.add(topic)
            above = wider.get(topic, [])
            if place >= len(above):
                done.add(topic)
                trail.remove(topic)
                continue
            step = above[place]
            if step in trail:
                self._leave_out("codebook-ring", topic)
                above.remove(step)
                stack.append((topic, place))
                continue
            stack.append((topic, place + 1))
            if step not in done:
                stack.append((step, 0))

    def _topics(
        self,
        drafts: list[TopicDraft],
        ids: Mapping[str, str],
        wider: Mapping[str, list[str]],
        groups: Mapping[str, TopicGroup],
    ) -> tuple[Topic, ...]:
        order = {key: index for index, key in enumerate(groups)}
        counts: dict[str, int] = {}
        topics: list[Topic] = []
        for draft in drafts:
            place = counts.get(draft.group, 0)
            counts[draft.group] = place + 1
            group = groups.get(draft.group)
            topics.append(
                Topic(
                    id=ids[draft.key],
                    group=group.id if group is not None else "",
                    names=draft.names,
                    terms=self._terms(draft.terms),
                    exclusions=self._terms(draft.exclusions),
                    colour=_normalize_colour(draft.colour)
                    or topic_colour(order.get(draft.group, len(order)), place),
                    broader=tuple(wider[ids[draft.key]]),
                    descriptions={
                        normalize_language_tag(tag): text for tag, text in draft.descriptions.items() if text
                    },
                    uri=draft.uri,
                    inflected=draft.inflected,
                    territories=self._territories(draft.territories),
                    counterparts=self._territories(draft.counterparts) if draft.territories else (),
                    ids={name: text for name, text in draft.ids.items() if VOCABULARY.match(name) and text},
                )
            )
        return tuple(topics)

    def _terms(self, listed: Mapping[str, list[str]]) -> dict[str, tuple[str, ...]]:
        found: dict[str, dict[str, None]] = {}
        for written_tag, words in listed.items():
            # Terms are looked up by the language of a text without its region.
            tag = normalize_language_tag(written_tag).partition("-")[0]
            for word in words:
                term = " ".join(word.split())
                if self._is_term(term, tag):
                    found.setdefault(tag, {})[term] = None
        return {tag: tuple(terms) for tag, terms in found.items()}

    def _territories(self, codes: Iterable[str]) -> tuple[str, ...]:
        found = dict.fromkeys(codes)
        for code in found.keys() - TERRITORIES:
            self._leave_out("codebook-territory", code)
        return tuple(code for code in found if code in TERRITORIES)

    def _is_term(self, term: str, language: str) -> bool:
        # Vocabularies have hundreds of thousands of terms, nearly all of them plain words.
        is_plain = term.replace(" ", "").isalnum() and unicodedata.is_normalized("NFKC", term)
        if is_plain and len(term) <= LONGEST_TERM:
            return True
        try:
            parse_term(term, language)
        except TermError:
            if term:
                self._leave_out("codebook-term", term)
            return False
        return True

    def _leave_out(self, code: str, subject: str) -> None:
        self._left.setdefault(code, []).append(" ".join(subject.split())[:80])

    def _notices(self) -> tuple[Notice, ...]:
        return tuple(
            Notice(code=code, subject=shorten_list(subjects)) for code, subjects in self._left.items()
        )


def split_ids(texts: Iterable[str]) -> dict[str, str]:
    """Return ids by the name of their vocabulary, which are written as "name=id"."""
    pairs = (text.partition("=") for text in texts)
    return {name.strip(): written.strip() for name, _, written in pairs}


def join_ids(ids: Mapping[str, str]) -> tuple[str, ...]:
    """Return ids in that form."""
    return tuple(f"{name}={written}" for name, written in ids.items())


def shorten_list(subjects: list[str]) -> str:
    """Return the first subjects of a list, with the total number if there are more."""
    first = ", ".join(subjects[:_MAX_LISTED])
    return first if len(subjects) <= _MAX_LISTED else f"{first}, … ({len(subjects)})"


def _clean_names(names: Mapping[str, str]) -> dict[str, str]:
    return {normalize_language_tag(tag): " ".join(name.split())[:LONGEST_NAME] for tag, name in names.items()}


def _make_groups(groups: Mapping[str, GroupDraft]) -> dict[str, TopicGroup]:
    taken: set[str] = set()
    result: dict[str, TopicGroup] = {}
    for key, draft in groups.items():
        names = _clean_names(draft.names)
        base = draft.id if is_id(draft.id) else slugify(draft.id or next(iter(names.values()), "") or key)
        result[key] = TopicGroup(id=make_unique_id(base or "group", taken), names=names)
    return result


def _make_ids(drafts: Iterable[TopicDraft]) -> dict[str, str]:
    taken: set[str] = set()
    ids: dict[str, str] = {}
    for draft in drafts:
        base = draft.id if is_id(draft.id) else slugify(draft.id)
        base = base or slugify(draft.key) or slugify(next(iter(draft.names.values())))
        ids[draft.key] = make_unique_id(base or "topic", taken)
    return ids


def _ids_by_name(drafts: Iterable[TopicDraft], ids: Mapping[str, str]) -> dict[str, str]:
    """Return the topic ids by key, by id in the file, and by name."""
    by_name = {name.casefold(): ids[draft.key] for draft in drafts for name in draft.names.values()}
    by_id = {draft.id: ids[draft.key] for draft in drafts if draft.id}
    return by_name | by_id | dict(ids)


def _normalize_colour(written: str) -> str:
    text = written.strip().lower()
    if _SHORT_COLOUR.match(text):
        text = "#" + "".join(2 * digit for digit in text[1:])
    return text if COLOUR.match(text) else ""
