"""Read bylines: lines that give author, outlet and date, which are metadata rather than text.

A line counts as a byline only if every word of it is explained; any other line stays in the text. A name
without a clue to its role ("by", "Source:", a date next to it) is ignored.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache, cached_property
from typing import NamedTuple

from briefbuilder.domain.patterns import lazy_pattern
from briefbuilder.domain.values import value
from briefbuilder.importers.clean import CJK_RANGES, FIRST_CJK, match_key
from briefbuilder.importers.dates import find_date, is_month, states_period
from briefbuilder.importers.phrases import SUBJECT_WORDS, phrases
from briefbuilder.word_lists import load_word_lists, split_words

_ROLE_WORD = re.compile(phrases("author_roles"), re.IGNORECASE)
_OUTLET_WORD = re.compile(
    rf"\b(?:{phrases('outlet_words')})\b|(?:{phrases('outlet_words_unspaced')})", re.IGNORECASE
)

_CASELESS = re.compile("[\u0590-\u06ff\u0900-\u097f\\s'’-]+")
"""A name in Arabic, Hebrew or Hindi, which have no capitals; only a word such as "by" marks it as a name."""

_CJK_NAME = lazy_pattern(rf"^[{CJK_RANGES}][{CJK_RANGES}・\s]{{1,11}}$")
_MAX_CASELESS_WORDS = 4

_MAX_LENGTH = 160
"""Code points: a longer text is not a byline."""
_WORD = re.compile(r"[^\W_]+")
_BY = re.compile(rf"^(?:{phrases('written_by')})\s*[:\s]\s*", re.IGNORECASE)
_BY_CJK = re.compile(
    r"^(?:(?:本报记者|本報記者|记者|記者|作者|撰文|文|取材・文|著者|筆者)\s*[:：/=／＝\s]?|(?:기자|글쓴이|필자)\s*[:：])\s*"
)
_ROLE_CJK = re.compile(r"(?:(?<!\s)\s+)?(?:記者|记者|特派員|기자|특파원|編集委員)$")
_UPDATED = re.compile(phrases("updated"), re.IGNORECASE)
_UPDATED_LABEL = re.compile(rf"(?:{_UPDATED.pattern})[^\n]{{0,40}}$", re.IGNORECASE)
"""What precedes the date of an update, which is not the date of publication."""
_TIME = re.compile(
    r"\AT\d\d:\d\d(?::\d\d(?:[.,]\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)?(?!\w)|"
    r"(?:午前|午後|上午|下午|오전|오후)?(?:(?<!\s)\s+)?\d{1,2}\s*(?:[時时点시]\s*(?:\d{1,2}\s*[分분])?|[:：.]\d{2})\s*(?:配信|更新|公開|掲載|発信|发布|입력)?"
)
"""A time of day next to a date, with a word such as "updated", or that of a moment as in ISO 8601."""
_SOURCE_LABEL = re.compile(
    r"^(?:source|fonte|quelle|fuente|testata|from|da|источник|джерело|المصدر|出典|来源|來源|출처)\s*[:：]\s*",
    re.IGNORECASE,
)
_OF_DAY = re.compile(
    r"\s(?:vom|del|du|dated)\s+\Z|(?<=,)\s*(?:le|den|am|lì|li|a|el|em|on|dnia)\s+\Z", re.IGNORECASE
)
"""What precedes a date of something, or that of a letter behind its place: "Paris, le 9 février 2026"."""
_YEAR_WORD = re.compile(r"\A\s*(?:г(?:\.|ода|оду)|р(?:\.|оку|оці)|r\.|roku)(?![^\W\d_])", re.IGNORECASE)
"""The word "year" behind a date: "4 marca 2026 r."."""
_PAGE = re.compile(
    r"(?:,|(?<![\s,]))\s*(?:Seite|S\.|pp?\.|page|pag(?:ina)?\.?|pág(?:ina)?\.?|str\.)\s*\d{1,4}(?:\s?[-–]\s?\d{1,4})?(?:\s*/\s*[^\W\d_]{2,30})?\s*\Z",
    re.IGNORECASE,
)
"""The page of a newspaper, and its section, after the date."""

_MAX_DAYS = 3
_SEPARATOR = re.compile(r"(?:(?<!\s)\s+)?[·•‧∙⋅|│▪]\s*|(?<!\s)\s+[–—/-]\s+|\n")
_CITY = re.compile(r"^[гм]\.\s+")
"""The word "city" before its name: "г. Москва"."""
_FROM_PLACE = re.compile(r"^(?:à|a|ad|in|en|em|aus|uit|from|i|z|ze|we?|da|de|din|från|fra)\s+")
"""What precedes the place an author writes from."""
_FILED_UNDER = re.compile(r"(?<!\s)\s+(?:published|posted|filed) (?:in|under|to)\b.*$", re.IGNORECASE)
"""The section of a text, after the author's name."""
_AND = re.compile(
    r"(?:(?<!\s)\s+)?[,;&、]\s*(?:(?:and|e|et|und|y|en|och|og)\s+)?|(?<!\s)\s+(?:and|e|et|und|y|en|och|og|con|with|avec|mit)\s+",
    re.IGNORECASE,
)


@cache
def byline_words(kind: str) -> frozenset[str]:
    """Return one word list of `data/bylines.yaml`."""
    return _all_byline_words()[kind]


@cache
def _all_byline_words() -> dict[str, frozenset[str]]:
    return split_words(load_word_lists("briefbuilder.importers", "bylines"))


def are_agencies(names: Sequence[str]) -> bool:
    """Return whether all names are news agencies; a person may have written the text after all."""
    return bool(names) and all(map(is_agency, names))


def are_accounts(names: Sequence[str]) -> bool:
    """Return whether all names are accounts: one word in lower or mixed case, which is not how people write names."""
    return bool(names) and all(map(_is_account, names))


def _is_account(name: str) -> bool:
    mixed = name != name.title() and not name.isupper()
    return " " not in name and (name.islower() or (name.isascii() and mixed))


def is_agency(text: str) -> bool:
    """Return whether a text names a news agency."""
    return text.casefold() in byline_words("agencies")


def is_outlet(text: str) -> bool:
    """Return whether a name contains a word typical of newspapers and agencies."""
    return bool(_OUTLET_WORD.search(text))


def is_cjk_name(text: str) -> bool:
    """Return whether a text may be a name in CJK characters."""
    return text[:1] >= FIRST_CJK and bool(_CJK_NAME.match(text))


def is_role(text: str) -> bool:
    """Return whether a text names an author's role."""
    return bool(_ROLE_WORD.search(text))


def strip_role(name: str) -> str:
    """Remove what follows a name: a role, a weekday, the "on" of a truncated line."""
    words = name.split()
    if len(words) > 1 and _ROLE_CJK.fullmatch(words[-1]):
        words.pop()
    folded = [word.casefold().strip(".,:") for word in words]
    for index in range(2, len(words)):
        role = folded[index] in byline_words("role_words") or _ROLE_WORD.search(words[index])
        if role and _ROLE_WORD.search(" ".join(words[index:])):
            words = words[:index]
            break
    while len(words) > 2 and words[-1].casefold() in byline_words("before_day"):
        words.pop()
    return " ".join(words)


def is_person(text: str) -> bool:
    """Return whether a text may be a person's name; except in CJK it needs at least two words."""
    if is_cjk_name(text):
        return len(text) <= 8
    words = text.split()
    if not 2 <= len(words) <= 5 or words[0].casefold() in {"the", "a", "il", "la", "le", "der", "die", "das"}:
        return False
    if _CASELESS.fullmatch(text):
        return len(words) <= _MAX_CASELESS_WORDS
    return is_name(text) and not re.search(r"\d", text) and not _OUTLET_WORD.search(text)


def is_place(text: str) -> bool:
    """Return whether a text may be a place: a single name, or a known place of two words."""
    return match_key(text) in byline_words("places") or (len(text.split()) == 1 and is_name(text))


_NO_NAME_SIGN = re.compile(r"(?<!\b\w)(?<!\b[DJMSF]r)(?<!\bSt)\.\s|[!?:;]\s|[!?:;]$|[\"“”«»„]")
"""A sign that no name contains; a full stop only follows an initial or a title such as "Dr"."""


def is_name(text: str) -> bool:
    """Return whether a text is a name: all its words are capitalized, apart from particles."""
    if is_cjk_name(text):
        return True
    words = [word for word in text.split() if any(map(str.isalnum, word))]
    if not 1 <= len(words) <= 8 or _NO_NAME_SIGN.search(text):
        return False
    capitalized = [word for word in words if word.lstrip("(‘’'")[:1].isupper() or _is_elided_name(word)]
    return bool(capitalized) and all(
        word in capitalized or word.casefold() in byline_words("particles") for word in words
    )


def _is_elided_name(word: str) -> bool:
    """Return whether a word is a name after an elided article, as in "dell’Economia"."""
    return bool(re.match(r"^[a-zà-ÿ]{1,5}['’][A-ZÀ-Þ]", word))


class Days(NamedTuple):
    """The first date of publication in a line, and the first date of an update."""

    first: date | None
    changed: date | None


@value
class Byline:
    """The authors, outlet and date that a line gives."""

    authors: tuple[str, ...] = ()
    publication: str | None = None
    published: date | None = None

    @property
    def is_date(self) -> bool:
        """Whether the line gives a date of publication and nothing else."""
        return self.published is not None and not self.authors and not self.publication

    def fill_from(self, other: Byline) -> Byline:
        """Return this byline with its missing values taken from another one."""
        return Byline(
            authors=self.authors or other.authors,
            publication=self.publication or other.publication,
            published=self.published or other.published,
        )


@cache
def _header_pattern() -> re.Pattern[str]:
    headers = load_word_lists("briefbuilder.importers", "mails")["headers"] | {"subject": SUBJECT_WORDS}
    labels = (rf"^\s*\*?(?P<{kind}>{words})\*?\s?[:：]" for kind, words in headers.items())
    return re.compile("|".join(labels), re.IGNORECASE)


_MIN_MEMO_LINES = 3


def find_header_label(line: str) -> str | None:
    """Return which header of a mail or memorandum a line is ("from", "sent", "to", "cc", "subject"), or None."""
    found = _header_pattern().match(line)
    return found.lastgroup if found and line[found.end() :].strip() else None


def strip_header_label(line: str) -> str:
    """Return the value in the line of a header."""
    return _header_pattern().sub("", line, count=1).strip()


def memo_lines(lines: Iterable[str]) -> list[str]:
    """Return the lines "To:", "From:", "Date:", "Subject:" at the head of a memorandum or a printed mail, or nothing."""
    labels = {line: label for line in lines if (label := find_header_label(line))}
    is_head = {"from", "subject"} <= set(labels.values()) and len(labels) >= _MIN_MEMO_LINES
    return list(labels) if is_head else []


def read_memo_header(line: str) -> Byline | None:
    """Return who wrote a memorandum, or when, as a line of its head says."""
    kind, text = find_header_label(line), strip_header_label(line)
    if kind == "sent":
        day = find_days(text).first
        return Byline(published=day) if day else None
    name = text.partition(",")[0].partition("<")[0].strip() if kind == "from" else ""
    return Byline(authors=(name,)) if name and is_person(name) else None


_REPORTED = re.compile(
    r"^(?:reporting|writing) by |^(?:reportage (?:de|par)|reporte de|información de|reportagem de|bericht(?:e)? von) ",
    re.IGNORECASE,
)
"""How the line of a news agency below a text begins, such as "(Reporting by Anna Verdi in Rome; Editing by Carlo Neri)"."""

_AT_PLACE = re.compile(r"(?<!\s)\s+(?:in|at|aus|en|à|em)\s+[^,;&]*?(?=\s*(?:$|[,;&]|\s(?:and|und|y|et|e)\s))")


def read_closing_line(text: str) -> tuple[str, ...]:
    """Return the authors that a line below a text names, as agencies print them and as signatures."""
    line = text.strip().strip("()（）[]").strip()
    if len(line) > _MAX_LENGTH * 2:
        return ()
    for part in line.split(";"):
        reported = _REPORTED.match(part.strip())
        if reported:
            named = _read_authors(part.strip()[reported.end() :])
            return named.authors if named else ()
    signed = next(filter(None, map(read_byline, line.split("\n"))), None) if _BY.match(line) else None
    return signed.authors if signed else ()


def split_label(line: str) -> tuple[str, str]:
    """Return the words at the beginning of a line that precede an author's name, and what follows; "" without such words."""
    rest = line.strip()
    while match := _BY.match(f"{rest} "):
        rest = rest[match.end() :].lstrip(" :：")
    return line.strip().removesuffix(rest).strip() if rest != line.strip() else "", rest


def is_byline(text: str, names: Sequence[str], language: str | None = None) -> bool:
    """Return whether a text consists of `names` (authors, outlet), dates and filler words only."""
    if len(text) > _MAX_LENGTH:
        return False
    rest = _take_days(text, language)[1]
    words = [word.casefold() for word in _WORD.findall(rest)]
    known = {word.casefold() for name in names for word in _WORD.findall(name)}
    has_clue = rest != text or any(word in known for word in words)
    dated = any(map(str.isdecimal, words))
    return has_clue and all(
        word in known or (_is_filler(word) and (dated or not is_month(word))) for word in words
    )


def read_byline(text: str, names: Sequence[str] = (), language: str | None = None) -> Byline | None:
    """Read a byline; return None for any other text. `names` are known authors and outlets.

    `language` decides how numeric dates are read.
    """
    line = text.strip()
    if line.startswith(("[", "(", "（")):
        line = line.strip("[]()（）").strip()
    if not line or len(line) > _MAX_LENGTH:
        return None
    days, rest = _take_days(line, language)
    if days.first is not None and states_period(_UPDATED.split(line, maxsplit=1)[0]):
        return None
    known = {match_key(name) for name in names} - {""}
    found, unmarked, has_names = Byline(published=days.first), [], False
    for piece in _SEPARATOR.split(rest):
        part = piece.strip(" ,;.:")
        byline = _read_part(part, known)
        if byline is not None:
            found = found.fill_from(byline)
            has_names = has_names or bool(byline.authors) or match_key(part) in known
        elif not (piece.rstrip().endswith(",") and is_place(_CITY.sub("", part))):
            unmarked.append(part)
    return _assign_unmarked_parts(found, unmarked, has_names=has_names, dated=rest != line)


def read_signed_day(text: str) -> Byline | None:
    """Read a line with names and a day, which need no "by" below a title, as in "Maria Olsen, 28 November 2026"."""
    found = read_byline(f"by {text}") if not text.startswith(("(", "[")) else None
    return found if found is not None and found.authors and found.published else None


# Lines between a title and the running text, such as "Anna Verdi", "The Baltic Tribune", "19 November 2026".

_MAX_HEAD_LINES = 5
_MAX_HEAD_LINE = 100
"""Code points: a longer line is no line with a name or a day."""

_QUOTED_NAME = re.compile(r"[«„“\"「『《]([^«»„“”\"「」『』《》]{2,60})[»“”\"」』》]")
_ARTICLE = re.compile(
    r"(?:the|il|lo|la|le|les|l['’]|el|los|las|die|der|das|de|o|os|as)(?:\s|(?<=['’]))", re.IGNORECASE
)
_ISSUING_BODY = re.compile(rf"\b(?:{phrases('issuing_bodies')})\b", re.IGNORECASE)
_CITY_NAME = re.compile(rf"(?:{phrases('cities')})\.?\s\S+", re.IGNORECASE)
_MAX_OUTLET_WORDS = 6
_MIN_SENTENCE, _MIN_WIDE_SENTENCE = 80, 20
"""Code points: a shorter text with a full stop may end with a day, such as "19 ноября 2026 г."."""
_MAX_COMPARED = 20_000
"""Code points of the running text whose words are compared with names."""


class _Words:
    """The words of a running text, by which a heading is told from a name."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._text = "\n".join(texts)[:_MAX_COMPARED]

    @cached_property
    def _words(self) -> frozenset[str]:
        return frozenset(_WORD.findall(self._text))

    def has(self, name: str) -> bool:
        """Return whether the text uses a name, or a word of it in small letters."""
        return name in self._text or any(
            word != word.lower() and word.lower() in self._words for word in _WORD.findall(name)
        )


@dataclass(slots=True)
class _HeadNames:
    """The names in the lines of a head: what shows its role, persons without such a clue, and other names."""

    authors: list[str] = field(default_factory=list)
    outlets: list[str] = field(default_factory=list)
    persons: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)
    located: bool = False

    def add_line(self, line: str) -> bool:
        """Add the names of a line without its dates; return whether all of it is explained."""
        return all(self._add_piece(piece.strip(" ,;.:、，،")) for piece in _SEPARATOR.split(line))

    def _add_piece(self, piece: str) -> bool:
        marked = _read_part(piece, set())
        if marked is not None:
            self.authors += marked.authors
            self.outlets += filter(None, [marked.publication])
            return True
        before = len(self.persons)
        return all(
            self._add_name(part.strip(), behind=len(self.persons) > before) for part in piece.split(",")
        )

    def _add_name(self, name: str, *, behind: bool) -> bool:
        """Add a name, which may be that of a place or a role `behind` that of a person."""
        quoted = _QUOTED_NAME.fullmatch(name)
        if all(map(_is_filler, _WORD.findall(name.casefold()))):
            return True
        if quoted or _may_be_outlet(name):
            self.outlets.append(quoted[1] if quoted else name)
        elif behind and (is_role(name) or is_place(name) or (_CITY_NAME.match(name) and is_name(name))):
            self.located = True
        elif is_person(name) and not _ARTICLE.match(name):
            self.persons.append(name)
        elif is_name(name):
            self.others.append(name)
        else:
            return False
        return True

    def resolve(self, words: _Words) -> Byline | None:
        """Return who wrote the text and where it appeared, or None if a name is left over."""
        persons, outlets = list(self.persons), list(self.outlets)
        if not outlets and (self.authors or persons):
            outlets = list(self.others)
            if not outlets and self.authors and len(persons) == 1:
                outlets, persons = persons, []
            elif not outlets and len(persons) == 2 and not self.located:
                outlets = [persons.pop()]
        elif self.others:
            return None
        if len(outlets) > 1 or (self.authors and persons):
            return None
        if any(map(words.has, persons if persons or self.authors else outlets)):
            return None
        if not outlets and any(is_cjk_name(name) or _CASELESS.fullmatch(name) for name in persons):
            return None
        authors = (*self.authors, *persons)
        if not authors and not outlets:
            return None
        return Byline(authors=authors, publication=outlets[0] if outlets else None)


def _may_be_outlet(name: str) -> bool:
    """Return whether a name has a word of newspapers, or is that of a ministry, an institute or the like."""
    if len(name.split()) > _MAX_OUTLET_WORDS or name[:1].islower():
        return False
    return is_outlet(name) or (bool(_ISSUING_BODY.search(name)) and is_name(name))


def _is_sentence(text: str) -> bool:
    line = text.rstrip("\"'”’»」 ")
    least = _MIN_WIDE_SENTENCE if line.endswith(("。", "！", "？")) else _MIN_SENTENCE
    return len(text) > (least if line.endswith(tuple(".!?。！？؟।")) else _MAX_LENGTH)


def read_head_lines(texts: Sequence[str]) -> tuple[int, Byline] | None:
    """Read the first texts below a title as lines with authors, outlet and day; return how many, or None.

    Names need no "by" there: lines in which every part is a name or a day, and which have a day, are no part of the
    text. A person whose name has words that the text below uses in small letters is a heading.
    """
    first = next(filter(lambda place: _is_sentence(texts[place]), range(len(texts))), len(texts))
    words = _Words(texts[first:])
    best: tuple[int, Byline] | None = None
    names, day = _HeadNames(), None
    for count, text in enumerate(texts[: min(first, _MAX_HEAD_LINES)], 1):
        for line in text.split("\n"):
            days, rest = _take_days(line.strip(), None)
            if len(line) > _MAX_HEAD_LINE or (days.first and (day or states_period(line))):
                return best
            day = day or days.first
            if not names.add_line(rest):
                return best
        found = names.resolve(words) if day else None
        # A further line belongs to the head only if it adds a name.
        if found is not None and (best is None or found != replace(best[1], published=None)):
            best = count, replace(found, published=day)
    return best


# The place and the day with which a report begins, as in "London, 25 November 2026. Insurers raised …".

_MAX_PLACE_WORDS = 3
_DATELINE = 100
"""Code points at the beginning of a text in which its dateline ends."""
_BEFORE_DATELINE_DAY = re.compile(r",\s*(?:(?:le|den|am|lì|li|a|el|em|on|dnia)\s+)?\Z", re.IGNORECASE)
_AFTER_DATELINE = re.compile(r"(?:\s*\([^()]{1,30}\))?(?:[.:]\s|\s*[–—-]\s)")


def read_dateline(text: str) -> tuple[date, str] | None:
    """Return the day in the dateline at the beginning of a text and the dateline, or None."""
    head = text.lstrip()[:_DATELINE]
    found = find_date(head)
    before = _BEFORE_DATELINE_DAY.search(head[: found[1]]) if found else None
    if found is None or before is None or states_period(head[: found[2]]):
        return None
    day, _, end = found
    year = _YEAR_WORD.match(head[end:])
    end += year.end() if year else 0
    places = re.sub(r"\s*\([^()]*\)", "", head[: before.start()]).split(",")
    are_places = all(is_name(place.strip()) and len(place.split()) <= _MAX_PLACE_WORDS for place in places)
    return (day, head[:end]) if are_places and _AFTER_DATELINE.match(head, end) else None


def _take_days(line: str, language: str | None) -> tuple[Days, str]:
    """Return the dates in a line, and the line without them."""
    day: date | None = None
    changed: date | None = None
    kept: list[str] = []
    for _ in range(_MAX_DAYS):
        found = find_date(line, language)
        if found is None:
            break
        if _UPDATED_LABEL.search(line[: found[1]]):
            changed = changed or found[0]
        else:
            day = day or found[0]
        kept.append(_short_weekday_pattern().sub("", _OF_DAY.sub("", line[: found[1]])))
        line = _TIME.sub(" ", _YEAR_WORD.sub("", line[found[2] :]))
    return Days(day, changed), "\n".join((*kept, _PAGE.sub("", line) if kept else line))


@cache
def _short_weekday_pattern() -> re.Pattern[str]:
    """Return the pattern of the short form of a day of the week before a date, as in "Fri 2 Oct 2026".

    A form of one or two letters has a full stop or a comma. What follows a name may be a newspaper, such as the Sun.
    """
    days = sorted(byline_words("short_weekdays"))
    long, short = ("|".join(day for day in days if (len(day) > 2) is is_long) for is_long in (True, False))
    before = r"(?:^|(?<=\bon )|(?<=[|·–—-] ))"
    return re.compile(rf"{before}(?:(?:{long})\.?,?|(?:{short})[.,]+)\s+\Z", re.IGNORECASE)


def find_days(text: str, language: str | None = None) -> Days:
    """Return the dates in a line."""
    return _take_days(text, language)[0]


def _read_part(segment: str, known: set[str]) -> Byline | None:
    """Read one part of a line; return None if nothing shows what it is."""
    words = _WORD.findall(segment.casefold())
    dated = any(word[0].isdecimal() for word in words)
    if match_key(segment) in known or all(
        _is_filler(word) and (dated or not is_month(word)) for word in words
    ):
        return Byline()
    source = _SOURCE_LABEL.match(segment)
    if source:
        name = segment[source.end() :]
        is_caseless = bool(_CASELESS.fullmatch(name)) and len(name.split()) <= _MAX_CASELESS_WORDS
        return Byline(publication=name) if is_caseless or is_name(name) else None
    wide = _BY_CJK.sub("", _ROLE_CJK.sub("", segment))
    if wide != segment and is_cjk_name(wide):
        return Byline(authors=(wide,))
    by = _BY.match(segment)
    return _read_authors(segment[by.end() :]) if by else None


def _read_authors(segment: str) -> Byline | None:
    """Read the persons and the outlet after "by"; places and roles are skipped."""
    segment = _AT_PLACE.sub("", _FILED_UNDER.sub("", segment))
    persons: list[str] = []
    outlet = None
    for part in filter(None, _AND.split(re.sub(r"\s*\([^()]*\)", "", segment))):
        if persons and (is_role(part) or is_place(_FROM_PLACE.sub("", part))):
            continue
        name = strip_role(part)
        if persons and is_outlet(name) and is_name(name):
            outlet = name
        elif is_agency(name) or is_person(name):
            persons.append(name.title() if name.isupper() and " " in name else name)
        else:
            return None
    return Byline(authors=tuple(persons), publication=outlet) if persons else None


def _assign_unmarked_parts(
    found: Byline, unmarked: Sequence[str], *, has_names: bool, dated: bool
) -> Byline | None:
    """Use unmarked parts as outlet or author, depending on the marked ones; return None if one is left over."""
    left = list(unmarked)
    outlets = [
        part for part in left if is_name(part) and (is_outlet(part) or (not is_cjk_name(part) and has_names))
    ]
    if found.publication is None and len(outlets) == 1 and (has_names or dated):
        found = replace(found, publication=outlets[0])
        left.remove(outlets[0])
    if (
        found.publication
        and dated
        and len(left) == 1
        and not has_names
        and is_name(left[0])
        and is_person(left[0])
    ):
        found = replace(found, authors=(left.pop(),))
    return None if left or (found == Byline() and not dated) else found


def _is_filler(word: str) -> bool:
    return (
        word in byline_words("filling")
        or is_month(word)
        or word.isdecimal()
        or bool(re.match(r"^\d{1,2}h(?:\d\d)?$|^\d+(?:am|pm|min)$", word))
    )
