"""The patterns by which dates and periods are found in texts with letters, made of the words of a language."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from functools import cache
from typing import Any

from briefbuilder.domain.languages import EAST_ASIAN, base_language
from briefbuilder.domain.patterns import lazy_pattern
from briefbuilder.domain.values import value
from briefbuilder.locales.data import Locale, find_locale
from briefbuilder.locales.dates import LEVANTINE_MONTHS
from briefbuilder.system.paths import resources_folder
from briefbuilder.word_lists import load_word_lists

_NEVER = "(?!)"
_YEAR = r"(?:1[0-9]\d\d|20\d\d|21\d\d)"
_ROMAN = r"(?:[IVX]{1,5}|\d{1,2})"
_PLACEHOLDER = lazy_pattern(r"<([A-Za-z]+)(\d?)>")
_SLOT_NAMES = {"W", "WS", "D", "M", "Y", "YY", "n", "q", "N", "U", "S", "L", "A", "LY", "ORD", "R"}

_WEEKDAY = r"(?:<W>,? (?:<ART> )?)?"
# "May last year" is not "May last".
_WITH_YEAR = r"(?:\.?,? (?:<OF> )?(?:<Y>|'<YY>(?!\w)|<LY>)| <A>)?"
_RULES = (
    ("iso", r"<Y>-<n>-<n2>"),
    ("year_first", r"<Y>[/.]<n>[/.]<n2>"),
    ("figures", r"<n>(?:[./-]|\. )<n2>(?:[./-]|\. )(?:<Y>|<YY>)(?![.,/-]?\d)"),
    ("days", rf"{_WEEKDAY}<D>(?: ?[-–—/] ?| <TO> (?:<ART> )?)<D2> (?:<OF> )?<M>{_WITH_YEAR}"),
    ("day", rf"{_WEEKDAY}<D> (?:<OF> )?<M>{_WITH_YEAR}"),
    (
        "month_first",
        r"(?:<W>,? )?<M>\.? <D>(?: ?[-–—] ?<D2>)?(?:,? (?:<Y>|'<YY>(?!\w)|<LY>))?(?!\d|[.,]\d| ?%)",
    ),
    ("day", r"<D>-<M>(?:-(?:<Y>|<YY>))?(?!\w)"),
    ("month", r"(?:<L> )?<M>(?:\.?,? (?:<OF> )?(?:<Y>(?!\d)|'<YY>|<LY>)| <A>)?"),
    ("quarter", r"(?:Q<q>(?: ?/? ?'?(?:<Y>|<YY>))?|T<q2> <Y2>|<q3>[QT] ?(?:<Y3>|<YY3>)|<Y4> ?Q<q4>)(?!\d)"),
    ("quarter", r"<ORD> <QUARTER>(?:,? (?:<OF> )?(?:<Y>|<LY>))?"),
    ("half", r"H<q> ?(?:<Y>|<YY>)|<Y2> ?H<q2>"),
    ("half", r"<ORD> <HALF>,? (?:<OF> )?(?:<Y>|<LY>)"),
    ("season", r"(?:<L> )?<S>(?:,? (?:<OF> )?(?:<Y>|<LY>)| <A>)"),
    ("season", r"<L> <S>"),
    ("short_weekday", r"<WS>(?:\.,?|,) ?<D>(?![\d:.,/–-]|\w| ?[%°º$€£]| (?:<OF> )?<M>)"),
    ("weekday", r"(?:<L> )?<W>(?: <A>)?(?: <D>(?![\d:–-]|[.,]\d|\w| ?[%°º$€£]))?"),
)


@value(kw_only=False)
class Rule:
    """A form of dates: `kind` says how a match of `pattern` is read."""

    kind: str
    source: str
    value: int = 0
    """The difference of a relative phrase, the first year of a decade, the number of a century."""

    @property
    def pattern(self) -> re.Pattern[str]:
        """The pattern, compiled when it is first tried: many texts have few forms of dates."""
        return _compiled(self.source)


@value(kw_only=False)
class PeriodWords:
    """What a language says of dates; the patterns read texts that `plain` of `periods` made."""

    language: str
    rules: tuple[Rule, ...]
    months: Mapping[str, int]
    full_months: frozenset[str]
    doubtful: re.Pattern[str]
    name: re.Pattern[str]
    weekdays: tuple[tuple[re.Pattern[str], int], ...]
    short_weekdays: tuple[str, ...]
    directions: tuple[tuple[re.Pattern[str], str], ...]
    years: tuple[tuple[re.Pattern[str], int], ...]
    same_year: re.Pattern[str]
    units: tuple[tuple[re.Pattern[str], str], ...]
    numbers: tuple[re.Pattern[str], ...]
    seasons: tuple[re.Pattern[str], ...]
    ordinals: tuple[re.Pattern[str], ...]
    preceded: re.Pattern[str]
    """The words before a month or a year, at the end of the text before it."""

    habit: re.Pattern[str]
    not_weekday: re.Pattern[str]
    amount_before: re.Pattern[str]
    amount_after: re.Pattern[str]
    until: re.Pattern[str]
    future: re.Pattern[str]
    said: re.Pattern[str]
    from_before: re.Pattern[str]
    between_before: re.Pattern[str]
    to_gap: re.Pattern[str]
    and_gap: re.Pattern[str]
    list_gap: re.Pattern[str]
    capital: bool = field(default=False)
    english: bool = field(default=False)


LONGEST_BEGINNING = 5
"""The most letters of a form of dates by which it is looked for."""


class Beginnings:
    """Where dates may begin in a text in small letters, by the letters with which they begin.

    `tools/period_beginnings.py` makes them from the rules, since patterns of all rules take long to compile and to search.
    """

    def __init__(self, trigger: str, numbers: Mapping[str, Sequence[int]]) -> None:
        self.trigger = re.compile(trigger)
        self._numbers = numbers

    def rules_at(self, text: str, start: int) -> Sequence[int]:
        """Return the numbers of the rules that may fit where `trigger` was found, in their order."""
        begins = "".join(
            "0" if letter.isdecimal() else letter for letter in text[start : start + LONGEST_BEGINNING]
        )
        for length in range(LONGEST_BEGINNING, 0, -1):
            if (numbers := self._numbers.get(begins[:length])) is not None:
                return numbers
        return ()


@cache
def beginnings_of(language: str) -> Beginnings:
    """Return the beginnings of the forms of dates in a language that `words_of` knows."""
    file = resources_folder() / "periods" / f"{language}.json"
    read = json.loads(file.read_text("utf-8"))
    return Beginnings(read["trigger"], read["rules"])


def languages() -> tuple[str, ...]:
    """Return the languages written with letters whose words of dates are listed."""
    lists: Mapping[str, Any] = load_word_lists("briefbuilder.evidence", "periods")
    return tuple(language for language, words in lists.items() if "between" in words)


@cache
def words_of(language: str) -> PeriodWords | None:
    """Return the words of a language, or None if there are none; `language` has no region.

    Those of East Asian languages have another form, and are read by the module for them.
    """
    if language in EAST_ASIAN:
        return None
    lists: Mapping[str, Any] = load_word_lists("briefbuilder.evidence", "periods").get(language, {})
    locale = find_locale(language)
    return None if not lists or locale is None else _make_words(language, lists, locale)


def load_patterns(language: str) -> None:
    """Compile all patterns of a language (BCP 47), which otherwise happens when each is first tried."""
    words = words_of(base_language(language))
    if words is not None:
        beginnings_of(words.language)
        for rule in words.rules:
            _compiled(rule.source)


def _make_words(language: str, lists: Mapping[str, Any], locale: Locale) -> PeriodWords:
    capital = bool(lists.get("capital"))
    months = _month_names(lists, locale, capital)
    fragments = _fragments(lists, locale, months, capital)
    rules = tuple(_make_rules(lists, fragments))
    relative: Mapping[str, str] = lists.get("relative", {})
    ends = r"(?:^|(?<=[^\w]))(?:%s) ?$"
    return PeriodWords(
        language=language,
        rules=rules,
        months=months,
        full_months=frozenset(_folded(name, capital) for name in (*locale.months, *locale.months_alone)),
        doubtful=lazy_pattern(f"(?i:{lists.get('doubtful') or _NEVER})"),
        name=lazy_pattern(rf"(?<!\w)(?:{lists.get('name') or _NEVER})$"),
        weekdays=_weekday_patterns(lists, locale, capital),
        short_weekdays=_short_weekdays(locale),
        directions=tuple(
            (_phrase(pattern), direction)
            for place in ("before", "after")
            for direction, pattern in lists.get(place, {}).items()
        ),
        years=tuple(
            (_phrase(pattern), int(key.split()[1]))
            for key, pattern in relative.items()
            if key.startswith("year ")
        ),
        same_year=_phrase(lists.get("same_year") or _NEVER),
        units=tuple((_phrase(pattern), unit) for unit, pattern in lists.get("units", {}).items()),
        numbers=tuple(map(_phrase, lists.get("numbers", ()))),
        seasons=tuple(map(_phrase, lists.get("seasons", ()))),
        ordinals=tuple(map(_phrase, lists.get("ordinals", ()))),
        preceded=lazy_pattern(ends % f"(?i:{lists['in']})"),
        habit=lazy_pattern(ends % f"(?i:{lists.get('habit') or _NEVER})"),
        not_weekday=_phrase(lists.get("not_weekday") or _NEVER),
        amount_before=lazy_pattern(ends % f"(?i:{lists.get('amount_before') or _NEVER})"),
        amount_after=lazy_pattern(rf"\+? (?:{lists.get('amount_after') or _NEVER})(?!\w)"),
        until=lazy_pattern(ends % f"(?i:{lists.get('until') or _NEVER})"),
        future=lazy_pattern(rf"(?<!\w)(?i:{lists.get('future') or _NEVER})(?!\w)"),
        said=lazy_pattern(rf"(?<!\w)(?:{lists.get('said') or _NEVER})(?!\w)"),
        from_before=lazy_pattern(ends % f"(?i:{lists['from']})"),
        between_before=lazy_pattern(ends % f"(?i:{lists['between']})"),
        to_gap=lazy_pattern(rf",? (?:{lists['to']})(?: (?:{lists.get('article') or _NEVER}))?(?: |(?<='))"),
        and_gap=lazy_pattern(
            rf" ?(?<!\w)(?:{lists['and']})(?: (?:{lists.get('article') or _NEVER}))?(?: |(?<='))?"
        ),
        list_gap=lazy_pattern(
            rf" ?[-–—/,] ?|,? (?:{lists['and']}|{lists['to']}|or|o|ou|oder)(?: (?:{lists.get('article') or _NEVER}))? "
        ),
        capital=capital,
        english=bool(lists.get("month_first")),
    )


@cache
def _compiled(source: str) -> re.Pattern[str]:
    return re.compile(source)


def _phrase(pattern: str) -> re.Pattern[str]:
    return lazy_pattern(f"(?i:{pattern})")


def _folded(name: str, capital: bool) -> str:
    plain = name.replace("’", "'").replace("ʼ", "'").rstrip(".")
    return plain if capital else plain.lower()


def _month_names(lists: Mapping[str, Any], locale: Locale, capital: bool) -> dict[str, int]:
    names = {
        _folded(name, capital): number
        for forms in (locale.months_short_alone, locale.months_short, locale.months_alone, locale.months)
        for number, name in enumerate(forms, 1)
        if not name[0].isdigit()
    }
    names |= {
        _folded(name.replace("\\", ""), capital): number
        for number, forms in lists.get("months", {}).items()
        for name in forms.split("|")
    }
    if capital:
        # Headings and the reports of desks have months in capitals, too: 17 NOV.
        names |= {name.upper(): number for name, number in names.items()}
    if locale.tag == "ar":
        names |= LEVANTINE_MONTHS
    return names


def _short_weekdays(locale: Locale) -> tuple[str, ...]:
    """Return the days of the week for short, from Monday on, without full stops."""
    return tuple(name.rstrip(".") for name in locale.days_short)


def _weekday_patterns(
    lists: Mapping[str, Any], locale: Locale, capital: bool
) -> tuple[tuple[re.Pattern[str], int], ...]:
    further: Mapping[int, str] = lists.get("weekdays", {})
    suffix = f"(?:{lists['weekday_suffix']})?" if "weekday_suffix" in lists else ""
    patterns = []
    for number in range(7):
        names = [re.escape(_folded(locale.days[number], capital)), *filter(None, [further.get(number)])]
        flag = "" if capital else "i"
        patterns.append((lazy_pattern(f"(?{flag}:(?:{'|'.join(names)}){suffix})"), number))
    return tuple(patterns)


def _fragments(
    lists: Mapping[str, Any], locale: Locale, months: Iterable[str], capital: bool
) -> Mapping[str, str]:
    names = sorted(months, key=len, reverse=True)
    short = "|".join(re.escape(name) for name in names)
    years = [value for key, value in lists.get("relative", {}).items() if key.startswith("year ")]
    quarter_of = [*years, lists.get("same_year") or _NEVER]
    first = f"|(?i:{lists['first']})" if "first" in lists else ""
    prefix = "(?:و?(?:ب|ل)?)" if locale.tag == "ar" else ""
    after = lists.get("year_suffix")
    return {
        "Y": _YEAR + (rf"(?: {after})?" if after else ""),
        "YY": r"\d\d",
        "n": r"\d{1,2}",
        "q": "[1-4]",
        "D": rf"(?:(?:0?[1-9]|[12]\d|3[01])(?!\d)(?:{lists.get('suffix') or _NEVER})?{first})",
        "M": rf"{prefix}(?{'' if capital else 'i'}:{short})(?!\w)",
        "W": "(?:"
        + "|".join(pattern.pattern for pattern, _ in _weekday_patterns(lists, locale, capital))
        + r")(?!\w)",
        "WS": f"(?{'' if capital else 'i'}:{'|'.join(map(re.escape, _short_weekdays(locale)))})",
        "ART": lists.get("article") or _NEVER,
        "OF": lists.get("of") or _NEVER,
        "TO": lists["to"],
        "L": "(?i:" + ("|".join(lists.get("before", {}).values()) or _NEVER) + ")",
        "A": "(?i:" + ("|".join(lists.get("after", {}).values()) or _NEVER) + r")(?!\w)",
        "LY": f"(?i:{'|'.join(quarter_of)})(?!\\w)",
        "ORD": f"(?i:{'|'.join(lists.get('ordinals', [_NEVER]))})",
        "QUARTER": f"(?:{lists.get('quarter') or _NEVER})",
        "HALF": f"(?:{lists.get('half') or _NEVER})",
        "S": f"(?i:{'|'.join(lists.get('seasons', [_NEVER]))})(?!\\w)",
        "N": rf"(?i:\d{{1,3}}|{'|'.join(lists.get('numbers', [_NEVER]))})",
        "U": f"(?:{'|'.join(lists.get('units', {}).values())})",
        "R": _ROMAN,
    }


def _templates(lists: Mapping[str, Any]) -> Iterator[tuple[str, str, int]]:
    for kind, template in _RULES:
        if kind != "month_first" or lists.get("month_first"):
            yield kind, template, 0
    for key in ("ago", "decade", "century", "days_month", "day_month", "day_roman"):
        if key in lists:
            yield key, rf"(?i:{lists[key]})(?!\w)", 0
    for key, pattern in lists.get("relative", {}).items():
        unit, difference = key.split()
        yield f"relative {unit}", rf"(?i:{pattern})(?!\w)", int(difference)
    for key in ("decades", "centuries"):
        for number, pattern in lists.get(key, {}).items():
            yield key, rf"(?i:{pattern})(?!\w)", number
    yield "years", r"<Y> ?[-–—/] ?(?:<Y2>|<YY>)(?![\d.,]?\d| ?[%€$£°])", 0
    yield "year", r"<Y>(?![\d%]|[A-Za-z](?!\w)|[.,]\d| ?%)", 0
    yield "fiscal", r"FY ?(?:<Y>|'?<YY>)(?: ?[-–/] ?(?:<Y2>|<YY2>))?(?!\w|[.,]\d)", 0
    yield "short_year", r"'<YY>(?!\w)", 0


def _make_rules(lists: Mapping[str, Any], fragments: Mapping[str, str]) -> Iterator[Rule]:
    for kind, template, number in _templates(lists):
        yield Rule(kind, _render(template, fragments), number)


def _render(template: str, fragments: Mapping[str, str]) -> str:
    used: set[str] = set()

    def write(found: re.Match[str]) -> str:
        name, number = found.groups()
        if name in _SLOT_NAMES:
            while name + number in used:
                number = str(int(number or 1) + 1)
            used.add(name + number)
            return f"(?P<{name}{number}>{fragments[name]})"
        return f"(?:{fragments[name]})"

    return _PLACEHOLDER.sub(write, template)
