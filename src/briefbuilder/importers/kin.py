"""Which of several languages that are much alike: by how many people write them, and by words that one has alone.

A model of characters gives Croatian and Bosnian, Indonesian and Malay, Danish and Norwegian nearly the same
probability. What a file declares, a word that only one of the kin has, and in doubt the larger language decide.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_WORD = re.compile(r"[^\W\d_]+(?:[\u0900-\u097f]+)?")
_SAMPLE = 1500
"""Code points whose words are looked at; longer texts are told by their letters."""

_SMALLER = (
    "af",
    "az",
    "be",
    "ca",
    "cy",
    "eu",
    "is",
    "kk",
    "ky",
    "la",
    "mn",
    "mr",
    "ne",
    "ps",
    "sq",
    "sw",
    "tl",
)
_RARER = dict.fromkeys(_SMALLER, 0.6) | {"gl": 0.5, "lb": 0.5, "nn": 0.5, "bs": 0.3, "mk": 0.3, "ms": 0.3}
"""How likely a language is before anything is read, where those of the EU and the G20 and their neighbours are 1."""

_WORTH, _MOST = 3.0, 5
"""What each word that is a language's own multiplies its likelihood by, and how many of them count."""

_DECLARED = 3.0
"""What a declaration multiplies it by."""

_FAMILIES = (
    frozenset({"bs", "hr", "sr", "sl"}),
    frozenset({"id", "ms"}),
    frozenset({"da", "nb", "nn", "no", "sv"}),
    frozenset({"cs", "sk"}),
    frozenset({"ca", "es", "gl", "pt"}),
    frozenset({"be", "bg", "mk", "ru", "sr", "uk"}),
    frozenset({"hi", "mr", "ne"}),
)
_OWN = {
    "hr": "tko svatko nitko tisuća tisuće tisuću tjedan tjedna povijest suradnja suradnje općenito glede siječnja veljače"
    " ožujka travnja svibnja lipnja srpnja kolovoza rujna listopada studenoga prosinca uvjet uvjeti uvjete europska europski"
    " europske europe vlak tvrtka tvrtke tvrtki izvješće izvješću proračun proračuna proračunu priopćila priopćio posto",
    "bs": "ko svako niko hiljada hiljade hiljadu sedmica sedmice historija saradnja saradnje januara februara marta aprila"
    " juna jula augusta septembra oktobra novembra decembra uslov uslovi uslove evropska evropski evropske evrope tačno",
    "sr": "и је су се што ово као није био после године за reč vreme mesto deca svet uvek ovde posle pre lepo nedelja"
    " istorija bezbednost",
    "sl": "in je so ki kot bo bodo pri tudi leta lahko ter pa kaj med",
    "id": "bahwa karena bisa uang universitas persen polisi perusahaan kuartal sepakat sepakati soal kota tersebut serta",
    "ms": "bahawa kerana sahaja ialah daripada wang universiti peratus syarikat isnin ahad khamis iaitu manakala kerajaan",
    "da": "af efter mod hvad blev nu nogle mellem sig mig meget uden ud op ind gennem regeringen",
    "nb": "av etter mot hva ble nå noen mellom seg meg mye uten ut opp inn gjennom regjeringen bare enn",
    "no": "av etter mot hva ble nå noen mellom seg meg mye uten ut opp inn gjennom regjeringen bare enn",
    "nn": "ikkje eg ein eit frå vart kva korleis nokon mykje berre dei vere meir saman sjølv",
    "sv": "och av efter mot vad blev nu några mellan sig mycket utan ut upp in genom inte är för från på",
    "cs": "se jsou nebo který která které při jak ještě pro také podle více jako není své jeho mezi",
    "sk": "sa sú alebo ktorý ktorá ktoré pri ako ešte pre tiež podľa viac nie svoje medzi aj",
    "es": "y los las el con una ni del será otros ser más han sus",
    "pt": "os as com uma não dos das em ao será outros foram seus pelo pela",
    "gl": "unha non coa cos polo máis os as ao será outros foron seus",
    "ca": "i els amb dels una les més ser per al és",
    "ru": "и что это как из или его при для не все был будет после года",
    "uk": "і що це як із або його при для не всі був буде після року та від",
    "be": "і што гэта як з або яго пры для не усе быў будзе пасля",
    "bg": "и че това как от или при не всички беше ще след са се за да",
    "mk": "и дека ова како од или не сите беше ќе по се за да",
    "hi": "है हैं और की के में से का ने को पर नहीं",
    "ne": "र छ छन् हो गर्न भएको लाई मा को हुने",
    "mr": "आहे आहेत आणि च्या ला मध्ये नाही",
}
"""Small words of languages that have near kin; what all of the kin have weighs nothing, for it counts for each."""

_WORDS = {language: frozenset(words.split()) for language, words in _OWN.items()}


def weighed(
    ranked: Iterable[tuple[str, float]], text: str, declared: str | None = None
) -> list[tuple[str, float]]:
    """Return languages with their likelihood, the likeliest first, by a model's probabilities and the words of a text.

    `declared` is the language that the text's file names. What comes out does not add up to 1.
    """
    found = [
        (language, sure * _RARER.get(language, 1.0) * (_DECLARED if language == declared else 1.0))
        for language, sure in ranked
    ]
    first = max(found, key=_likelihood)[0]
    kin = frozenset().union(*(family for family in _FAMILIES if first in family))
    if kin:
        words = frozenset(word.casefold() for word in _WORD.findall(text[:_SAMPLE]))
        found = [
            (language, sure * (_worth(language, words) if language in kin else 1.0))
            for language, sure in found
        ]
    return sorted(found, key=_likelihood, reverse=True)


def _likelihood(pair: tuple[str, float]) -> float:
    return pair[1]


def _worth(language: str, words: frozenset[str]) -> float:
    return float(_WORTH ** min(_MOST, len(words & _WORDS.get(language, frozenset()))))
