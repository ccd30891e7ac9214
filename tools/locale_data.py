"""Extract the conventions of languages, and names of territories, from the Unicode CLDR into `resources`.

Babel has the dates and numbers of CLDR, Qt the quotation marks and the least length of grouped numbers.
`python tools/locale_data.py` writes the files; a test compares them with what the libraries say.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml
from babel import Locale
from babel.core import get_cldr_version
from PySide6.QtCore import QLocale, qVersion

from briefbuilder.locales.data import LANGUAGES
from briefbuilder.locales.territories import TERRITORIES, TERRITORY_LANGUAGES

FOLDER = Path(__file__).resolve().parents[1] / "resources" / "locales"
_STYLES = ("full", "long", "medium", "short")
_CURRENCIES = ("EUR", "USD", "GBP", "JPY", "CHF", "CNY")
_NOTE = """\
# The data in this folder and in `territories`

It is extracted by `tools/locale_data.py` from the Unicode Common Locale Data Repository (CLDR) {cldr}, as Babel {babel}
has it; the quotation marks and the least length of grouped numbers are those of Qt {qt}, which has them from CLDR, too.
The data is under the Unicode License V3 (`LICENSE`). Do not edit the files: run the tool again. In `territories`, short
names, adjectives, capitals and peoples are added that are written by hand in `tools/territory_words.yaml`.
"""


def extract(tag: str) -> dict[str, Any]:
    """Return the conventions of a language in `LANGUAGES`."""
    locale, qt = Locale.parse(LANGUAGES[tag]), QLocale(LANGUAGES[tag])
    symbols = locale.number_symbols["latn"]
    months, days = locale.months, locale.days
    return {
        "dates": {style: _visible(locale.date_formats[style].pattern) for style in _STYLES},
        "months": _names(months["format"]["wide"]),
        "months_alone": _names(months["stand-alone"]["wide"]),
        "months_short": _names(months["format"]["abbreviated"]),
        "months_short_alone": _names(months["stand-alone"]["abbreviated"]),
        "days": _names(days["format"]["wide"]),
        "days_alone": _names(days["stand-alone"]["wide"]),
        "days_short": _names(days["format"]["abbreviated"]),
        "days_short_alone": _names(days["stand-alone"]["abbreviated"]),
        "decimal": symbols["decimal"],
        "group": symbols["group"],
        "minimum_grouping": next(
            length for length in (4, 5, 6) if len(qt.toString(int("1" * length))) > length
        ),
        "percent": locale.percent_formats[None].pattern,
        "currency": _visible(locale.currency_formats["standard"].pattern.partition(";")[0]),
        "symbols": {code: locale.currency_symbols.get(code, code) for code in _CURRENCIES},
        "year": _visible(locale.datetime_skeletons["y"].pattern),
        "month_of_year": _visible(locale.datetime_skeletons["yMMMM"].pattern),
        "quarters": _quarters(locale),
        "quotes": [*_marks(qt, "StandardQuotation"), *_marks(qt, "AlternateQuotation")],
    }


def extract_all() -> dict[str, str]:
    """Return the text of the file of each language.

    To be called in a fresh process: what Babel says of names can depend on which languages it loaded before.
    """
    return {tag: format_data(extract(tag)) for tag in LANGUAGES}


TERRITORY_FOLDER = FOLDER.parent / "territories"
WORDS_FILE = Path(__file__).with_name("territory_words.yaml")
_WORDS_OF_TEXTS: Mapping[str, Mapping[str, str]] = {"ko": {"SD": "수단", "OM": "오만"}}
"""Names of CLDR that are ordinary words where they stand (“means”, “arrogance”)."""
_UNUSABLE = frozenset({"HK", "MO", "CD", "CG"})
"""Territories whose names in CLDR are longer than in any text; `territory_words.yaml` has their names."""
_AND = {"en": "and", "it": "e", "fr": "et", "de": "und", "es": "y", "pt": "e"}
_OTHER_NAME = re.compile(r"\s*[(（]([^()（）]*)[)）]\s*\Z")


def extract_territories(language: str) -> dict[str, list[str | list[str]]]:
    """Return the names of territories in a language of `TERRITORY_LANGUAGES`, by their codes.

    A list of capitals and a list of peoples follow the names where there are any.
    """
    found: dict[str, list[str]] = {}
    further: dict[str, list[list[str]]] = {}
    for name in TERRITORY_LANGUAGES[language]:
        territories = Locale.parse(name).territories
        for code in sorted(TERRITORIES - _UNUSABLE):
            listed = found.setdefault(code, [])
            listed += [each for each in _in_texts(territories[code], language) if each not in listed]
    for code, words in _territory_words()[language].items():
        names, *groups = (
            [word.strip() for word in group.split(",") if word.strip()] for group in words.split(";")
        )
        listed = found.setdefault(code, [])
        listed += [word for word in names if word not in listed]
        further[code] = groups
    for code, zone in _territory_words()["zones"].items():
        groups = further.setdefault(code, [])
        capitals = [*(groups[0] if groups else ()), *_cities(zone, language)]
        groups[:1] = [[city for city in dict.fromkeys(capitals) if city not in found[code]]]
    for code, name in _WORDS_OF_TEXTS.get(language, {}).items():
        found[code].remove(name)
    return {code: [*names, *further.get(code, ())] for code, names in found.items()}


def _cities(zone: str, language: str) -> Iterable[str]:
    """Return what the city of a time zone is called in a language of `TERRITORY_LANGUAGES`."""
    for name in TERRITORY_LANGUAGES[language]:
        city = Locale.parse(name).time_zones.get(zone, {}).get("city")
        yield (city or zone.rpartition("/")[2].replace("_", " ")).replace("\u00ad", "")


@cache
def _territory_words() -> Any:
    # The loader keeps every key as text: NO is Norway, not false.
    return yaml.load(WORDS_FILE.read_text("utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - it only makes text


def _in_texts(name: str, language: str) -> list[str]:
    """Return a name as texts have it: without signs, and a second name in parentheses as a name of its own."""
    other = _OTHER_NAME.search(name)
    names = [name] if other is None else [name[: other.start()], other[1]]
    joined = f" {_AND.get(language, '&')} "
    names = [each.replace("\u02bc", "\u2019").replace(" & ", joined) for each in names]
    saints = [f"Saint {each.removeprefix('St. ')}" for each in names if each.startswith("St. ")]
    return names + saints


def extract_all_territories() -> dict[str, str]:
    """Return the text of the file of territories of each language, to be called in a fresh process, too."""
    return {tag: format_data(extract_territories(tag)) for tag in TERRITORY_LANGUAGES}


def format_data(found: dict[str, Any]) -> str:
    """Return conventions as JSON with a line for each; names are left out where others say the same."""
    lines = ",\n".join(
        f"{json.dumps(name)}: {json.dumps(value, ensure_ascii=False)}"
        for name, value in found.items()
        if not name.endswith("_alone") or value != found[name.removesuffix("_alone")]
    )
    return f"{{\n{lines}\n}}\n"


def write(folder: Path = FOLDER) -> None:
    """Write the file of every language, the licence, and where the data comes from."""
    from babel import __version__ as babel

    for tag, text in extract_all().items():
        (folder / f"{tag}.json").write_text(text, "utf-8")
    TERRITORY_FOLDER.mkdir(exist_ok=True)
    for tag, text in extract_all_territories().items():
        (TERRITORY_FOLDER / f"{tag}.json").write_text(text, "utf-8")
    licence = files("babel").joinpath("locale-data", "LICENSE.unicode").read_text("utf-8")
    (folder / "LICENSE").write_text(licence, "utf-8")
    note = _NOTE.format(cldr=get_cldr_version(), babel=babel, qt=qVersion())
    (folder / "README.md").write_text(note, "utf-8")


def _names(names: Any) -> list[str]:
    """Return names in the order of their numbers: January first, Monday first."""
    return [names[number] for number in sorted(names)]


def _quarters(locale: Locale) -> list[str]:
    """Return the pattern of each quarter of a year, with its name in quotes."""
    pattern = _visible(locale.datetime_skeletons["yQQQQ"].pattern)
    names = _names(locale.quarters["format"]["wide"])
    if "QQQQ" not in pattern:
        return [pattern.replace("Q", str(number)) for number in range(1, 5)]
    return [pattern.replace("QQQQ", "'{}'".format(name.replace("'", "''"))) for name in names]


def _visible(pattern: str) -> str:
    """Return a pattern without marks of direction, which would reorder a date within other text."""
    return pattern.replace("\u200f", "").replace("\u200e", "")


def _marks(locale: QLocale, style: str) -> list[str]:
    before, after = locale.quoteString("\0", QLocale.QuotationStyle[style]).split("\0")
    return [before, after]


if __name__ == "__main__":
    write()
