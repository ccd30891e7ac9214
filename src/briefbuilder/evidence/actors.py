"""Who is named in a set of articles, and how often: persons, organisations, places and countries with all their names.

A name is counted by its id or by the longest full name that contains it; a surname of two persons stays alone.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from briefbuilder.domain.facts import FactSource, Name, NameKind
from briefbuilder.domain.languages import base_language
from briefbuilder.domain.spelling_of_names import fold_name, skeleton
from briefbuilder.domain.values import value
from briefbuilder.evidence.gazetteer import spellings
from briefbuilder.evidence.name_words import has_body_word, is_ordinary, name_words_of
from briefbuilder.locales.territories import territory_capitals, territory_names

_WORD = re.compile(r"[^\W\d_]+")
_SURNAME_WORDS = 2
_GENITIVE_LEAST = 4

_Key = tuple[str, ...]


@value
class ActorEdits:
    """What the officer changed in the list of actors, by their keys.

    `merged` gives the actor that another counts for, `names` the name that an actor has instead; `dropped` are not
    listed.
    """

    merged: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    dropped: tuple[str, ...] = ()


@value
class Actor:
    """Somebody or something that is named, with the number of mentions and the articles that have them.

    `key` stays the same when articles are added, as long as no longer name is read. `aliases` are the other names that
    are in the articles, the most frequent first.
    """

    key: str
    name: str
    kind: NameKind
    mentions: int
    articles: tuple[str, ...]
    aliases: tuple[str, ...] = ()
    merged: tuple[str, ...] = ()


def count_actors(
    sources: Sequence[FactSource], edits: ActorEdits | None = None, language: str = "en"
) -> tuple[Actor, ...]:
    """Return the actors of the given articles, the most mentioned first; countries, unions and capitals are called as in a language."""
    edits = edits or ActorEdits()
    mentions = [mention for source in sources for mention in _mentions(source)]
    groups = _group(mentions, {*edits.merged, *edits.names, *edits.dropped})
    ordinary = _ordinary(groups, sources)
    merged: dict[str, _Group] = {}
    for key, group in groups.items():
        if key in ordinary and key not in edits.merged and key not in edits.names:
            continue
        target = _target(key, edits.merged)
        if target not in merged:
            merged[target] = _Group()
        merged[target].take(group, key if target != key else None)
    found = (_actor(key, group, edits, language) for key, group in merged.items() if key not in edits.dropped)
    return tuple(
        sorted(found, key=lambda actor: (-actor.mentions, -len(actor.articles), actor.name.casefold()))
    )


@dataclass(frozen=True, slots=True)
class _Mention:
    article: str
    language: str
    text: str
    name: Name

    @property
    def words(self) -> _Key:
        return tuple(map(skeleton, self.name.words))


class _Group:
    """The mentions of one actor."""

    def __init__(self) -> None:
        self.articles: dict[str, None] = {}
        self.texts: Counter[str] = Counter()
        self.languages: dict[str, set[str]] = defaultdict(set)
        self.kinds: Counter[NameKind] = Counter()
        self.merged: list[str] = []
        self.short: set[str] = set()

    def add(self, mention: _Mention, *, is_short: bool) -> None:
        """Add a mention, which `is_short` if it has only one word of a name and is not what the actor is called."""
        self.articles[mention.article] = None
        self.texts[mention.text] += 1
        if is_short:
            self.short.add(mention.text)
        self.languages[mention.text].add(mention.language)
        if mention.name.kind != "unknown":
            self.kinds[mention.name.kind] += 1

    def take(self, other: _Group, merged: str | None) -> None:
        """Add the mentions of another group; its name is not the first choice if it was `merged` by the officer."""
        self.articles |= other.articles
        self.texts += other.texts
        self.short |= other.short
        for text, languages in other.languages.items():
            self.languages[text] |= languages
        self.kinds += other.kinds
        if merged is not None:
            self.merged.append(merged)


def _mentions(source: FactSource) -> Iterator[_Mention]:
    texts = {block.id: block.text for block in source.blocks}
    for fact in source.facts:
        name = fact.stated
        if isinstance(name, Name) and not (name.id and name.weak) and fact.block in texts:
            shown = " ".join(texts[fact.block][fact.start : fact.end].split())
            # “AI” and “GDP” name no actor in any language.
            if not (shown.isupper() and name.words[0] in name_words_of("en").not_names):
                yield _Mention(source.article, source.language, shown, name)


def _group(mentions: Sequence[_Mention], edited: Collection[str]) -> dict[str, _Group]:
    """Return the mentions by the key of their actor; the `edited` ones stay what the officer made of them."""
    sure = {mention.words for mention in mentions if not mention.name.weak and not mention.name.id}
    holders = _holders(mention for mention in mentions if not mention.name.weak)
    groups: dict[str, _Group] = defaultdict(_Group)
    keyed = [(key, mention) for mention in mentions if (key := _key_of(mention, sure, holders)) is not None]
    bodies = _Bodies(keyed)
    for key, mention in keyed:
        full = None if key in edited else bodies.called(mention)
        groups[full or key].add(mention, is_short=full is not None)
    return dict(groups)


def _key_of(mention: _Mention, sure: set[_Key], holders: Mapping[str, set[_Key]]) -> str | None:
    """Return the key of a mention's actor; None if only its place makes the words a name."""
    name = mention.name
    if name.id:
        return f"id:{name.id}"
    words = mention.words
    if words not in sure or name.weak:
        shorter = (*words[:-1], words[-1].removesuffix("s"))
        words = shorter if words not in sure and shorter in sure else words
        if words not in sure:
            return None
    words = _without_genitive(words, sure)
    full = tuple(map(skeleton, name.full))
    if full and full in holders.get(full[0], ()):
        words = full
    found = _longest(words, holders)
    return " ".join(found)


def _without_genitive(words: _Key, sure: set[_Key]) -> _Key:
    last = words[-1]
    shorter = (*words[:-1], last[:-1])
    return shorter if len(last) > _GENITIVE_LEAST and last.endswith("s") and shorter in sure else words


def _holders(mentions: Iterable[_Mention]) -> dict[str, set[_Key]]:
    """Return the names of persons of several words by each of their words."""
    found: dict[str, set[_Key]] = defaultdict(set)
    for mention in mentions:
        if _may_be_full_name(mention):
            for word in mention.words:
                found[word].add(mention.words)
    return found


def _may_be_full_name(mention: _Mention) -> bool:
    """Return whether a name of several words may be that of a person, without common words beside it."""
    name = mention.name
    if name.id or len(name.words) < _SURNAME_WORDS or name.kind not in ("person", "unknown"):
        return False
    ordinary = any(is_ordinary(word, mention.language) for word in name.words)
    return len(name.words[0]) > 1 and (name.kind == "person" or not ordinary)


def _longest(words: _Key, holders: Mapping[str, set[_Key]]) -> _Key:
    """Return the one longest name that contains a name, or the name itself."""
    holding = [
        name for name in holders.get(words[0], ()) if len(name) > len(words) and set(words) <= set(name)
    ]
    longest = [name for name in holding if not any(set(name) < set(other) for other in holding)]
    return longest[0] if len({frozenset(name) for name in longest}) == 1 else words


class _Bodies:
    """The bodies that are named in full, by the words of their names, in each article and in all."""

    def __init__(self, mentions: Iterable[tuple[str, _Mention]]) -> None:
        self._in_article: dict[tuple[str, str], set[str]] = defaultdict(set)
        self._anywhere: dict[str, set[str]] = defaultdict(set)
        for key, mention in mentions:
            for word in _words_of_body(mention):
                self._in_article[mention.article, word].add(key)
                self._anywhere[word].add(key)

    def called(self, mention: _Mention) -> str | None:
        """Return the key of the one body that is called by a word of its name: "the Commission".

        That is the only one of the article or, if the article has none, the only one of all if it is known.
        """
        words = _without_openers(mention)
        if mention.name.id or len(words) != 1 or mention.name.kind != "organisation":
            return None
        word = words[0]
        keys = self._in_article.get((mention.article, word)) or self._anywhere.get(word, set())
        (key,) = keys if len(keys) == 1 else (None,)
        is_near = (mention.article, word) in self._in_article
        return key if key is not None and (is_near or key.startswith("id:")) else None


def _words_of_body(mention: _Mention) -> frozenset[str]:
    """Return the folded words by which a body may be called, in all languages if it is known."""
    name = mention.name
    if name.id.startswith("body:"):
        return frozenset(word for words in spellings(name.id) if len(words) > 1 for word in words)
    words = () if name.id or name.kind != "organisation" else _without_openers(mention)
    # Two bodies are not a name of one: the Senate and the Chamber.
    is_one = len(words) > 1 and sum(has_body_word((word,)) for word in words) == 1
    return frozenset(words) if is_one else frozenset()


def _without_openers(mention: _Mention) -> tuple[str, ...]:
    """Return the words of a name without an article before it: La Commissione."""
    openers = name_words_of(base_language(mention.language)).openers
    return tuple(word for word in mention.name.words if word not in openers)


def _ordinary(groups: Mapping[str, _Group], sources: Iterable[FactSource]) -> set[str]:
    """Return the keys of single words that texts write in small letters at least as often: common nouns."""
    single = {
        key: sum(group.texts.values())
        for key, group in groups.items()
        if " " not in key and not key.startswith("id:") and "person" not in group.kinds
    }
    small: Counter[str] = Counter()
    for source in sources:
        for block in source.blocks:
            words = (word for word in _WORD.findall(block.text) if word[0].islower())
            small.update(key for word in words if (key := skeleton(fold_name(word))) in single)
    return {key for key, count in single.items() if small[key] >= count}


def _target(key: str, merged: Mapping[str, str]) -> str:
    """Return the actor that an actor counts for, through several merges."""
    seen = {key}
    while key in merged and merged[key] not in seen:
        key = merged[key]
        seen.add(key)
    return key


def _actor(key: str, group: _Group, edits: ActorEdits, language: str) -> Actor:
    texts = [text for text, _ in group.texts.most_common()]
    full = [text for text in texts if text not in group.short]
    name = edits.names.get(key) or _shown(key, full or texts, group.languages, language)
    return Actor(
        key=key,
        name=name,
        kind=_kind(key, group),
        mentions=sum(group.texts.values()),
        articles=tuple(group.articles),
        aliases=tuple(text for text in texts if text != name),
        merged=tuple(group.merged),
    )


def _kind(key: str, group: _Group) -> Literal["person", "organisation", "place", "country", "unknown"]:
    if key.startswith(("id:country:", "id:people:")):
        return "country" if key.startswith("id:country:") else "unknown"
    first, last = key.split(" ", maxsplit=1)[0], key.rsplit(" ", maxsplit=1)[-1]
    if first != last and not key.startswith("id:"):
        if any(has_body_word(map(fold_name, _WORD.findall(text))) for text in group.texts if " " in text):
            return "organisation"
        # Only persons are called by the last word of their names.
        called = {skeleton(fold_name(text)) for text in group.texts if " " not in text}
        if last in called or (first in called and not group.kinds):
            return "person"
    return group.kinds.most_common(1)[0][0] if group.kinds else "unknown"


def _shown(key: str, texts: Sequence[str], languages: Mapping[str, set[str]], language: str) -> str:
    """Return what to call an actor: countries, unions and capitals as in a language, others as most texts do."""
    group, _, code = key.removeprefix("id:").partition(":")
    if group in ("country", "body", "capital") and key.startswith("id:"):
        names = territory_capitals(code, language) if group == "capital" else territory_names(code, language)
        if names:
            return names[0]
    if key.startswith("id:"):
        return next((text for text in texts if language in languages[text]), texts[0])
    own = [text for text in texts if " ".join(map(skeleton, map(fold_name, _WORD.findall(text)))) == key]
    return next((text for text in own if not text.isupper()), (own or texts)[0])
