"""A text's language by its commonest small words alone, where they leave no doubt; it costs no model.

A language is only named where its words make a good part of a longer text and those of every other language
that is listed clearly fewer; languages that are too alike to be told so are never named.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

_WORD = re.compile(r"[^\W\d_]+(?:['’](?=\w))?")
_SAMPLE = 6000
"""Code points that are looked at."""

_FEWEST = 60
"""Words: less than this shows too little."""

_SHARE = 0.22
_LEAD = 1.6
"""How many times more of a language's words than of the next one's a text must hold."""

_NEARLY = 0.95

_WORDS = {
    "en": "the of and to in is that for it was on with as are be by at this have from or not but they which his had were been",
    "de": "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat dass",
    "fr": "de la le et les des en un une du que est pour qui dans par sur au plus pas ne se ce il sont avec aux l' d' qu' n'",
    "it": "di e il la che in per un del una non della le con si da dei nel alla è al sono come più anche ha gli l' dell' all' un'",
    "es": "de la que el en y a los del se las por un para con no una su al lo como más pero sus le ya o este sí fue ha",
    "pt": "de a o que e do da em um para com não uma os no se na por mais as dos como mas foi ao das seu são à ou é",
    "nl": "de het een van en in is dat op te zijn met voor niet aan er om ook als door maar bij uit nog naar heeft werd deze",
    "pl": "w i na z nie do się że to jest o jak po za od przez dla który są oraz tym ale jego może także przed które",
    "sv": "och i att en som på är av för med det till den har inte om ett var från de men kan så vid eller också sig",
    "da": "og i at en som på er af for med det til den har ikke om et var fra de men kan så ved eller også sig blev",
    "nb": "og i å en som på er av for med det til den har ikke om et var fra de men kan så ved eller også seg ble",
    "fi": "ja on ei että se oli mutta kun myös hän ovat joka mukaan vuoden kuin sen tai jos niin olla olisi ole mitä",
    "cs": "a v se na je že s z do o to i k ve by za pro jako po od jsou která který při nebo až však už také byl",
    "sk": "a v sa na je že s z do o to aj k vo by za pre ako po od sú ktorá ktorý pri alebo až však už bol ich",
    "hu": "a az és hogy nem is egy ez volt meg csak de mint már el még vagy kell van ki be azt lesz szerint után",
    "ro": "și de în a la cu pe nu o din că care un mai pentru este au fost să sunt ce se sau dar al ale lui prin",
    "tr": "ve bir bu için de da ile olarak çok daha en olan gibi kadar sonra ancak ne var değil ise göre her o ki",
    "ca": "de la i el que a en les del els un per una amb es no al ha dels com més però són també va ser l' d' s'",
    "gl": "de a o e que do da en un para con non unha os no se na por máis as dos como pero foi ao das seu son á ou",
    "af": "die en van in is wat te het nie dat vir op met ook aan hy sy om as by deur maar word was uit een na",
    "la": "et in est non ad ut sed cum qui quod aut ex ab dolor sit amet lorem ipsum consectetur adipiscing elit eiusmod tempor",
    "id": "yang dan di dengan untuk dari dalam ini itu pada tidak akan juga ke adalah oleh telah bahwa atau dapat",
}


@cache
def _languages() -> dict[str, frozenset[str]]:
    return {language: frozenset(words.split()) for language, words in _WORDS.items()}


def language_by_words(text: str, declared: str | None = None) -> str | None:
    """Return the language of a longer text in Latin letters, None where its small words leave a doubt.

    A `declared` language is believed where its own words are as many as those of any other, or nearly so:
    it parts those that are too alike. "la" stands for Latin and for the Latin that fills empty pages.
    """
    counts = Counter(word.casefold().replace("’", "'") for word in _WORD.findall(text[:_SAMPLE]))
    total = sum(counts.values())
    if total < _FEWEST:
        return None
    shares = sorted(
        ((sum(counts[word] for word in words) / total, language) for language, words in _languages().items()),
        reverse=True,
    )
    (best, language), (second, _) = shares[0], shares[1]
    if best >= _SHARE and any(own == declared and share >= _NEARLY * best for share, own in shares):
        return declared
    return language if best >= _SHARE and best >= _LEAD * second else None
