"""The names of countries, regions and unions of states in texts, by the codes of the Unicode CLDR.

`resources/territories` has the names in CLDR and, for the states that are most often in the news, short names, adjectives,
capitals and names of peoples that are written by hand. `tools/locale_data.py` makes the files.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache

from briefbuilder.domain.languages import base_language
from briefbuilder.system.paths import resources_folder

TERRITORY_LANGUAGES: Mapping[str, tuple[str, ...]] = {
    "en": ("en_GB",), "it": ("it",), "fr": ("fr",), "de": ("de",), "es": ("es",), "pt": ("pt_PT", "pt"), "ja": ("ja",),
    "zh": ("zh_Hans", "zh_Hant"), "ko": ("ko",), "ar": ("ar",), "ru": ("ru",), "uk": ("uk",),
}  # fmt: skip
"""The languages in which territories have names, with the locales of CLDR that these are from."""
_CODES = (
    "002 003 005 009 011 013 014 015 017 018 019 021 029 030 034 035 039 053 054 057 061 142 143 145 150 151 154 "
    "155 202 419 AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS "
    "BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES "
    "ET EU EZ FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE "
    "IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC "
    "MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE "
    "PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV "
    "SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM UN US UY UZ VA VC VE VG VI VN VU WF WS XK "
    "YE YT ZA ZM ZW "
)
TERRITORIES = frozenset(_CODES.split())
"""The codes: countries by ISO 3166, regions by UN M.49, the European Union (EU), the euro area (EZ) and the United Nations (UN)."""

_NONE: tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]] = ((), (), ())


def territory_names(code: str, language: str) -> tuple[str, ...]:
    """Return what a territory is called in texts in a language, the usual name first; nothing if it is not known.

    Adjectives and capitals are among the names.
    """
    names, capitals, _ = _names(base_language(language)).get(code, _NONE)
    return names + capitals


def territory_capitals(code: str, language: str) -> tuple[str, ...]:
    """Return the capital and the seats of government of a territory, if they do not have its name."""
    return _names(base_language(language)).get(code, _NONE)[1]


def territory_peoples(code: str, language: str) -> tuple[str, ...]:
    """Return what the people of a territory are called, if it is not an adjective or its plural."""
    return _names(base_language(language)).get(code, _NONE)[2]


@cache
def _names(language: str) -> Mapping[str, tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]]:
    if language not in TERRITORY_LANGUAGES:
        return {}
    file = resources_folder() / "territories" / f"{language}.json"
    read: dict[str, list[str | list[str]]] = json.loads(file.read_text("utf-8"))
    found = {}
    for code, listed in read.items():
        groups = [tuple(group) for group in listed if isinstance(group, list)]
        capitals, peoples = (*groups, (), ())[:2]
        found[code] = tuple(name for name in listed if isinstance(name, str)), capitals, peoples
    return found
