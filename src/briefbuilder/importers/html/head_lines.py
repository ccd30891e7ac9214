"""Find what is around the title of a page for a person to read: bylines, the days of publication and of changes."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import field
from functools import cached_property
from itertools import accumulate, chain, groupby, pairwise
from operator import itemgetter
from typing import NamedTuple

from briefbuilder.domain.languages import base_language
from briefbuilder.domain.text import Block, Figure, Heading, ListItem, Paragraph, Table
from briefbuilder.domain.values import value
from briefbuilder.importers.byline import (
    Byline,
    Days,
    byline_words,
    find_days,
    is_byline,
    is_name,
    is_outlet,
    is_person,
    is_role,
    read_byline,
    split_label,
)
from briefbuilder.importers.clean import match_key
from briefbuilder.importers.dates import find_date
from briefbuilder.importers.html.boilerplate import PAGE_TAGS, split_name
from briefbuilder.importers.html.candidates import RUNNING_LETTERS, Candidate, find_first_paragraph, read_line
from briefbuilder.importers.html.metadata import drop_label, iter_texts, read_name, split_author_names
from briefbuilder.importers.phrases import phrases

_HEAD_BLOCKS = 4
"""The first chosen blocks, among which bylines are looked for."""

_CLOSING_BLOCKS = 2
"""The last chosen blocks, among which the day of the last change stands."""

_MAX_DATE_LINE = 80
"""Code points: a date in a line of this length is that of the article, not of its subject."""

_MAX_BEFORE = 6
"""The most blocks between the title and the article."""

_MAX_GAP = 8
"""The most omitted blocks between two of the first chosen ones, where a byline may follow a deck."""


_NO_DAYS = Days(None, None)


@value
class HeadLines:
    """What the bylines give, and the indexes of their candidates.

    `days` are the first date in a short line at the head of the article, and the first date of an update.
    """

    byline: Byline = field(default_factory=Byline)
    indexes: frozenset[int] = frozenset()
    days: Days = _NO_DAYS


def read_head_lines(
    candidates: Sequence[Candidate],
    chosen: Sequence[int],
    title: str,
    names: Iterable[str],
    language: str | None,
) -> HeadLines:
    """Read the bylines at the head of the chosen blocks; `names` are the known authors and outlets."""
    known = [name for name in names if name]
    found, indexes = Byline(), set[int]()
    days, sentences = _NO_DAYS, list[str]()
    text = find_first_paragraph(candidates, chosen) if chosen else 0
    for index in (*_find_lines_below_title(candidates, chosen, title), *_find_head_lines(candidates, chosen)):
        block, line = candidates[index].block, read_line(candidates[index])
        if candidates[index].size < RUNNING_LETTERS:
            days = _fill_days(days, line, language)
        else:
            sentences.append(line)
        byline = read_byline(line, known, language)
        if not isinstance(block, Paragraph | ListItem) and not (
            isinstance(block, Heading) and byline is not None and byline.authors and byline.published
        ):
            byline = None
        if byline is not None and index > text and _is_other_day(byline, found):
            continue  # the date of an event
        if byline is not None or (index in chosen and is_byline(line, known, language)):
            indexes.add(index)
            found = found.fill_from(byline or Byline())
    indexes.update(
        index
        for index in chosen[-_CLOSING_BLOCKS:]
        if find_days(candidates[index].text[:_MAX_DATE_LINE]).changed
        and is_byline(candidates[index].text, (), language)
    )
    days = _find_days_around(candidates, chosen, title, days, known, language)
    for sentence in sentences:  # which may be about another day
        days = _fill_days(days, sentence, language)
    if len(indexes.intersection(chosen)) == len(chosen):
        return HeadLines(days=days)
    return HeadLines(byline=found, indexes=frozenset(indexes), days=days)


def _find_days_around(
    candidates: Sequence[Candidate],
    chosen: Sequence[int],
    title: str,
    days: Days,
    names: Sequence[str],
    language: str | None,
) -> Days:
    """Return the days with the missing ones taken from lines around the title, above all from those that are nothing but a byline.

    Below a short text, lines give the days of other articles.
    """
    below, above = _find_surroundings(candidates, chosen, title)
    first = next((index for index in chosen if index in below and candidates[index].weight), below.stop)
    nearest, *others = (
        [*pairwise(("", *(line for _, line in _iter_lines(candidates, part))))]
        for part in (range(below.start, first), above, below)
    )
    around = [*chain.from_iterable(others)]
    bylines = (pair for pair in around if read_byline(pair[1], names, language) is not None)
    for label, line in chain(nearest, bylines, around):
        if days.first is not None:
            break
        is_label = len(label) <= _MAX_LABEL and find_date(label) is None
        days = _fill_days(days, f"{label if is_label else ''} {line}", language)
    return days


def _is_other_day(byline: Byline, found: Byline) -> bool:
    """Return whether a line gives nothing but another day than the lines above."""
    days = {byline.published, found.published}
    return not byline.authors and not byline.publication and None not in days and len(days) > 1


def _fill_days(days: Days, line: str, language: str | None) -> Days:
    """Return the days with the missing ones taken from a short line."""
    if days.first is not None or len(line) > _MAX_DATE_LINE:
        return days
    first, changed = find_days(line, language)
    return Days(first, days.changed or changed)


def _find_head_lines(candidates: Sequence[Candidate], chosen: Sequence[int]) -> list[int]:
    """Return the first chosen indexes, and those of short omitted lines between a deck and the text."""
    first = chosen[:_HEAD_BLOCKS]
    indexes, texts = list(first), 0
    for last, index in pairwise(first):
        block = candidates[last].block
        texts += isinstance(block, Paragraph)
        if isinstance(block, Heading) or texts > 1 or index - last > _MAX_GAP:
            break
        indexes += [
            gap_index
            for gap_index in range(last + 1, index)
            if len(candidates[gap_index].text) <= _MAX_DATE_LINE
        ]
    return sorted(indexes)


def _find_lines_below_title(candidates: Sequence[Candidate], chosen: Sequence[int], title: str) -> range:
    """Return the indexes between a title above the article and the article."""
    if not chosen or not title:
        return range(0)
    words = match_key(title)
    for index in range(chosen[0] - 1, max(-1, chosen[0] - _MAX_BEFORE - 2), -1):
        if candidates[index].words == words:
            return range(index + 1, chosen[0])
    return range(0)


_MAX_BELOW = 14
_MAX_ABOVE = 4
"""The most blocks with words below and above the title that belong to it."""

_MAX_LONG = 160
"""Code points of a block that is a paragraph: a deck below the title, then the text."""

_MAX_LABEL = 25
_NEAR = 2
"""The most pieces between a name and its date."""

_PIECE_SEPARATOR = re.compile(r"\s+[|·•]\s+")
_AROUND_NAME = " ,.|·•–—-/"
_MAX_NAME = 60
_MAX_NAMES = 3
"""Words of a name without a label, apart from particles."""

_READING_TIME = re.compile(
    r"\W*\d{1,3}\s?-?\s?(?:min(?:ute[sn]?|ut[io]s?)?|мин(?:ут[ы]?)?|分)\b.*", re.IGNORECASE | re.DOTALL
)
_END_OF_NAMES = re.compile(r"\s*[·•|⋅—]\s*|\s+(?:in|on)\s+|\s*$")
_AUTHOR_NOUN = re.compile(
    r"(?:written|posted|published|story|words|report)? ?\bby|authors?|autor(?:es|in|a|e|i)?|auteurs?|författare|forfatter|автор|作者",
    re.IGNORECASE,
)
"""Labels after which an organization or an account may stand, too."""

_SPEECH = re.compile(
    rf"(?i:{phrases('speeches')})\s+(?:(?:Mr|Mrs|Ms|Dr|Prof|M|Mme|Sig|Sr|Sra)\.?\s+)*([^,]{{4,40}}),\s"
)
"""The line of a speech up to the comma before the speaker's role."""

_OTHER_LABEL = re.compile(
    r"(?:(?<!\w)(?:by|von|vom|par|por|di|da|door|av|af|with|from|to|in)|[:：©])\W*$", re.IGNORECASE
)
"""How a label ends, such as "Reviewed by", after which a name is not known to be the author's."""

_AND = re.compile(r"\s+(?:and|und|et|e|y|en|och|og|&)\s+", re.IGNORECASE)
_SEPARATOR = re.compile(r"(?:and|und|et|e|y|en|och|og|[&,/|·•+–-])+", re.IGNORECASE)
_LOWER_WORD = re.compile(r"(?<![\w’'-])[^\W\d_]+(?![\w-])")
_NOUNS_IN_CAPITALS = frozenset({"de", "lb", "nds", "gsw"})
"""Languages in which words in capitals are not a sign of a name."""


class PrintedAuthors(NamedTuple):
    """The authors that lines around the title name: persons, and what is not a person's name.

    `labelled` if the persons follow a label such as "By".
    """

    persons: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    labelled: bool = False


def find_printed_authors(
    candidates: Sequence[Candidate], chosen: Sequence[int], title: str, language: str | None
) -> PrintedAuthors:
    """Return the authors after a label such as "By", also in the next line, or else beside the date."""
    around = _find_surroundings(candidates, chosen, title)
    used = _LowerWords(candidates)
    others: tuple[str, ...] = ()
    for part in around:
        lines = [_read_to_role(candidates[index], line) for index, line in _iter_lines(candidates, part)]
        for line, following in pairwise((*lines, "")):
            speaker = _read_speaker(line)
            if speaker is not None:
                return PrintedAuthors((speaker,), labelled=True)
            labelled = _read_labelled(line, following, used)
            if labelled.persons:
                return labelled
            others = others or labelled.others
    if not others and not _has_nouns_in_capitals(language):
        for part in around:
            persons = _find_dated_names(list(_iter_pieces(candidates, part)), used)
            if persons:
                return PrintedAuthors(persons)
    return PrintedAuthors((), others)


def _has_nouns_in_capitals(language: str | None) -> bool:
    return base_language(language) in _NOUNS_IN_CAPITALS


def _find_surroundings(
    candidates: Sequence[Candidate], chosen: Sequence[int], title: str
) -> tuple[range, range]:
    """Return the indexes of the blocks below the title, up to the first paragraphs, and of those above it."""
    if not chosen:
        return range(0), range(0)
    first = find_first_paragraph(candidates, chosen)
    place = _find_title(candidates[:first], title)
    if place is None:
        return range(0), range(0)
    above = [index for index in range(place) if candidates[index].words][-_MAX_ABOVE:]
    end, long, short = place + 1, 0, 0
    while end < len(candidates) and short < _MAX_BELOW:
        candidate = candidates[end]
        long += len(candidate.text) > _MAX_LONG and not isinstance(candidate.block, Figure)
        if long > 1 or (long and end >= first):
            break
        short += bool(candidate.words)
        end += 1
    return range(place + 1, end), range(above[0] if above else place, place)


def _find_title(candidates: Sequence[Candidate], title: str) -> int | None:
    """Return the index of the last heading, or else block, that is the title, or of the last main heading."""
    words = match_key(title)
    same = [index for index, candidate in enumerate(candidates) if candidate.words == words]
    headings = [index for index in same if isinstance(candidates[index].block, Heading)]
    mains = (index for index, candidate in enumerate(candidates) if _is_main(candidate.block))
    return next(reversed(headings or same or list(mains)), None)


def _is_main(block: Block) -> bool:
    return isinstance(block, Heading) and block.level == 1


def _iter_lines(candidates: Sequence[Candidate], indexes: range) -> Iterator[tuple[int, str]]:
    """Yield the lines of short blocks with their indexes."""
    for index in indexes:
        candidate = candidates[index]
        if candidate.words and len(candidate.text) <= _MAX_LONG and not isinstance(candidate.block, Figure):
            yield from ((index, line.strip()) for line in read_line(candidate).split("\n") if line.strip())


class _ElementText(NamedTuple):
    """The text of an element in a short block with the index of the block."""

    text: str
    block: int

    @property
    def bare(self) -> str:
        """The text without separators around it."""
        return self.text.strip(_AROUND_NAME)


def _iter_pieces(candidates: Sequence[Candidate], indexes: range) -> Iterator[_ElementText]:
    """Yield the texts of the elements in short blocks that are not headings, tables, salutations or ways through the site."""
    for index, lines in groupby(_iter_lines(candidates, indexes), key=itemgetter(0)):
        candidate = candidates[index]
        above_text = any(below.weight for below in candidates[index + 1 : index + 2])
        is_salutation = candidate.text.endswith(",") and above_text
        if isinstance(candidate.block, Heading | Table) or is_salutation or _is_trail(candidate):
            continue
        texts = [text for text, _ in iter_texts(candidates[index].element)]
        same = match_key("".join(texts)) == candidates[index].words
        yield from (
            _ElementText(part, index)
            for text in (texts if same else (line for _, line in lines))
            for part in _PIECE_SEPARATOR.split(text)
            if part
        )


def _is_trail(candidate: Candidate) -> bool:
    """Return whether a block is in an element with the name of a breadcrumb trail."""
    around = (candidate.element, *candidate.element.iterancestors())
    return any(
        "breadcrumb" in word
        for element in around
        if element.tag not in PAGE_TAGS
        for word in split_name(element.get("class") or "")
    )


def _read_to_role(candidate: Candidate, line: str) -> str:
    """Return the text of a block of one line up to a role or other text after a name in a separate element."""
    if "\n" in candidate.text or match_key(candidate.element.text_content()) != candidate.words:
        return line
    return read_name(candidate.element)


def _read_labelled(line: str, following: str, used: Container[str]) -> PrintedAuthors:
    """Return the authors after a label such as "By" at the beginning of a line, also after the date."""
    day = find_date(line)
    if day is not None and day[1] <= _NEAR:
        line = line[day[2] :].lstrip(_AROUND_NAME)
    label, rest = split_label(line)
    if not label:
        return PrintedAuthors()
    dated = find_date(line + " " + following) is not None
    rest = _READING_TIME.sub("", rest or following)
    first, *persons = *split_author_names(f"by {rest}"), ""
    if first:
        further = (name for name in persons if name and not _contains_used(name, used))
        return PrintedAuthors((first, *further), labelled=True)
    day = find_date(rest)
    name = _END_OF_NAMES.split(rest[: day[1]] if day else rest)[0]
    is_used = all(word.casefold() in used for word in name.split())
    if _AUTHOR_NOUN.search(label) and (dated or not is_used):
        names = tuple(part.strip(_AROUND_NAME) for part in _AND.split(drop_label(name)))
        return PrintedAuthors((), names if all(map(is_name, names)) else ())
    return PrintedAuthors()


def _read_speaker(line: str) -> str | None:
    """Return the person in the line below the title of a speech, such as "Speech by Anna Verdi, Governor of the Bank, at …"."""
    named = _SPEECH.match(line)
    name = named[1].strip() if named else ""
    return name if is_person(name) and not is_role(name) else None


def _contains_used(name: str, used: Container[str]) -> bool:
    """Return whether a word of a name is used in small letters, apart from particles."""
    return any(word.casefold() in used for word in name.split() if word not in byline_words("name_particles"))


class _LowerWords:
    """The words that a page also has in small letters: they are not names. They are collected when the first is looked up."""

    def __init__(self, candidates: Sequence[Candidate]) -> None:
        self._candidates = candidates

    def __contains__(self, word: object) -> bool:
        return word in self._words

    @cached_property
    def _words(self) -> frozenset[str]:
        found = chain.from_iterable(_LOWER_WORD.findall(candidate.text) for candidate in self._candidates)
        return frozenset(word.casefold() for word in found if word.islower())


def _find_dated_names(pieces: Sequence[_ElementText], used: Container[str]) -> tuple[str, ...]:
    """Return the persons in the block that is nearest to a date or a reading time."""
    places = [*accumulate(bool(piece.bare) and not _SEPARATOR.fullmatch(piece.bare) for piece in pieces)]
    dated = [place for place, piece in zip(places, pieces, strict=True) if _is_dated(piece.text)]
    found: list[tuple[int, int]] = []
    for index, piece in enumerate(pieces):
        distance = min((abs(places[index] - other) for other in dated), default=_NEAR + 1)
        labelled = index > 0 and _OTHER_LABEL.search(pieces[index - 1].text)
        if distance <= _NEAR and not labelled and _split_bare_names(piece.bare, used):
            found.append((distance, index))
    if not found:
        return ()
    block = pieces[min(found)[1]].block
    first = next(index for _, index in found if pieces[index].block == block)
    return _join_names(pieces[first:], used)


def _join_names(pieces: Sequence[_ElementText], used: Container[str]) -> tuple[str, ...]:
    """Return the names in the first piece and in those behind separators, if "and" is among these."""
    names, separators = list(_split_bare_names(pieces[0].bare, used)), ""
    count = len(names)
    for piece in pieces[1:]:
        further = _split_bare_names(piece.bare, used) if separators else ()
        if not further and piece.bare and not _SEPARATOR.fullmatch(piece.bare):
            break
        names += further
        separators += "" if further else f" {piece.text} "
    return tuple(dict.fromkeys(names if _AND.search(separators) else names[:count]))


def _split_bare_names(text: str, used: Container[str]) -> tuple[str, ...]:
    """Return the name or names that a text without a label consists of; a comma alone may also stand before a role."""
    name, _, role = text.partition(",")
    if is_role(role) or not _AND.search(text):
        name = name.strip() if is_role(role) else text
        return (name,) if _is_bare_name(name, used) else ()
    parts = tuple(part.strip(_AROUND_NAME) for text in _AND.split(text) for part in text.split(","))
    return parts if all(_is_bare_name(part, used) for part in parts) else ()


def _is_dated(piece: str) -> bool:
    return len(piece) <= _MAX_NAME and (
        find_date(piece) is not None or _READING_TIME.match(piece) is not None
    )


def _is_bare_name(text: str, used: Container[str]) -> bool:
    """Return whether a text without a label is a person's name: no word of it is used in small letters."""
    words = text.split()
    if not is_person(text) or any(word.isupper() and len(word) > _NEAR for word in words) or "&" in text:
        return False
    if is_role(text) or is_outlet(text) or match_key(text) in byline_words("places"):
        return False
    names = [word for word in words if word not in byline_words("name_particles")]
    return (
        1 < len(names) <= _MAX_NAMES
        and all(
            any(map(str.isupper, word)) and word.casefold() not in byline_words("filling") for word in names
        )
        and not _contains_used(text, used)
    )
