"""The title of a page: what most of its own statements agree on, without the site's name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple
from urllib.parse import urlsplit

from briefbuilder.importers.clean import key, letters_of

_SEPARATOR = re.compile(
    r"\s+[|\-–—·•»«›‹:/~@]+\s+|\s*[|｜»›：]\s*|:\s+|\s+::\s+|(?<=[^\x00-\u2fff])[-–—](?=[^\x00-\u2fff])"
)
_ADDITION = re.compile(
    r"\s+[|\-–—·•»«›‹/~:：]+\s+|\s*[|｜»›_：]\s*|\s+::\s+|(?<=[^\x00-\u2fff])[-–—](?=[^\x00-\u2fff])|\s+(?=[\[(（【])|(?<=[^\x00-\u2fff])\s"
)
"""Where a statement may be cut if what stands before or behind is stated alone elsewhere."""

_SLUG = re.compile(r"^[a-z0-9]+(?:[-_][a-z0-9]+){2,}$")
"""The end of an address, which some pages state as their title."""

_WEAK = 0.5
"""Less weight than this confirms nothing."""

_LAST = re.compile(r"\s+[|–—»›‹]\s+")
_SURE_LAST = re.compile(r"\s+[|‹]\s+")
"""What parts a site's name and nothing else, even where all statements carry it."""

_FEWEST_WORDS = 4
_SHORTEST = 10
"""Letters: a shorter statement may be the name of a section."""

_SHORTEST_NAME = 4
"""Letters: a shorter part or name counts only to the letter, and at a title's end."""

_HEADLINE_WORDS = 5
"""Fewer words that two titles share happen to be the same."""

_SURE = 4.0
"""The weight of what outweighs all statements of a page's head together."""

_WORD = re.compile(r"\w+")

_SECOND_LEVEL = frozenset({"www", "com", "org", "net", "co", "gov", "edu", "ac"})


class Statement(NamedTuple):
    """What one place states the title to be, and how much it weighs."""

    text: str
    weight: float


def choose_title(
    statements: Sequence[Statement], sites: Iterable[str | None], url: str | None
) -> tuple[str, tuple[str, ...]]:
    """Return the title that most weight agrees on, and what else was stated, to the letter.

    `sites` are the names that the page gives its site.
    """
    names = {key(site) for site in sites if site} | host_names(url)
    names.discard("")
    texts = [" ".join(statement.text.split()) for statement in statements]
    if not all(map(_SLUG.match, filter(None, texts))):
        texts = ["" if _SLUG.match(text) else text for text in texts]
    bare = _without_additions(
        [without_site(text, names) for text in texts], [statement.weight for statement in statements]
    )
    weights: dict[str, float] = {}
    for statement, text in zip(statements, bare, strict=True):
        if key(text):
            weights[key(text)] = weights.get(key(text), 0.0) + statement.weight
    if not weights:
        return "", ()
    for own in weights:
        parts = [other for other in weights if other != own and len(other) > 8 and other in own]
        weights[own] += sum(0.2 for _ in parts)
    best = max(weights, key=lambda own: weights[own])
    title = next(text for text in bare if key(text) == best)
    if all(weight < _WEAK for own, weight in weights.items() if own != best):
        title = _without_last(title, _LAST if bare.count(title) == 1 else _SURE_LAST)
    others = dict.fromkeys(text for text in (*bare, *texts) if key(text) and key(text) != key(title))
    return title, tuple(others)


def printed_headline(tops: Sequence[str], elsewhere: Sequence[str], headline: str | None) -> Statement | None:
    """Return a heading of the first level that the page's own data confirms, or that says in full what the head says shorter.

    It is what readers of the page see above the text; `elsewhere` are titles written for search and networks. A
    heading that has one of them within it only adds a kicker.
    """
    stated = key(headline or "")
    others = [*elsewhere, *([headline] if headline else [])]
    for top in tops:
        words, own = set(_WORD.findall(top.casefold())), key(top)
        if len(words) < _HEADLINE_WORDS or any(key(text) in own for text in elsewhere):
            continue
        if own == stated or (not (stated and stated in own) and _says_more(own, words, others)):
            return Statement(top, _SURE)
    return None


def _says_more(own: str, words: set[str], others: Sequence[str]) -> bool:
    """Tell whether a heading shares half of its words with another title that is no longer than it."""
    return any(
        2 * len(words.intersection(_WORD.findall(text.casefold()))) >= len(words)
        and len(own) >= len(key(text))
        for text in others
    )


def _without_additions(texts: Sequence[str], weights: Sequence[float]) -> list[str]:
    """Return the statements, what another one states alone cut out of those that add a section or an author to it.

    Where each part of one is stated alone somewhere, the part that weighs most is taken.
    """
    alone: dict[str, tuple[float, str]] = {}
    for text, weight in zip(texts, weights, strict=True):
        if letters_of(key(text)) >= _SHORTEST:
            alone[key(text)] = max(alone.get(key(text), (0.0, text)), (weight, text), key=lambda one: one[0])
    found: list[str] = []
    for text in texts:
        cuts = _cuts(_ADDITION, text)
        parts = [text[: cut.start()] for cut in cuts]
        parts += [text[cut.end() :] for cut in cuts if cut.end() < len(text) / 2]
        stated = [alone[key(part)] for part in parts if key(part) in alone]
        found.append(max(stated, key=lambda one: one[0], default=(0.0, text))[1])
    return found


def _cuts(separator: re.Pattern[str], text: str) -> list[re.Match[str]]:
    """Return where a title may be cut: not at the marks of a quotation."""
    quoted = "«" in text and "»" in text
    return [cut for cut in separator.finditer(text) if not quoted or cut.group().strip() not in {"«", "»"}]


def _without_last(text: str, separator: re.Pattern[str]) -> str:
    """Return the only title that a page states without its last part, where that is too short to be half of it.

    Nothing else tells then what is title and what is site; by custom the site comes last.
    """
    cuts = _cuts(separator, text)
    if not cuts:
        return text
    head, tail = text[: cuts[-1].start()].strip(), text[cuts[-1].end() :].strip()
    if len(head.split()) >= _FEWEST_WORDS and 2 * len(tail) <= len(head):
        return head
    return text


def without_site(text: str, names: set[str]) -> str:
    """Return a title without the parts at its ends that name the site; `names` are letters and digits alone."""
    for _ in range(3):
        cuts = _cuts(_SEPARATOR, text)
        if not cuts:
            return text
        head, tail = text[: cuts[0].start()], text[cuts[-1].end() :]
        weak = cuts[0].group().startswith(":")
        if _names_site(tail, names) and text[: cuts[-1].start()].strip():
            text = text[: cuts[-1].start()].strip()
        elif _names_site(head, names, to_the_letter=weak) and text[cuts[0].end() :].strip():
            text = text[cuts[0].end() :].strip()
        else:
            return text
    return text


def _names_site(part: str, names: set[str], *, to_the_letter: bool = False) -> bool:
    """Tell whether a part names the site; before a colon it must be the name itself."""
    own = key(part)
    if not own or len(own) > 60:
        return False
    if to_the_letter and len(own) < _SHORTEST_NAME:
        return False
    if own in names or own.removeprefix("the") in {name.removeprefix("the") for name in names}:
        return True
    return (
        not to_the_letter
        and len(own) >= _SHORTEST_NAME
        and any(
            own in name or (len(name) >= _SHORTEST_NAME and name in own and len(own) <= 2 * len(name) + 8)
            for name in names
        )
    )


def host_names(url: str | None) -> set[str]:
    """Return the names in a page's host: "nytimes" of "www.nytimes.com", "who" of "www.who.int"."""
    if not url:
        return set()
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return set()
    labels = [label for label in host.split(".")[:-1] if label not in _SECOND_LEVEL]
    return {key(host.removeprefix("www."))} | {key(label) for label in labels if len(label) > 1}
