"""Lines of a page that only repeat who wrote the article and when: they are metadata, not text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefbuilder.importers.dates import MONTHS

_WORD = re.compile(r"[^\W_]+")
_FILLING = frozenset(
    """
    by di da par von por de del la le il am um at on the and e et und y updated published posted last modified written
    aggiornato pubblicato alle ore publié mis à jour aktualisiert veröffentlicht stand uhr publicado actualizado
    staff writer reporter correspondent editor reports redazione min minutes read minute lettura gmt utc est edt pst pdt
    cet pm h monday tuesday wednesday thursday friday saturday sunday lunedì martedì mercoledì giovedì venerdì sabato
    domenica lundi mardi mercredi jeudi vendredi samedi dimanche montag dienstag mittwoch donnerstag freitag samstag
    sonntag
    """.split()  # noqa: SIM905 - a list of words is easier to read as a text
)
_LONGEST = 120


def is_byline(text: str, names: Sequence[str]) -> bool:
    """Tell whether a text holds nothing but `names` (authors, outlet), days and words around them."""
    if len(text) > _LONGEST:
        return False
    words = [word.casefold() for word in _WORD.findall(text)]
    known = {word.casefold() for name in names for word in _WORD.findall(name)}
    telling = any(word in known or word.isdecimal() for word in words)
    return telling and all(
        word in known or word in _FILLING or word in MONTHS or word.isdecimal() for word in words
    )
