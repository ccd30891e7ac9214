"""Stems of languages that Snowball lacks or treats badly, and the particles of Korean; Arabic words are folded.

Arabic follows the light stemmer "light10" (Larkey, Ballesteros, Connell 2007), except that a prefix is removed only from
words of a text: terms in dictionary form have none but the article.
"""

from __future__ import annotations

from briefbuilder.domain.patterns import lazy_pattern

_ARABIC_ARTICLE = ("ال", "لل")
_ARABIC_PREFIXES = ("وال", "فال", "بال", "كال", "ولل", "فلل", "وبال", "وكال", "ال", "لل", "و", "ف")
_ARABIC_PREPOSITIONS = ("وب", "ول", "وك", "فب", "فل", "ب", "ل", "ك")
_ARABIC_SUFFIXES = ("هما", "ها", "هم", "ات", "ون", "ين", "ان", "يه", "ه", "ي")
_SHORTEST_ARABIC = 3
_SHORTEST_AFTER_PREPOSITION = 5
"""Letters after a preposition of one letter: shorter words often begin with this letter themselves (بحرية)."""

_UKRAINIAN_ENDINGS = (
    "іями", "ться", "лися", "ями", "ами", "ові", "еві", "єві", "ого", "ому", "ими", "іми", "ієї", "ієй", "ією",
    "іям", "іях", "ють", "уть", "ить", "ій", "ої", "єї", "ії", "ий", "ів", "їв", "ам", "ям", "ах", "ях", "ою", "ею",
    "єю", "ом", "ем", "єм", "им", "їм", "іх", "их", "ія", "ію", "ти", "ла", "ло", "ли", "ає", "яє", "є", "а", "я",
    "о", "е", "у", "ю", "и", "і", "ї", "ь", "й",
)  # fmt: skip
"""The longest first."""
_SHORTEST_UKRAINIAN = 3
_LAST_CONSONANTS = str.maketrans({"ц": "к", "ч": "к", "з": "г", "ж": "г", "с": "х", "ш": "х"})
_UKRAINIAN_VOWEL = lazy_pattern("[іеїє]([бвгґджзйклмнпрстфхцчшщ]ь?)$")
_FLEETING = lazy_pattern("(?<=[бвгґджзклмнпрстфхцчшщьй])[оеё]([кцн])$")

_PORTUGUESE_PLURALS = (
    (lazy_pattern("(ões|ães|ãos)$"), "ão"),
    (lazy_pattern("(?<=...)([aou])is$"), r"\1l"),
    (lazy_pattern("(?<=...)([eé]is|il)$"), "el"),
    (lazy_pattern("(?<=[rzs])es$"), ""),
    (lazy_pattern("ns$"), "m"),
)

KOREAN_PARTICLES = (
    "은", "는", "이", "가", "을", "를", "의", "에", "와", "과", "도", "만", "로", "으로", "에서", "에게",
    "에는", "에도", "에만", "에서는", "에서도", "으로는", "으로도", "으로서", "으로써", "로는", "로서", "로써", "로부터",
    "으로부터", "까지", "부터", "보다", "처럼", "마다", "이나", "나", "이라", "라", "이라고", "라고", "이란", "란",
    "이며", "며", "이고", "고", "인", "이다", "입니다", "였다", "이었다", "에게서", "한테", "께", "께서", "조차",
    "마저", "밖에", "이라는", "라는", "이라도", "라도", "과의", "와의", "에의", "에서의", "으로의", "로의", "까지의",
    "부터의", "과는", "와는", "과도", "와도", "이자", "들", "들이", "들은", "들을", "들의", "들에", "들도", "들과",
    "들에게", "적", "적인", "적으로", "상", "상의", "측", "측은", "측이", "측의", "화", "화를", "별", "국",
    "국의", "하다", "하는", "한", "해", "했다", "하고", "하며", "할", "함", "하기", "되다", "된", "돼", "되는",
    "됐다", "되며", "될",
)  # fmt: skip
"""What may follow a noun within its word: particles, endings of the copula, the plural, and common suffixes."""


def stem_arabic_term(word: str) -> str:
    """Return the stem of a word in dictionary form, which may have the article."""
    for article in _ARABIC_ARTICLE:
        if word.startswith(article) and len(word) - len(article) >= _SHORTEST_ARABIC:
            word = word.removeprefix(article)
            break
    return _without_arabic_suffix(word)


def arabic_stems(word: str) -> frozenset[str]:
    """Return the possible stems of a word of a text: without and with what may be a prefix."""
    found = {_without_arabic_suffix(word)}
    for prefixes, shortest in (
        (_ARABIC_PREFIXES, _SHORTEST_ARABIC),
        (_ARABIC_PREPOSITIONS, _SHORTEST_AFTER_PREPOSITION),
    ):
        for prefix in prefixes:
            if word.startswith(prefix) and len(word) - len(prefix) >= shortest:
                found.add(_without_arabic_suffix(word.removeprefix(prefix)))
    return frozenset(found)


def _without_arabic_suffix(word: str) -> str:
    if word.endswith("ات") and len(word) == _SHORTEST_ARABIC + 2:
        return f"{word[:-2]}ه"
    for suffix in _ARABIC_SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) > _SHORTEST_ARABIC:
            word = word.removesuffix(suffix)
    return word


def has_arabic_article(word: str) -> bool:
    """Return whether a word has the article, perhaps after a conjunction or preposition."""
    return any(article in word[:4] for article in _ARABIC_ARTICLE)


def without_arabic_article(word: str) -> str:
    """Return an Arabic word, or the beginning of one, without its article and what precedes it; "" if too little is left."""
    for prefix in _ARABIC_PREFIXES:
        if prefix.endswith(_ARABIC_ARTICLE) and word.startswith(prefix):
            word = word.removeprefix(prefix)
            break
    return word if len(word) >= _SHORTEST_ARABIC and "\u0620" <= word[0] <= "\u064a" else ""


def stem_ukrainian(word: str) -> str:
    """Return a word without its ending, with the sounds that change before endings made equal."""
    stem = next(
        (
            word[: -len(ending)]
            for ending in _UKRAINIAN_ENDINGS
            if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_UKRAINIAN
        ),
        word,
    )
    stem = _FLEETING.sub(r"\1", stem).removesuffix("ь")
    stem = _UKRAINIAN_VOWEL.sub(r"о\1", stem)
    return stem[:-1] + stem[-1:].translate(_LAST_CONSONANTS)


def join_fleeting_vowel(stem: str) -> str:
    """Return a Russian stem without the vowel that comes and goes: рынок, рынка; беженец, беженцы."""
    return _FLEETING.sub(r"\1", stem.removesuffix("ь"))


def portuguese_singular(word: str) -> str:
    """Return the probable singular of a word, which Snowball's stemmer does not always find: nações, nação."""
    for pattern, singular in _PORTUGUESE_PLURALS:
        found = pattern.sub(singular, word)
        if found != word:
            return found
    return word
