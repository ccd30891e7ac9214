"""How odd the characters of a text are where they stand: what a wrong charset leaves behind.

Only characters beyond ASCII are weighed, since all charsets agree on the others.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache

from briefbuilder.importers.clean import SIGNS
from briefbuilder.importers.language import script_of

# The letters beyond ASCII that languages are written with: what tells a right charset from one nearly right.
#
# Small letters alone are listed; capitals follow. Letters of names and loans ("Müller", "café") cost little wherever
# they stand in Latin text. Languages with a script of their own are told by the script's range.

_LATIN = {
    "af": "áäéèêëíîïóôöúûüý",
    "az": "çəğıöşü",
    "bs": "čćđšž",
    "ca": "àçèéíïòóúü·",
    "cs": "áčďéěíňóřšťúůýž",
    "cy": "àáâäèéêëìíîïòóôöùúûüẁẃŵẅỳýŷÿ",
    "da": "æøåé",
    "de": "äöüß",
    "en": "é",
    "es": "áéíñóúü¿¡ºª",
    "et": "äõöüšž",
    "eu": "ñç",
    "fi": "äöåšž",
    "fr": "àâæçéèêëîïôœùûüÿ",
    "ga": "áéíóúḃċḋḟġṁṗṡṫ",
    "gl": "áéíñóúü",
    "hr": "čćđšž",
    "hu": "áéíóöőúüű",
    "id": "é",
    "is": "áðéíóúýþæö",
    "it": "àèéìíîòóùú",
    "lb": "äëéöü",
    "lt": "ąčęėįšųūž",
    "lv": "āčēģīķļņšūž",
    "ms": "é",
    "mt": "ċġħżàèìòù",
    "nb": "æøåéèêóòô",
    "nl": "áäèéëïíóöúü",
    "nn": "æøåéèêóòô",
    "no": "æøåéèêóòô",
    "pl": "ąćęłńóśźż",
    "pt": "áàâãçéêíóôõúüºª",
    "ro": "ăâîșț",
    "sk": "áäčďéíĺľňóôŕšťúýž",
    "sl": "čšž",
    "sq": "ëç",
    "sr": "čćđšž",
    "sv": "åäöé",
    "sw": "",
    "tl": "ñ",
    "tr": "çğıöşüâîûİ",
    "vi": "àáâãèéêìíòóôõùúýăđĩũơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ\u0300\u0301\u0303\u0309\u0323",
}
_ORDERED = {
    "ar": "اليمنترودبعسفهكحقةجشصطأىذخإضغثزءئظآؤ",
    "be": "анеіотырслкдямупвьбзгцчэўйхшжёюф",
    "bg": "аеоинтсрвлдпкзмугбъяхчцщжшйфюь",
    "el": "αοιτεσνηυρπκμλςόίωάδέγήύχθώφβξζψϊϋΐΰ",
    "fa": "ایرندهمتوسبکشزگفلخقحعجپآصطچضغثئذظژأءؤ",
    "he": "יוהלארתבמשנכדםפקעחטגצסןזךץף",
    "kk": "аеынтрлідсоқкмбңушғйгжпзөіүяəхвһфъьчцщэюё",
    "ky": "анытеркиулодсмгпбөүчжйзшңяьэвхфцюъщё",
    "mk": "аеоитнрсвдлкпмзујгбчшцжњфќхѓљџѕѐѝ",
    "mn": "агнэлрйдохтсуиөбүмзшчвжяыьцкепюёфъщ",
    "ru": "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё",
    "sr": "аиоенрстудвкмлпјзбгшчњцхжљћђфџ",
    "th": "านรอกเ่งว้มยลตดทบสคีปิัะจพหไแขชโุูืึใำ์ถผธศณซญภฟษฉฐฝ็ฎฏฤฆฒฌฬฮๆ",
    "uk": "оанивітерскдлпумзяьбгчйхцжїюєшщфґ",
    "ur": "اےیکرنوهمتسلدبجگپعشآہھںئقحفخزصٹطچضڑغذظثڈءؤ",
}
"""Letters of scripts that all stand beyond ASCII, the commonest first."""

_RANGES = {"ja": ((0x3005, 0x30FF), (0x3400, 0x9FFF)), "zh": ((0x3400, 0x9FFF),), "ko": ((0xAC00, 0xD7A3),)}
_KIN = {
    "wuu": "zh",
    "yue": "zh",
    "ary": "ar",
    "arz": "ar",
    "hbo": "he",
    "grc": "el",
    "pcm": "en",
    "bcl": "tl",
}
_KIN |= {"ext": "es", "an": "es", "vec": "it", "lij": "it", "oc": "ca", "fo": "is", "ltg": "lv", "fy": "nl"}
"""Languages that are written with the letters of another one."""

_LOANS = "éèêëáàâäíïóôöúüçñ"
_LOAN, _LETTER, _STRANGE = 0.3, 0.6, 1.0
"""What a letter costs that is common in loans, is in another alphabet of Latin letters, or is in none of them."""

_CEDILLAS = {"ş": 0.0, "ţ": 0.0}
"""Romanian has a comma below, but is read with the cedilla that the common charsets of its texts have."""

_COMMON = (
    (
        ("\u3400", "\u9fff"),
        frozenset(
            "的一是不了在有人我他这这這个個们們中来來上大为為和国國地到以说說时時要就出会會可也你对對生能而子那得于於着下自之年过過发發后後作里用道"
            "行所然家种種事成方多经經么么去法学學如都同现現当當没动動面起看定天分还還进進好小部其些主样樣理心本前开開但因只从從想实實日者意无無力它与與"
            "长長把机機民第公此已工使情明性知全三又关關点點正业業外将將两兩高间間由问問很最重并物手应應战向头文体體政美相见見被利什二等产產或新己制身"
            "本件设設置击擊选選项項按文使用系统統权權及月各加水化由电電数數内內社会表通信安立合市区區平均式資场場会議員世界保持金東京都府県年度関"
        ),
    ),
    (
        ("\uac00", "\ud7a3"),
        frozenset(
            "이다는의에을가고하를사지한은로기도대인어자시리나그정해서아들스제일보부수있과장상전니라만주여구동들으할것면요소공게원조경국우용수비무선계안"
        ),
    ),
)
"""The commonest signs of Chinese in both writings with those of Japanese, and of Korean."""

_USUAL_SHARE = 0.2
_UNKNOWN = 0.5
_USUAL_RANK = 0.3
"""The mean place of a text's letters in the order of their language, as a share of the alphabet; texts have .2 or so."""

_RANK_COST = 4.0
_FEWEST_RANKED = 8
_ENOUGH = 15
"""Letters of which half of that cost is believed: a few words may well be of rare ones."""

_SCRIPTS = (
    frozenset({"be", "bg", "kk", "ky", "mk", "mn", "ru", "sr", "uk"}),
    frozenset({"ar", "fa", "ur"}),
    frozenset({"el"}),
    frozenset({"he"}),
    frozenset({"th"}),
)


def misfit(letters: Mapping[str, int], language: str) -> float:
    """Return from 0 to 1 how badly letters beyond ASCII, with their counts, fit a language's alphabet."""
    total = sum(letters.values())
    if not total:
        return 0.0
    language = _KIN.get(language, language)
    costs = _costs(language)
    if costs is None:
        return _UNKNOWN
    strange = sum(count * costs.get(letter.lower(), _STRANGE) for letter, count in letters.items()) / total
    return min(1.0, strange + _rareness(letters, language))


def uncommon(text: str) -> float:
    """Return what it costs that a text in Han or Hangul holds few of the commonest signs: rare ones come of bytes."""
    for script, common in _COMMON:
        low, high = script
        signs = [sign for sign in text if low <= sign <= high]
        kana = sum("\u3040" <= sign <= "\u30ff" for sign in text)
        if len(signs) >= _FEWEST_RANKED and kana * 10 < len(signs):
            share = sum(sign in common for sign in signs) / len(signs)
            return max(0.0, _USUAL_SHARE - share) * _RANK_COST
    return 0.0


def _rareness(letters: Mapping[str, int], language: str) -> float:
    """Return what it costs that a text's letters are mostly its language's rare ones."""
    places = _places(language)
    known = [(places[letter.lower()], count) for letter, count in letters.items() if letter.lower() in places]
    total = sum(count for _, count in known)
    if total < _FEWEST_RANKED:
        return 0.0
    mean = sum(place * count for place, count in known) / total / len(places)
    return max(0.0, mean - _USUAL_RANK) * _RANK_COST * total / (total + _ENOUGH)


@cache
def _places(language: str) -> dict[str, int]:
    return {letter: place for place, letter in enumerate(_ORDERED.get(language, ""))}


@cache
def _costs(language: str) -> dict[str, float] | None:
    """Return what each letter costs in a language; letters that are not named are strange to it."""
    if language in _RANGES:
        return {chr(code): 0.0 for low, high in _RANGES[language] for code in range(low, high + 1)}
    if language not in _LATIN and language not in _ORDERED:
        return None
    own = dict.fromkeys(_LATIN.get(language, "") + _ORDERED.get(language, ""), 0.0)
    if language == "ro":
        own |= _CEDILLAS
    if language in _LATIN:
        others = dict.fromkeys("".join(_LATIN.values()), _LETTER)
        return others | dict.fromkeys(_LOANS, _LOAN) | own
    script = next(letters for letters in _SCRIPTS if language in letters)
    return dict.fromkeys("".join(_ORDERED[kin] for kin in script), _LETTER) | own


_WORTHLESS = frozenset({"Cc", "Co", "Cn", "Cs"})
_SYMBOLS = frozenset({"So", "Sm", "Sk", "Sc", "No", "Lo", "Pi", "Pf", "Po"})
_JOINED_WELL = frozenset(
    "’‘'“”«»…°·–—‑€£¥™®ªº№²³、。「」『』（），．！？：；・ー々〇《》〈〉【】〔〕％＋－・～§¿¡"
)


_MONEY = frozenset("€£¥")

_SIGN = f"[{SIGNS}]"


def oddity(text: str) -> float:
    """Return the mean oddness, from 0 to about 1, of the characters that are not ASCII."""
    weights = 0.0
    count = kana = hangul = 0
    before = " "
    han: list[str] = []
    for place, character in enumerate(text):
        if character > "\x7f":
            count += 1
            if "\u3400" <= character <= "\u9fff":
                han.append(character)
            kana += "\u3040" <= character <= "\u30ff"
            hangul += "\uac00" <= character <= "\ud7a3"
            after = text[place + 1] if place + 1 < len(text) else " "
            weights += _weight(before, character, after)
        elif character < " " and character not in "\t\n\r\x0b\x0c\x1b":
            count += 1
            weights += 1
        before = character
    if not count:
        return 0.0
    wide = len(han) + kana + hangul
    lone = len(_lone().findall(text)) if wide else 0
    if lone * 2 > wide and wide * 10 < sum(character.isascii() and character.isalpha() for character in text):
        weights += wide * 0.8  # a lone sign in a Latin text is two bytes misread
    weights += min(len(han), hangul) * 0.5
    return (weights + _rare(han, japanese=kana * 10 > len(han))) / count


@cache
def _lone() -> re.Pattern[str]:
    return re.compile(f"(?<!{_SIGN}){_SIGN}(?!{_SIGN})")


def _weight(before: str, character: str, after: str) -> float:  # noqa: PLR0911 - one line a rule
    category = unicodedata.category(character)
    if category in _WORTHLESS or character == "\ufffd":
        return 1.5
    if category == "Mn":
        return 0.0 if script_of(before) or unicodedata.category(before) == "Mn" else 0.6
    if "\uff61" <= character <= "\uff9f":
        return 0.7
    if category.startswith("L") and category != "Lo":
        return _letter_weight(before, character, after)
    if category == "Lo":
        return _plain_letter_weight(before, character, after)
    if character in "〖〗":
        return 0.8
    if character in _MONEY and after.isalpha():
        return 0.5
    if character in _JOINED_WELL:
        return 0.25 if before.isalpha() and after.isalpha() and character in "°™®€£¥§³²ªº" else 0.0
    if category in _SYMBOLS and (before.isalpha() or after.isalpha()):
        return 0.7
    return 0.1 if category in _SYMBOLS else 0.0


def _letter_weight(before: str, character: str, after: str) -> float:
    """Weigh a letter with case: capitals inside a word and scripts mixed in one are odd."""
    script = script_of(character)
    if script is None:
        return 0.6
    weight = 0.0
    if before.isalpha():
        if character.isupper() and before.islower():
            weight += 0.8
        if script_of(before) != script:
            weight += 0.8
    if after.isalpha() and script_of(after) != script:
        weight += 0.4
    if character.isupper() and not before.isalpha() and after.isupper() and not after.isascii():
        weight += 0.1
    return weight


def _plain_letter_weight(before: str, character: str, after: str) -> float:
    """Weigh a letter without case: inside a Latin word, or Hangul beside Han and kana, it is odd."""
    script = script_of(character)
    if script is None:
        return 0.5
    ends = (before, after)
    if all(end.isascii() and end.islower() for end in ends):
        return 0.9
    if script == "hangul":
        rare = _first_byte(character, "euc_kr") == 0
        mixed = any("\u3040" <= end <= "\u9fff" for end in ends)
        return 0.9 * rare + 0.5 * mixed
    if any("\u00c0" <= end <= "\u04ff" for end in ends):
        return 0.6
    return 0.0


def _rare(han: list[str], *, japanese: bool) -> float:
    """Return how many Han characters are rare in the one charset that knows most; kana allow one alone."""
    ranks = [_common(character) for character in han]
    columns = (1,) if japanese else (0, 1, 2)
    return float(min(sum(not rank[column] for rank in ranks) for column in columns))


@lru_cache(maxsize=8192)
def _common(character: str) -> tuple[bool, bool, bool]:
    """Tell whether a character is on the first level of GB 2312, of JIS X 0208 and of Big5."""
    return (
        _first_byte(character, "gb2312") in range(0xB0, 0xD8),
        _first_byte(character, "euc_jp") in range(0xB0, 0xD0),
        _first_byte(character, "big5") in range(0xA4, 0xC7),
    )


def _first_byte(character: str, charset: str) -> int:
    try:
        return character.encode(charset)[0]
    except UnicodeEncodeError:
        return 0
