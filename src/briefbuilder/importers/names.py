"""Names in a byline: which may be a person's, an outlet's, an agency's or a place's, and what is no part of a name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from briefbuilder.importers.clean import key
from briefbuilder.importers.wide import FIRST, SIGNS

_PARTICLES = frozenset(
    """
    of for and the on in at de del della delle dei degli di da do dos das du des la le les lo il i e et y und für van von
    der den den ter af av och og al el bin ibn zu zur im sur pour per
    """.split()  # noqa: SIM905
)

_ROLE = re.compile(
    r"correspond|corrispond|inviat[oa]|envoyée?s? spécia(?:le?s?|ux)|reporter|editor\b|columnist|redat|rédact|redakt|\bwriters?\b|engineer|manager|director|founder|professor|analyst|fellow\b|journalist|producer|scientist",
    re.IGNORECASE,
)
_OF_ROLE = frozenset(
    """
    senior chief deputy staff special foreign political business science health national international washington associate
    assistant contributing guest managing executive us uk eu world sport sports arts culture economics technology tech games gaming auto
    city news features video web digital entertainment food travel fashion opinion education environment energy climate security
    military defense defence diplomatic legal crime courts religion medical parliamentary pentagon state metro regional local general
    data investigative markets money finance financial consumer film music books
    """.split()  # noqa: SIM905
)
"""What begins a role behind a name."""

_CUT = frozenset(
    """
    on at am um el il le den ngày monday tuesday wednesday thursday friday saturday sunday lunedì martedì mercoledì giovedì venerdì
    sabato domenica lundi mardi mercredi jeudi vendredi samedi dimanche montag dienstag mittwoch donnerstag freitag samstag sonntag
    """.split()  # noqa: SIM905
)
"""What is left behind a name where a line is cut before its day."""

_OUTLET = re.compile(
    r"\b(?:news|times|post|journal|gazette|gazzetta|corriere|giornale|stampa|repubblica|messaggero|tribune|tribuna|herald"
    r"|review|revue|rivista|revista|magazine|zeitung|blatt|anzeiger|monde|figaro|courrier|diario|país|jornal|chronicle"
    r"|observer|telegraph|guardian|standard|agency|agenzia|agence|bulletin|bollettino|quarterly|weekly|daily|reuters|ansa"
    r"|afp|dpa|bloomberg|kyodo|xinhua)\b|(?:新聞|新闻|新报|新報|日报|日報|时报|時報|通信|通讯社|通訊社|일보|신문|뉴스)",
    re.IGNORECASE,
)

_AGENCY = re.compile(
    r"^(?:reuters|afp|ap|ansa|dpa|efe|adnkronos|kyodo|xinhua|tass|bloomberg|agi|apa|belga|pa|pti|ians|upi|lusa|sda|čtk|ctk|pap|mti|hina|agerpres|anadolu|antara|yonhap|jiji|interfax|tt|ntb|ritzau|stt|anp)$",
    re.IGNORECASE,
)

_PLACES = frozenset(
    """
    newyork losangeles sanfrancisco hongkong newdelhi nuovadelhi telaviv buenosaires lahaye denhaag thehague saopaulo
    sãopaulo sanpaolo riodejaneiro kualalumpur abudhabi capetown mexicocity ciudaddeméxico washingtondc lecaire
    sanpietroburgo stpetersburg hochiminhcity
    """.split()  # noqa: SIM905
)
"""Places of two words, which look like a second author behind a comma."""

_CASELESS = re.compile("[\u0590-\u06ff\u0900-\u097f\\s'’-]+")
"""A name in a script without capitals, as Arabic, Hebrew and Hindi have; only a sign before it tells that it is one."""

_MOST_CASELESS = 4


def are_agencies(names: Sequence[str]) -> bool:
    """Tell whether names are those of news agencies alone: a person may have written the text after all."""
    return bool(names) and all(_AGENCY.match(name) for name in names)


def are_accounts(names: Sequence[str]) -> bool:
    """Tell whether names are those of accounts alone, in one word of small letters, as no person writes a name."""
    return bool(names) and all(" " not in name and name.islower() for name in names)


def is_agency(text: str) -> bool:
    """Tell whether a text is the name of a news agency."""
    return bool(_AGENCY.match(text))


def is_outlet(text: str) -> bool:
    """Tell whether a name has a word of newspapers' and agencies' names."""
    return bool(_OUTLET.search(text))


def is_wide_name(text: str) -> bool:
    """Tell whether a text may be a name in signs of China, Japan and Korea."""
    return text[:1] >= FIRST and bool(_wide_name().match(text))


def is_role(text: str) -> bool:
    """Tell whether a text says as what somebody writes."""
    return bool(_ROLE.search(text))


def without_role(name: str) -> str:
    """Return a name without what is no part of it behind it: a role, a day of the week, the "on" of a cut line."""
    words = name.split()
    folded = [word.casefold().strip(".,:") for word in words]
    for place in range(2, len(words)):
        role = folded[place] in _OF_ROLE or _ROLE.search(words[place])
        if role and _ROLE.search(" ".join(words[place:])):
            words = words[:place]
            break
    while len(words) > 2 and words[-1].casefold() in _CUT:
        words.pop()
    return " ".join(words)


def is_person(text: str) -> bool:
    """Tell whether a text may be a person's name: of two words at least where the script has capitals or spaces."""
    if is_wide_name(text):
        return len(text) <= 8
    words = text.split()
    if not 2 <= len(words) <= 5 or words[0].casefold() in {"the", "a", "il", "la", "le", "der", "die", "das"}:
        return False
    if _CASELESS.fullmatch(text):
        return len(words) <= _MOST_CASELESS
    return is_name(text) and not re.search(r"\d", text) and not _OUTLET.search(text)


def is_place(text: str) -> bool:
    """Tell whether a part may be where something was written: one name, or a place known to have two."""
    return key(text) in _PLACES or (len(text.split()) == 1 and is_name(text))


@cache
def _wide_name() -> re.Pattern[str]:
    # Compiled when a text begins with such a sign: their ranges take long to compile.
    return re.compile(rf"^[{SIGNS}][{SIGNS}・\s]{{1,11}}$")


def is_name(text: str) -> bool:
    """Tell whether a text is a name: every word of it with a capital, but for small ones within."""
    if is_wide_name(text):
        return True
    words = [word for word in text.split() if any(map(str.isalnum, word))]
    if not 1 <= len(words) <= 8 or re.search(r"[.!?:;]\s|[!?:;]$|[\"“”«»„]", text):
        return False
    capital = [word for word in words if word.lstrip("(‘’'")[:1].isupper() or _elided(word)]
    return bool(capital) and all(word in capital or word.casefold() in _PARTICLES for word in words)


def _elided(word: str) -> bool:
    """Tell whether a word is a name behind an elided one, as "dell’Economia"."""
    return bool(re.match(r"^[a-zà-ÿ]{1,5}['’][A-ZÀ-Þ]", word))
