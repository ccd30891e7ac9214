"""The title of a page: what most of its own statements agree on, without the site's name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date
from itertools import islice, pairwise
from typing import NamedTuple
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from briefbuilder.domain.text import Heading, ListItem, Paragraph
from briefbuilder.domain.values import value
from briefbuilder.importers.byline import Byline, find_days, is_byline, read_byline
from briefbuilder.importers.clean import count_letters, is_rewording, match_key
from briefbuilder.importers.dates import read_date
from briefbuilder.importers.html.boilerplate import is_call_to_action
from briefbuilder.importers.html.candidates import Candidate

# The lines at an article's head that tell who wrote it and when, in the text or just before it.

_AMONG = 4
"""Blocks at an article's head among which a byline may stand."""

_SHORT = 80
"""Code points: a line as short as this tells a day of the article, not of what it is about."""

_LONGEST = 160
"""Code points: a longer block is no byline."""

_BEFORE = 6
"""Blocks between the title and the article among which one may stand too."""

_BETWEEN = 8
"""Blocks that were left out among the first chosen ones: a deck above it makes a byline stand there."""


@value
class HeadLines:
    """What the bylines tell, and the places of those lines among the candidates.

    `near` is the first day in a short line at the article's head, whatever else that line tells, `changed` the first
    one that is said to be the day of a change.
    """

    byline: Byline = field(default_factory=Byline)
    places: frozenset[int] = frozenset()
    near: date | None = None
    changed: date | None = None


def read_head_lines(
    candidates: Sequence[Candidate],
    chosen: Sequence[int],
    title: str,
    names: Iterable[str],
    language: str | None,
) -> HeadLines:
    """Read the bylines at the head of the chosen blocks; `names` are authors and outlet as far as known."""
    known = [name for name in names if name]
    found, places = Byline(), set[int]()
    near: date | None = None
    changed: date | None = None
    for place in (*_before(candidates, chosen, title), *_among(candidates, chosen)):
        block, line = candidates[place].block, read_line(candidates[place])
        if near is None and len(line) <= _SHORT:
            near, later = find_days(line, language)
            changed = changed or later
        told = read_byline(line, known, language) if isinstance(block, Paragraph | ListItem) else None
        if told is not None or (place in chosen and is_byline(line, known, language)):
            places.add(place)
            found = found.fill_from(told or Byline())
    if len(places.intersection(chosen)) == len(chosen):
        return HeadLines(near=near, changed=changed)
    return HeadLines(byline=found, places=frozenset(places), near=near, changed=changed)


def read_line(candidate: Candidate) -> str:
    """Return the text of a short block with a space between its elements: a page's style sets them apart."""
    if len(candidate.text) > _LONGEST or not len(candidate.element) or "\n" in candidate.text:
        return candidate.text
    line = " ".join(" ".join(candidate.element.itertext()).split())
    return line if match_key(line) == candidate.words else candidate.text


def _among(candidates: Sequence[Candidate], chosen: Sequence[int]) -> list[int]:
    """Return the first chosen places with short lines that were left out between the first of them, a deck, and the text."""
    first = chosen[:_AMONG]
    places, texts = list(first), 0
    for last, place in pairwise(first):
        block = candidates[last].block
        texts += isinstance(block, Paragraph)
        if isinstance(block, Heading) or texts > 1 or place - last > _BETWEEN:
            break
        places += [one for one in range(last + 1, place) if len(candidates[one].text) <= _SHORT]
    return sorted(places)


def _before(candidates: Sequence[Candidate], chosen: Sequence[int], title: str) -> range:
    """Return the places between the title, where it stands above the article, and the article."""
    if not chosen or not title:
        return range(0)
    words = match_key(title)
    for place in range(chosen[0] - 1, max(-1, chosen[0] - _BEFORE - 2), -1):
        if candidates[place].words == words:
            return range(place + 1, chosen[0])
    return range(0)


# The lead of a page: what it marks as one, or a first block that only rewords the title.

_CLASS = re.compile(
    r"(?:^|[\s_-])(?:stand-?first|sub-?titles?|sub-?headlines?|sub-?heads?|sotto-?titolo|occhiello|sommario|catenaccio|chapo|chapeau"
    r"|dek|deck|lede|article-?lead|article__lead|lead-?text|entradilla|bajada|copete|antet[ií]tulo|subt[ií]tulo|linha-?fina|vorspann"
    r"|unterzeile|anrei(?:ss|ß)er|anriss-?(?:text)?|ingress|ingressi|manchet(?:te)?|under-?rubrik|inleiding|perex|anotace|zajawka|lid|strapline|abstract)(?:$|[\s_-])",
    re.IGNORECASE,
)
"""Names of leads in classes, in the languages of those who write pages."""

_LOOSE_CLASS = re.compile(
    r"(?:^|[\s_-])(?:leads?|lead-?in|intro|introduction|intro-?text|summary|excerpt|teaser-?text|tagline|sub-?heading"
    r"|(?:article|story|post|page|news|entry|content)[_-]*(?:intro|introduction|summary|excerpt|description|desc))(?:$|[\s_-])",
    re.IGNORECASE,
)
"""Names of leads that a text's first paragraph bears as well."""

_OF_SITE = re.compile(r"(?:site|blog|brand)-?(?:description|tagline|title|subtitle|desc)|logo", re.IGNORECASE)
"""What says what a site is about, in a class."""

_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_CRUMBS = re.compile(r"\s[>›»/]\s.*\s[>›»/]\s")
_CAPTIONS = frozenset({"figcaption", "caption"})
_LEAD_FEWEST_WORDS = 8
_FEWEST_WIDE = 18
"""Letters that a subtitle has at least, where words are not parted by spaces."""

_FIRST = 6
_LEAD_SHORTEST, _LEAD_LONGEST = 20, 700
_SECOND_TITLES = frozenset({"alternativeheadline", "alternativename"})
_MOST_LINKED = 0.8
_NEAR = 4
"""Blocks below a deck among which the byline stands, and below a title among which a deck may bear any name."""

_ABOVE = 12
_FARTHEST = 40
"""Blocks between a title and its text: more are of two different parts of a page."""

_LONG = 100
_SENTENCE = 40
"""Letters that a deck without a mark has at least."""

_ENDS = tuple('.!?…。？！।»”"')
_BY = re.compile(r"^(?:by|di|par|von|por|door|av|af)\s", re.IGNORECASE)
_CREDIT = re.compile(
    r"\([^()]*[/:][^()]*\)$|/(?:ap|afp|reuters|ansa|epa|getty images)\W*$|[©]|\b(?:ap|afp|getty|reuters|epa) (?:photo|images?)"
    r"|\b(?:photo|foto|credit|bild)\s*:",
    re.IGNORECASE,
)
_PICTURED = re.compile(r"capt|photo|image|img|picture|media|video|galler|slide|player", re.IGNORECASE)
_BYLINE = 90


def find_lead(
    candidates: Sequence[Candidate],
    chosen: Sequence[int],
    titles: Sequence[str],
    description: str | None,
    furniture: AbstractSet[int] = frozenset(),
) -> int | None:
    """Return the place of the candidate that is the lead, None where nothing shows one.

    `titles` holds the title and the other statements of it: none of them is a lead, nor is what stands in `furniture`.
    """
    if not chosen:
        return None
    title = titles[0] if titles else ""
    known = {match_key(text) for text in titles}
    first = _first_paragraph(candidates, chosen)
    heads = [place for place in range(first) if candidates[place].words in known]
    head = _Head(
        candidates,
        heads[-1] if heads else -1,
        chosen[0],
        _home(candidates, chosen),
        known,
        match_key(description or ""),
    )
    before = _possible(head, range(head.top, first + 1), chosen, furniture)
    for shows in (
        _is_called,
        _is_described,
        _is_called_loosely,
        _is_below_title,
        _is_opening_sentence,
        _is_above_byline,
    ):
        shown = (place for place in before if shows(head, place))
        found = next((place for place in shown if not is_call_to_action(candidates[place].text)), None)
        if found is not None:
            return found
    for place in chosen[:_FIRST]:
        candidate = candidates[place]
        if _may_be(candidate) and not _is_title(candidate, known) and is_rewording(candidate.text, title):
            return place
    return None


def _possible(head: _Head, places: range, chosen: Sequence[int], furniture: AbstractSet[int]) -> list[int]:
    """Return the places that a lead may have, those below the title before those above it."""
    candidates = head.candidates
    text = sum(candidates[place].size for place in chosen)
    found = [
        place
        for place in places
        if (place not in furniture or head.is_near(place) or candidates[place].words == head.told)
        and _may_be(candidates[place])
        and not _is_title(candidates[place], head.known)
        and (candidates[place].size < text / 2 or place < chosen[0])
    ]
    return sorted(found, key=lambda place: place < head.title)


@dataclass(frozen=True, slots=True)
class _Head:
    """A page's head: where its title stands, -1 where it does not, where the text begins, and in which element.

    `known` are the statements of the title, `told` is the description; both as letters and digits.
    """

    candidates: Sequence[Candidate]
    title: int
    begins: int
    home: HtmlElement | None
    known: set[str]
    told: str

    @property
    def top(self) -> int:
        """The first place at which a lead may stand: below the title, or shortly above the text."""
        above = max(0, self.begins - _ABOVE)
        return self.title if 0 <= self.title < above and self.begins - self.title <= _FARTHEST else above

    def is_near(self, place: int) -> bool:
        """Tell whether a block stands shortly below the title."""
        return 0 <= self.title < place <= self.title + _NEAR

    def is_apart(self, place: int) -> bool:
        """Tell whether a block stands below the title and not among the text's paragraphs."""
        candidate = self.candidates[place]
        if self.title >= place:
            return False
        return isinstance(candidate.block, Heading) or candidate.element.getparent() is not self.home


def _is_called(head: _Head, place: int) -> bool:
    return _is_marked(head.candidates[place].element, loosely=False)


def _is_called_loosely(head: _Head, place: int) -> bool:
    return head.is_apart(place) and _is_marked(head.candidates[place].element, loosely=True)


def _is_opening_sentence(head: _Head, place: int) -> bool:
    """Tell whether a text begins with a heading that is a whole sentence, and none of those that part it."""
    block = head.candidates[place].block
    opening = (
        isinstance(block, Heading) and place >= head.begins and block.text.rstrip().endswith((".", "…", "。"))
    )
    return opening and (len(block.text.split()) >= _LEAD_FEWEST_WORDS or len(block.text) >= _SENTENCE)


def _is_described(head: _Head, place: int) -> bool:
    """Tell whether the page's description says the same as a block that is unlike its text, or is called a lead, if loosely."""
    candidate = head.candidates[place]
    if not head.told or candidate.words != head.told:
        return False
    unlike_text = isinstance(candidate.block, Heading) or place < head.begins
    apart = unlike_text or (head.title >= 0 and head.is_apart(place))
    return apart or _is_marked(candidate.element, loosely=True)


def _home(candidates: Sequence[Candidate], chosen: Sequence[int]) -> HtmlElement | None:
    """Return the element in which most of the paragraphs stand."""
    homes = Counter(
        candidates[place].element.getparent()
        for place in chosen
        if isinstance(candidates[place].block, Paragraph)
    )
    return homes.most_common(1)[0][0] if homes else None


def _is_title(candidate: Candidate, known: set[str]) -> bool:
    """Tell whether a block is one of the titles, whole or with a part of it left out or added."""
    words = candidate.words
    if words in known:
        return True
    short = [own for own in known if len(own) > _LEAD_SHORTEST and (own in words or words in own)]
    return any(len(words) < 1.5 * len(own) for own in short)


def _is_below_title(head: _Head, place: int) -> bool:
    """Tell whether a block is a heading of the length of a sentence that directly follows the title's."""
    candidates, known = head.candidates, head.known
    block = candidates[place].block
    if not isinstance(block, Heading) or block.level == 1 or place == 0:
        return False
    above = candidates[place - 1]
    if not isinstance(above.block, Heading) or above.words not in known:
        return False
    words = block.text.split()
    return len(words) >= _LEAD_FEWEST_WORDS or (
        len(words) < 4 and len(candidates[place].words) >= _FEWEST_WIDE
    )


def _is_above_byline(head: _Head, place: int) -> bool:
    """Tell whether a paragraph stands directly below the title and above the line that tells who wrote and when."""
    candidates = head.candidates
    if not isinstance(candidates[place].block, Paragraph) or not _is_sentence(candidates[place]):
        return False
    if head.title < 0 or not head.is_apart(place):
        return False
    if any(one.size >= _LEAD_SHORTEST for one in candidates[head.title + 1 : place]):
        return False
    for one in candidates[place + 1 : place + 1 + _NEAR]:
        if one.size >= _LONG:
            return False
        if _is_byline(read_line(one)):
            return True
    return False


def _is_sentence(candidate: Candidate) -> bool:
    """Tell whether a block is a sentence rather than a name, a role or a caption with its credit."""
    text = candidate.text.rstrip()
    if candidate.size < _SENTENCE or _BY.match(text) or _CREDIT.search(text):
        return False
    around = (candidate.element, *islice(candidate.element.iterancestors(), 2))
    if any(_PICTURED.search(f"{one.get('class') or ''} {one.get('id') or ''}") for one in around):
        return False
    words = text.split()
    small = sum(not word[0].isupper() for word in words)
    return text.endswith(_ENDS) or (len(words) >= _LEAD_FEWEST_WORDS and 2 * small >= len(words))


def _is_byline(text: str) -> bool:
    return len(text) <= _BYLINE and (read_date(text) is not None or read_byline(text) is not None)


def _first_paragraph(candidates: Sequence[Candidate], chosen: Sequence[int]) -> int:
    """Return the place of the first chosen paragraph of some length."""
    long = (
        place
        for place in chosen
        if isinstance(candidates[place].block, Paragraph) and candidates[place].size > 60
    )
    return next(long, chosen[0])


def _may_be(candidate: Candidate) -> bool:
    return (
        isinstance(candidate.block, Heading | Paragraph)
        and not (isinstance(candidate.block, Heading) and candidate.block.level == 1)
        and _LEAD_SHORTEST <= len(candidate.text) <= _LEAD_LONGEST
        and not candidate.text.rstrip().endswith(":")
        and not _CRUMBS.search(candidate.text)
        and not _is_byline(read_line(candidate))
        and candidate.linked < _MOST_LINKED
    )


def _is_marked(element: HtmlElement, *, loosely: bool) -> bool:
    """Tell whether an element, or what it alone fills, is called a lead by its class or its property."""
    if element.tag in _CAPTIONS or next(element.iterancestors("figure"), None) is not None:
        return False
    for own in (element, element.getparent()):
        if own is None or len(own) > 3:
            continue
        names = f"{own.get('class') or ''} {own.get('id') or ''} {own.get('data-testid') or ''}"
        names = _HUMP.sub("-", names)
        if _OF_SITE.search(names):
            return False
        if _CLASS.search(names) or (loosely and _LOOSE_CLASS.search(names)):
            return True
        told = (own.get("itemprop") or "").lower()
        if told in _SECOND_TITLES or (loosely and told == "description" and not _is_of_picture(own)):
            return True
    return False


def _is_of_picture(element: HtmlElement) -> bool:
    """Tell whether a property is one of a picture or a film rather than of the page."""
    scope = next((around for around in element.iterancestors() if around.get("itemscope") is not None), None)
    return scope is not None and "Object" in (scope.get("itemtype") or "")


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


class TitleStatement(NamedTuple):
    """What one place states the title to be, and how much it weighs."""

    text: str
    weight: float


def choose_title(
    statements: Sequence[TitleStatement], sites: Iterable[str | None], url: str | None
) -> tuple[str, tuple[str, ...]]:
    """Return the title that most weight agrees on, and what else was stated, to the letter.

    `sites` are the names that the page gives its site.
    """
    names = {match_key(site) for site in sites if site} | host_names(url)
    names.discard("")
    texts = [" ".join(statement.text.split()) for statement in statements]
    if not all(map(_SLUG.match, filter(None, texts))):
        texts = ["" if _SLUG.match(text) else text for text in texts]
    bare = _without_additions(
        [strip_site_name(text, names) for text in texts], [statement.weight for statement in statements]
    )
    weights: dict[str, float] = {}
    for statement, text in zip(statements, bare, strict=True):
        if match_key(text):
            weights[match_key(text)] = weights.get(match_key(text), 0.0) + statement.weight
    if not weights:
        return "", ()
    for own in weights:
        parts = [other for other in weights if other != own and len(other) > 8 and other in own]
        weights[own] += sum(0.2 for _ in parts)
    best = max(weights, key=lambda own: weights[own])
    title = next(text for text in bare if match_key(text) == best)
    if all(weight < _WEAK for own, weight in weights.items() if own != best):
        title = _without_last(title, _LAST if bare.count(title) == 1 else _SURE_LAST)
    others = dict.fromkeys(
        text for text in (*bare, *texts) if match_key(text) and match_key(text) != match_key(title)
    )
    return title, tuple(others)


def find_printed_headline(
    tops: Sequence[str], elsewhere: Sequence[str], headline: str | None
) -> TitleStatement | None:
    """Return a heading of the first level that the page's own data confirms, or that says in full what the head says shorter.

    It is what readers of the page see above the text; `elsewhere` are titles written for search and networks. A
    heading that has one of them within it only adds a kicker.
    """
    stated = match_key(headline or "")
    others = [*elsewhere, *([headline] if headline else [])]
    for top in tops:
        words, own = set(_WORD.findall(top.casefold())), match_key(top)
        if len(words) < _HEADLINE_WORDS or any(match_key(text) in own for text in elsewhere):
            continue
        if own == stated or (not (stated and stated in own) and _says_more(own, words, others)):
            return TitleStatement(top, _SURE)
    return None


def _says_more(own: str, words: set[str], others: Sequence[str]) -> bool:
    """Tell whether a heading shares half of its words with another title that is no longer than it."""
    return any(
        2 * len(words.intersection(_WORD.findall(text.casefold()))) >= len(words)
        and len(own) >= len(match_key(text))
        for text in others
    )


def _without_additions(texts: Sequence[str], weights: Sequence[float]) -> list[str]:
    """Return the statements, what another one states alone cut out of those that add a section or an author to it.

    Where each part of one is stated alone somewhere, the part that weighs most is taken.
    """
    alone: dict[str, tuple[float, str]] = {}
    for text, weight in zip(texts, weights, strict=True):
        if count_letters(match_key(text)) >= _SHORTEST:
            alone[match_key(text)] = max(
                alone.get(match_key(text), (0.0, text)), (weight, text), key=lambda one: one[0]
            )
    found: list[str] = []
    for text in texts:
        cuts = _cuts(_ADDITION, text)
        parts = [text[: cut.start()] for cut in cuts]
        parts += [text[cut.end() :] for cut in cuts if cut.end() < len(text) / 2]
        stated = [alone[match_key(part)] for part in parts if match_key(part) in alone]
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


def strip_site_name(text: str, names: set[str]) -> str:
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
    own = match_key(part)
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
    return {match_key(host.removeprefix("www."))} | {match_key(label) for label in labels if len(label) > 1}
