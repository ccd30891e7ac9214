"""The lead of a page: what it marks as one, or a first block that only rewords the title."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import islice

from lxml.html import HtmlElement

from briefbuilder.domain.text import Heading, Paragraph
from briefbuilder.importers.byline import read_byline
from briefbuilder.importers.clean import key
from briefbuilder.importers.dates import read_date
from briefbuilder.importers.html.asking import asks_reader
from briefbuilder.importers.html.candidate import Candidate
from briefbuilder.importers.html.head import line_of
from briefbuilder.importers.wording import rewords

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
_FEWEST_WORDS = 8
_FEWEST_WIDE = 18
"""Letters that a subtitle has at least, where words are not parted by spaces."""

_FIRST = 6
_SHORTEST, _LONGEST = 20, 700
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
    known = {key(text) for text in titles}
    first = _first_paragraph(candidates, chosen)
    heads = [place for place in range(first) if candidates[place].words in known]
    head = _Head(
        candidates,
        heads[-1] if heads else -1,
        chosen[0],
        _home(candidates, chosen),
        known,
        key(description or ""),
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
        found = next((place for place in shown if not asks_reader(candidates[place].text)), None)
        if found is not None:
            return found
    for place in chosen[:_FIRST]:
        candidate = candidates[place]
        if _may_be(candidate) and not _is_title(candidate, known) and rewords(candidate.text, title):
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
    return opening and (len(block.text.split()) >= _FEWEST_WORDS or len(block.text) >= _SENTENCE)


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
    short = [own for own in known if len(own) > _SHORTEST and (own in words or words in own)]
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
    return len(words) >= _FEWEST_WORDS or (len(words) < 4 and len(candidates[place].words) >= _FEWEST_WIDE)


def _is_above_byline(head: _Head, place: int) -> bool:
    """Tell whether a paragraph stands directly below the title and above the line that tells who wrote and when."""
    candidates = head.candidates
    if not isinstance(candidates[place].block, Paragraph) or not _is_sentence(candidates[place]):
        return False
    if head.title < 0 or not head.is_apart(place):
        return False
    if any(one.size >= _SHORTEST for one in candidates[head.title + 1 : place]):
        return False
    for one in candidates[place + 1 : place + 1 + _NEAR]:
        if one.size >= _LONG:
            return False
        if _is_byline(line_of(one)):
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
    return text.endswith(_ENDS) or (len(words) >= _FEWEST_WORDS and 2 * small >= len(words))


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
        and _SHORTEST <= len(candidate.text) <= _LONGEST
        and not candidate.text.rstrip().endswith(":")
        and not _CRUMBS.search(candidate.text)
        and not _is_byline(line_of(candidate))
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
