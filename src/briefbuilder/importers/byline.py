"""Lines that tell who wrote an article, where it stood and when: they are metadata, not text.

A line is taken only where every word of it is accounted for; anything else stays in the text. Nothing is
made up: a name without a sign of what it names ("by", "Source:", a day beside it) is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from typing import NamedTuple

from briefbuilder.domain.values import value
from briefbuilder.importers.clean import CJK_RANGES, FIRST_CJK, match_key
from briefbuilder.importers.dates import find_date, is_month
from briefbuilder.word_lists import load_word_lists, split_words

# Names in a byline: which may be a person's, an outlet's, an agency's or a place's, and what is no part of a name.

_ROLE = re.compile(
    r"correspond|corrispond|inviat[oa]|envoyée?s? spécia(?:le?s?|ux)|reporter|editor\b|columnist|redat|rédact|redakt|\bwriters?\b|engineer|manager|director|founder|professor|analyst|fellow\b|journalist|producer|scientist",
    re.IGNORECASE,
)
_OUTLET = re.compile(
    r"\b(?:news|times|post|journal|gazette|gazzetta|corriere|giornale|stampa|repubblica|messaggero|tribune|tribuna|herald"
    r"|review|revue|rivista|revista|magazine|zeitung|blatt|anzeiger|monde|figaro|courrier|diario|país|jornal|chronicle"
    r"|observer|telegraph|guardian|standard|agency|agenzia|agence|bulletin|bollettino|quarterly|weekly|daily|reuters|ansa"
    r"|afp|dpa|bloomberg|kyodo|xinhua)\b|(?:新聞|新闻|新报|新報|日报|日報|时报|時報|通信|通讯社|通訊社|일보|신문|뉴스)",
    re.IGNORECASE,
)

_CASELESS = re.compile("[\u0590-\u06ff\u0900-\u097f\\s'’-]+")
"""A name in a script without capitals, as Arabic, Hebrew and Hindi have; only a sign before it tells that it is one."""

_MOST_CASELESS = 4


@cache
def byline_words(kind: str) -> frozenset[str]:
    """Return the words of one kind in `data/bylines.yaml`."""
    return _all_byline_words()[kind]


@cache
def _all_byline_words() -> dict[str, frozenset[str]]:
    return split_words(load_word_lists("briefbuilder.importers", "bylines"))


def are_agencies(names: Sequence[str]) -> bool:
    """Tell whether names are those of news agencies alone: a person may have written the text after all."""
    return bool(names) and all(map(is_agency, names))


def are_accounts(names: Sequence[str]) -> bool:
    """Tell whether names are those of accounts alone, in one word of small letters, as no person writes a name."""
    return bool(names) and all(" " not in name and name.islower() for name in names)


def is_agency(text: str) -> bool:
    """Tell whether a text is the name of a news agency."""
    return text.casefold() in byline_words("agencies")


def is_outlet(text: str) -> bool:
    """Tell whether a name has a word of newspapers' and agencies' names."""
    return bool(_OUTLET.search(text))


def is_cjk_name(text: str) -> bool:
    """Tell whether a text may be a name in signs of China, Japan and Korea."""
    return text[:1] >= FIRST_CJK and bool(_wide_name().match(text))


def is_role(text: str) -> bool:
    """Tell whether a text says as what somebody writes."""
    return bool(_ROLE.search(text))


def strip_role(name: str) -> str:
    """Return a name without what is no part of it behind it: a role, a day of the week, the "on" of a cut line."""
    words = name.split()
    folded = [word.casefold().strip(".,:") for word in words]
    for place in range(2, len(words)):
        role = folded[place] in byline_words("role_words") or _ROLE.search(words[place])
        if role and _ROLE.search(" ".join(words[place:])):
            words = words[:place]
            break
    while len(words) > 2 and words[-1].casefold() in byline_words("before_day"):
        words.pop()
    return " ".join(words)


def is_person(text: str) -> bool:
    """Tell whether a text may be a person's name: of two words at least where the script has capitals or spaces."""
    if is_cjk_name(text):
        return len(text) <= 8
    words = text.split()
    if not 2 <= len(words) <= 5 or words[0].casefold() in {"the", "a", "il", "la", "le", "der", "die", "das"}:
        return False
    if _CASELESS.fullmatch(text):
        return len(words) <= _MOST_CASELESS
    return is_name(text) and not re.search(r"\d", text) and not _OUTLET.search(text)


def is_place(text: str) -> bool:
    """Tell whether a part may be where something was written: one name, or a place known to have two."""
    return match_key(text) in byline_words("places") or (len(text.split()) == 1 and is_name(text))


@cache
def _wide_name() -> re.Pattern[str]:
    # Compiled when a text begins with such a sign: their ranges take long to compile.
    return re.compile(rf"^[{CJK_RANGES}][{CJK_RANGES}・\s]{{1,11}}$")


def is_name(text: str) -> bool:
    """Tell whether a text is a name: every word of it with a capital, but for small ones within."""
    if is_cjk_name(text):
        return True
    words = [word for word in text.split() if any(map(str.isalnum, word))]
    if not 1 <= len(words) <= 8 or re.search(r"[.!?:;]\s|[!?:;]$|[\"“”«»„]", text):
        return False
    capital = [word for word in words if word.lstrip("(‘’'")[:1].isupper() or _elided(word)]
    return bool(capital) and all(
        word in capital or word.casefold() in byline_words("particles") for word in words
    )


def _elided(word: str) -> bool:
    """Tell whether a word is a name behind an elided one, as "dell’Economia"."""
    return bool(re.match(r"^[a-zà-ÿ]{1,5}['’][A-ZÀ-Þ]", word))


_LONGEST = 160
"""Code points: a longer text is no byline."""

_WORD = re.compile(r"[^\W_]+")
_BY = re.compile(
    r"^(?:(?:written |words |story |text |posted |published |reported )?by|(?:testo |articolo |scritto )?di|a cura di|dal? nostr[oa] (?:inviat[oa]|corrispondente)"
    r"|(?:texte? |propos recueillis |écrit |publié |rédigé )?par|(?:geschrieben |verfasst |veröffentlicht )?von"
    r"|(?:escrito |redactado |publicado |postado )?por|de|(?:geschreven )?door|(?:skrevet |skriven )?a[vf]|text|texto|tekst"
    r"|teksti|oleh|penulis|yazan|yazar|írta|szerző|kirjoittanut|kirjoittaja|autor(?:es|e|i|a|ka|s|ius)?|autorin|authors?|auteurs?|författare"
    r"|forfatter|journalist|автор|текст|автори|συντάκτης|tác giả|کاتب|بقلم|كتب(?:ت)?|מאת|लेखक)\s*[:\s]\s*",
    re.IGNORECASE,
)
_BY_WIDE = re.compile(r"^(?:本报记者|本報記者|记者|記者|作者|撰文|文|取材・文|著者|筆者)\s*[:：/=／＝\s]?\s*")
_AFTER_WIDE = re.compile(r"\s*(?:記者|记者|特派員|기자|編集委員)$")
_UPDATED = re.compile(
    r"(?:updated|modified|aggiornat[oa]|mise? à jour|aktualisiert|actualizado|atualizado|bijgewerkt|更新|изменено|обновлено|оновлено|aktualizováno|aktualizacja|frissítve|actualizat|päivitetty|uppdaterad|opdateret|oppdatert|güncelleme|diperbarui|cập nhật"
    r"|עודכן|تحديث|수정)[^\n]{0,40}$",
    re.IGNORECASE,
)
"""What stands before the day of a change, which is not the day of publication."""

_CLOCK = re.compile(
    r"(?:午前|午後|上午|下午|오전|오후)?\s*\d{1,2}\s*(?:[時时点시]\s*(?:\d{1,2}\s*[分분])?|[:：.]\d{2})\s*(?:配信|更新|公開|掲載|発信|发布|입력)?"
)
"""A time of day beside a day, with what was done then."""

_SOURCE = re.compile(
    r"^(?:source|fonte|quelle|fuente|testata|from|da|出典|来源|來源)\s*[:：]\s*", re.IGNORECASE
)
_MOST_DAYS = 3
_STRONG = re.compile(r"\s*[·•‧∙|│▪]\s*|\s+[–—/-]\s+|\n")
_FROM = re.compile(r"^(?:à|a|ad|in|en|em|aus|uit|from|i|z|ze|we?|da|de|din|från|fra)\s+")
"""What stands before the place that somebody writes from."""

_FILED = re.compile(r"\s+(?:published|posted|filed) (?:in|under|to)\b.*$", re.IGNORECASE)
"""In which section a text stands, behind the name of who wrote it."""

_AND = re.compile(
    r"\s*[,;&、]\s*(?:(?:and|e|et|und|y|en|och|og)\s+)?|\s+(?:and|e|et|und|y|en|och|og|con|with|avec|mit)\s+",
    re.IGNORECASE,
)


class Days(NamedTuple):
    """The first day that a line tells and that is not the day of a change, and the first one that is."""

    first: date | None
    changed: date | None


@value
class Byline:
    """What a line tells of the article that it stands over."""

    authors: tuple[str, ...] = ()
    publication: str | None = None
    published: date | None = None

    def fill_from(self, other: Byline) -> Byline:
        """Return this byline with what only the other one tells."""
        return Byline(
            authors=self.authors or other.authors,
            publication=self.publication or other.publication,
            published=self.published or other.published,
        )


def is_byline(text: str, names: Sequence[str], language: str | None = None) -> bool:
    """Tell whether a text holds nothing but `names` (authors, outlet), days and words around them."""
    if len(text) > _LONGEST:
        return False
    rest = _without_days(text, language)[1]
    words = [word.casefold() for word in _WORD.findall(rest)]
    known = {word.casefold() for name in names for word in _WORD.findall(name)}
    telling = rest != text or any(word in known for word in words)
    dated = any(map(str.isdecimal, words))
    return telling and all(
        word in known or (_fills(word) and (dated or not is_month(word))) for word in words
    )


def read_byline(text: str, names: Sequence[str] = (), language: str | None = None) -> Byline | None:
    """Return what a byline tells, None where a text is anything else; `names` are known authors and outlets.

    `language` tells how the text writes its days in figures.
    """
    line = text.strip().strip("[]()（）").strip()
    if not line or len(line) > _LONGEST:
        return None
    days, rest = _without_days(line, language)
    known = {match_key(name) for name in names} - {""}
    found, loose, has_names = Byline(published=days.first), [], False
    for strong in _STRONG.split(rest):
        part = strong.strip(" ,;.:")
        told = _told(part, known)
        if told is not None:
            found = found.fill_from(told)
            has_names = has_names or bool(told.authors) or match_key(part) in known
        elif not (strong.rstrip().endswith(",") and is_place(part)):
            loose.append(part)
    return _settled(found, loose, has_names=has_names, dated=rest != line)


def _without_days(line: str, language: str | None) -> tuple[Days, str]:
    """Return the days that a line tells, and the line without them."""
    day: date | None = None
    changed: date | None = None
    kept: list[str] = []
    for _ in range(_MOST_DAYS):
        found = find_date(line, language)
        if found is None:
            break
        if _UPDATED.search(line[: found[1]]):
            changed = changed or found[0]
        else:
            day = day or found[0]
        kept.append(line[: found[1]])
        line = _CLOCK.sub(" ", line[found[2] :])
    return Days(day, changed), "\n".join((*kept, line))


def find_days(text: str, language: str | None = None) -> Days:
    """Return the days that a line tells."""
    return _without_days(text, language)[0]


def _told(segment: str, known: set[str]) -> Byline | None:
    """Return what one part of a line tells, None where nothing in it shows what it is."""
    words = _WORD.findall(segment.casefold())
    dated = any(word[0].isdecimal() for word in words)
    if match_key(segment) in known or all(_fills(word) and (dated or not is_month(word)) for word in words):
        return Byline()
    source = _SOURCE.match(segment)
    if source:
        return Byline(publication=segment[source.end() :]) if is_name(segment[source.end() :]) else None
    wide = _BY_WIDE.sub("", _AFTER_WIDE.sub("", segment))
    if wide != segment and is_cjk_name(wide):
        return Byline(authors=(wide,))
    by = _BY.match(segment)
    return _written_by(segment[by.end() :]) if by else None


def _written_by(segment: str) -> Byline | None:
    """Return the persons, and the outlet, that stand behind "by"; where and as what they write is left out."""
    segment = _FILED.sub("", segment)
    persons: list[str] = []
    outlet = None
    for part in filter(None, _AND.split(re.sub(r"\s*\([^()]*\)", "", segment))):
        if persons and (is_role(part) or is_place(_FROM.sub("", part))):
            continue
        name = strip_role(part)
        if persons and is_outlet(name) and is_name(name):
            outlet = name
        elif is_agency(name) or is_person(name):
            persons.append(name.title() if name.isupper() and " " in name else name)
        else:
            return None
    return Byline(authors=tuple(persons), publication=outlet) if persons else None


def _settled(found: Byline, loose: Sequence[str], *, has_names: bool, dated: bool) -> Byline | None:
    """Give the parts that nothing marks their meaning by what stands beside them; None where one is left over."""
    left = list(loose)
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


def _fills(word: str) -> bool:
    return (
        word in byline_words("filling")
        or is_month(word)
        or word.isdecimal()
        or bool(re.match(r"^\d{1,2}h(?:\d\d)?$|^\d+(?:am|pm|min)$", word))
    )
