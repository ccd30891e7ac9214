"""The language of a text whose language nobody told, from its script and its commonest words."""

from __future__ import annotations

import re

_KANA = re.compile("[\u3041-\u30ff]")
_HAN = re.compile("[\u3400-\u9fff]")
_LATIN = re.compile(r"[a-zà-ÿœ]+")
_SAMPLE = 4000
"""Code points that are looked at."""

_COMMON = {
    language: frozenset(words.split())
    for language, words in {
        "en": "the of and to in that is for it with as was on by be are this from has have an at which not its will",
        "it": "il lo la gli le di e che è un una per non del della dei delle nel nella con si sono da al alla anche più come",
        "fr": "le la les de et des du un une est que qui dans pour sur pas au aux avec par ce cette sont ne en se plus ont",
        "de": "der die das und ist den dem des ein eine nicht mit von zu auf für im sich auch als werden hat dass wird bei",
        "es": "el la los las de y que en un una es del por con para se no al como más su lo pero sus ha fue está",
    }.items()
}


def guessed_language(text: str) -> str | None:
    """Return "en", "it", "fr", "de", "es", "ja" or "zh", or None where nothing speaks for any of them."""
    sample = text[:_SAMPLE]
    han = len(_HAN.findall(sample))
    kana = len(_KANA.findall(sample))
    if 4 * (han + kana) > len(sample):
        return "ja" if 20 * kana > han else "zh"
    words = _LATIN.findall(sample.lower())
    votes = {language: sum(word in common for word in words) for language, common in _COMMON.items()}
    best = max(votes, key=lambda language: votes[language])
    return best if votes[best] else None
