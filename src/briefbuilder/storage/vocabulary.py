"""The words of a dossier with their stems, in which a search looks for other forms and spellings of its words."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cache
from itertools import product
from string import ascii_lowercase
from typing import Any

from briefbuilder.domain.spelling_of_names import fold_name, has_slavic_ending, skeleton, sounds
from briefbuilder.storage.codec import as_text
from briefbuilder.storage.folding import fold
from briefbuilder.storage.stemming import JOINED, Form, StemmedWords, stemmed_language, stems_of
from briefbuilder.word_lists import load_word_lists

_SHORTEST_PART, _LEAST_REST = 4, 4
"""Letters of the shortest part of a compound, and of what precedes or follows it."""
_SHORTEST_TAIL = 5
_SHORTEST_COMPOUND = _SHORTEST_TAIL + _LEAST_REST
_TAIL_ENDINGS = ("", "e", "en", "n", "s", "es", "er", "ern")
"""Endings of the last part of a German compound."""
_MOST_FORMS = 40
"""The most forms of one word, those of similar length first; each one costs the search a look-up."""
_MOST_READ = 400
"""The most words that are read to choose from."""
_MOST_NAMES = 4_000
"""The same of names in other spellings, for each beginning."""
_LONGEST_ENDING = 4
"""Letters in which two forms of a word may differ at the end: stems alone conflate "importante" and "importazione"."""
_MOST_SPELLINGS = 12
_SHORTEST_STEM = 3
"""Letters before what British and American English spell in two ways: four, unlike colour, is the same in both."""
_SHORTEST_NAME = 5
"""Letters of the shortest word that is looked for as a name in other languages."""
_CYRILLIC = "абвгдежзиклмнопрстуфхцчшщэюяєіў"
"""The letters of Russian, Ukrainian and Belarusian with which words begin, as they are folded."""
_GREEK = "αβγδεζηθικλμνοπρστυφχψω"
_BATCH = 500
_MOST_ADDED = 100_000
"""The most words that are remembered as added, so that no statement is run for them."""
_MOST_COMPARED = 200_000
"""The most words that a misspelled one is compared with: a tenth of a second."""
_LAST = "\U0010ffff"
_UMLAUTS = {"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe", "æ": "ae"}
_WITH_ACCENTS = {
    "fr": (("ees", "ées"), ("ee", "ée"), ("es", "és"), ("e", "é")),
    "pt": (("coes", "ções"), ("cao", "ção"), ("soes", "sões"), ("sao", "são"), ("oes", "ões"), ("ao", "ão")),
}
"""Endings that stems depend on, as they are typed without accents and as they are written."""
_UKRAINIAN_CASES = ("ова", "ову", "ові", "овом")
_OTHER_FORMS = {
    "it": (("are", "ari"), ("ari", "are")),
    "uk": (
        *(("ів", ending) for ending in _UKRAINIAN_CASES),
        *((ending, "ів") for ending in _UKRAINIAN_CASES),
    ),
}
"""Endings of forms of a word to which stemming gives different stems: "militare" is a verb for it, "Харків" a plural."""
_SURNAMES = ("ов", "ев")
"""Endings of Russian surnames, which Snowball takes for those of a case: "Лавров", but not "Лаврова"."""
_LANGUAGES = """
WITH RECURSIVE found (language) AS (
    SELECT min(language) FROM listing
    UNION ALL
    SELECT (SELECT min(language) FROM listing WHERE listing.language > found.language)
    FROM found WHERE found.language IS NOT NULL LIMIT 100
)
SELECT language FROM found WHERE language IS NOT NULL
"""
"""Reads the first row of each language from the index, and no others."""


class DossierVocabulary:
    """The words that the articles of a dossier have had since it was last purged.

    Those in `added` are known to be in the file; it is empty after a transaction that was discarded.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self.added: dict[str, set[str]] = {}

    def add(self, text: StemmedWords) -> None:
        """Add the words of a text; those that are known stay."""
        added = self.added.setdefault(text.language, set())
        joined = self.added.setdefault(JOINED, set())
        words = text.forms.keys() - added
        apart = [form for form in text.joined if form[2] not in joined]
        if len(added) > _MOST_ADDED:
            added.clear()
        added |= words
        joined |= {parts for _, _, parts in apart}
        forms = [form for word in words for form in text.forms[word]] + apart
        if forms:
            self._connection.executemany("INSERT OR IGNORE INTO word VALUES (?, ?, ?)", forms)
        if text.language == "de":
            self._add_compounds(word for word, language, _ in forms if language == "de")

    def _add_compounds(self, words: Iterable[str]) -> None:
        self._connection.executemany(
            "INSERT OR IGNORE INTO compound VALUES (?)",
            ((word[::-1],) for word in words if len(word) >= _SHORTEST_COMPOUND),
        )

    def empty(self) -> None:
        """Delete all words."""
        self.added.clear()
        self._connection.execute("DELETE FROM word")
        self._connection.execute("DELETE FROM compound")

    def forget_missing(self) -> None:
        """Delete the words that no article has any more; the index must have been optimized."""
        self._connection.execute(
            "CREATE VIRTUAL TABLE temp.kept_terms USING fts5vocab(main, section_words, row)"
        )
        try:
            self._connection.execute(
                "DELETE FROM word WHERE language <> ? AND word NOT IN (SELECT term FROM temp.kept_terms)",
                (JOINED,),
            )
            words = self._connection.execute("SELECT word FROM word WHERE language = 'de'").fetchall()
            self._connection.execute("DELETE FROM compound")
            self._add_compounds(as_text(word) for (word,) in words)
            rows = self._connection.execute(
                "SELECT word, stem FROM word WHERE language = ?", (JOINED,)
            ).fetchall()
            gone = [(word, JOINED, parts) for word, parts in rows if not self._has_phrase(as_text(parts))]
            self._connection.executemany(
                "DELETE FROM word WHERE word = ? AND language = ? AND stem = ?", gone
            )
        finally:
            self._connection.execute("DROP TABLE temp.kept_terms")

    def _has_phrase(self, parts: str) -> bool:
        query = "SELECT 1 FROM section_words WHERE section_words MATCH ? LIMIT 1"
        return self._connection.execute(query, (f'"{parts}"',)).fetchone() is not None

    def languages(self) -> tuple[str, ...]:
        """Return the languages of the articles that have stems."""
        rows = self._connection.execute(_LANGUAGES)
        return tuple(sorted({stemmed_language(as_text(row[0])) for row in rows if row[0]} - {""}))

    def known(self, words: Iterable[str]) -> frozenset[str]:
        """Return those of the given folded words that occur in the articles."""
        asked = tuple(dict.fromkeys(words))[:_BATCH]
        marks = ", ".join("?" * len(asked))
        query = f"SELECT DISTINCT word FROM word WHERE word IN ({marks}) AND language <> '{JOINED}'"  # noqa: S608 - words of ours
        return frozenset(as_text(row[0]) for row in self._connection.execute(query, asked))

    def forms(self, word: str, languages: Collection[str]) -> tuple[str, ...]:
        """Return other forms of a word, given in lower case with its accents, in the languages of the articles."""
        folded = fold(word)
        stems = self._stems(word, folded, languages)
        forms = [
            (form, language)
            for form, language, one in self._with_stems({one for _, one in stems})
            if (language, one) in stems
        ]
        found = {form: None for form, language in forms if _are_forms(folded, form, language)}
        german = [one for language, one in stems if language == "de"]
        if german:
            tails = {form for form, language in forms if language == "de"}
            found.update((form, None) for form in self._compounds(folded, german, tails))
        others = set(_other_forms(folded, stems))
        if others:
            found.update((form, None) for form in self.known(others))
        found.pop(folded, None)
        return tuple(sorted(found, key=lambda form: (abs(len(form) - len(folded)), form))[:_MOST_FORMS])

    def spellings(self, word: str, languages: Collection[str] = ()) -> tuple[str, ...]:
        """Return other spellings of a word, given in lower case with its accents.

        They are British or American, with or without hyphens, with umlauts as two letters, or those of a name in other
        languages and scripts.
        """
        folded = fold(word)
        apart = [*self._in_parts(folded, self._stems(word, folded, languages)), *self._splits(folded)]
        english: list[str] = []
        for one in _english_spellings(folded) if "en" in languages else ():
            english += (*self.known([one]), *self.forms(one, ("en",)))
        found = dict.fromkeys(
            (*english, *apart, *self._with_umlauts(word, folded), *self._name_spellings(folded))
        )
        return tuple(found)[:_MOST_SPELLINGS]

    def arabic_words(self, beginning: str) -> tuple[str, ...]:
        """Return the Arabic words that begin with some folded letters after an article, a conjunction or a preposition."""
        rows = self._connection.execute(
            "SELECT DISTINCT word FROM word WHERE stem >= ? AND stem < ? AND language = 'ar' AND stem <> word LIMIT ?",
            (beginning, beginning + _LAST, _MOST_READ),
        )
        return tuple(sorted((as_text(row[0]) for row in rows), key=len)[:_MOST_FORMS])

    def has_prefix(self, folded: str) -> bool:
        """Return whether a folded word, or one that begins with it, is known."""
        row = self._connection.execute(
            "SELECT 1 FROM word WHERE word >= ? AND word < ? LIMIT 1", (folded, folded + _LAST)
        ).fetchone()
        return row is not None

    def most_similar(self, folded: str, errors: int) -> str | None:
        """Return the known word that is spelled most like a folded one, with at most some letters wrong; None for none."""
        from rapidfuzz.distance import OSA
        from rapidfuzz.process import extractOne

        # Most errors are not in the first letter, and all words of a large dossier would be too many.
        for where, values in (
            ("word >= ? AND word < ?", (folded[0], folded[0] + _LAST)),
            ("word IS NOT NULL", ()),
        ):
            rows = self._connection.execute(
                f"SELECT DISTINCT word FROM word WHERE {where} AND language <> ? AND length(word) BETWEEN ? AND ?"  # noqa: S608 - words of ours
                " LIMIT ?",
                (*values, JOINED, len(folded) - errors, len(folded) + errors, _MOST_COMPARED),
            )
            words = [as_text(row[0]) for row in rows]
            found = extractOne(folded, words, scorer=OSA.distance, score_cutoff=errors)
            if found is None and values:
                # A name in another transliteration: Muallim for Moualem.
                found = extractOne(
                    folded, words, scorer=OSA.distance, processor=skeleton, score_cutoff=errors
                )
            if found is not None:
                return str(found[0])
        return None

    def two_parts(self, folded: str) -> str | None:
        """Return the two words that a folded one is made of, as German compounds are; None if the dossier lacks one."""
        joints = _spellings()["joints"].split()
        found = [
            (head, folded[place:])
            for place in range(_SHORTEST_TAIL, len(folded) - _SHORTEST_TAIL + 1)
            if self.has_prefix(folded[place:])
            for ending in ("", *joints)
            if len(head := folded[:place].removesuffix(ending)) >= _SHORTEST_TAIL and self.has_prefix(head)
        ]
        return " ".join(max(found, key=lambda parts: min(map(len, parts)))) if found else None

    def _stems(self, word: str, folded: str, languages: Collection[str]) -> set[tuple[str, str]]:
        found = {(language, stem) for language in languages for stem in stems_of(word, language)}
        if "ru" in languages and folded.endswith(_SURNAMES):
            found.add(("ru", folded))
        if word == folded:
            # Typed without accents, perhaps: the words of the articles have them.
            rows = self._connection.execute(
                "SELECT language, stem FROM word WHERE word = ? AND language NOT IN ('', 'ar', ?)",
                (folded, JOINED),
            )
            found |= {(as_text(language), as_text(one)) for language, one in rows}
            for language in _WITH_ACCENTS.keys() & set(languages):
                endings = (pair for pair in _WITH_ACCENTS[language] if word.endswith(pair[0]))
                found |= {
                    (language, stem)
                    for plain, accented in endings
                    for stem in stems_of(word.removesuffix(plain) + accented, language)
                }
        return found

    def _with_stems(self, stems: Collection[str]) -> Iterator[Form]:
        """Yield the words with the given stems, in all languages."""
        asked = tuple(stems)[:_BATCH]
        marks = ", ".join("?" * len(asked))
        for where in (f"stem IN ({marks}) AND stem <> word", f"word IN ({marks}) AND stem = word"):
            query = f"SELECT word, language, stem FROM word WHERE {where} LIMIT ?"  # noqa: S608 - words of ours
            for word, language, one in self._connection.execute(query, (*asked, _MOST_READ)):
                yield as_text(word), as_text(language), as_text(one)

    def _compounds(self, folded: str, stems: Iterable[str], forms: Iterable[str]) -> Iterator[str]:
        """Yield German compounds with a word as their first or last part."""
        if len(folded) >= _SHORTEST_PART:
            rows = self._connection.execute(
                "SELECT DISTINCT word FROM word WHERE word > ? AND word < ? AND language = 'de' LIMIT ?",
                (folded, folded + _LAST, _MOST_READ),
            )
            words = (as_text(row[0]) for row in rows)
            yield from (
                word
                for word in words
                if len(word) >= len(folded) + _LEAST_REST or word[len(folded) :] in _TAIL_ENDINGS
            )
        tails = {folded, *forms, *(stem + ending for stem in stems for ending in _TAIL_ENDINGS)}
        starts = sorted(tail[::-1] for tail in tails if len(tail) >= _SHORTEST_TAIL)
        found = self._beginning_with(
            starts,
            "SELECT DISTINCT reversed FROM prefix CROSS JOIN compound"
            " WHERE reversed > first AND reversed < last AND length(reversed) >= length(first) + ? LIMIT ?",
            (_LEAST_REST, _MOST_FORMS * len(starts)),
        )
        yield from (word[::-1] for word in found)

    def _in_parts(self, folded: str, stems: Collection[tuple[str, str]]) -> list[str]:
        """Return the word as articles write it in parts, in any form: "u boote" for "uboot"."""
        start = folded[: max(_SHORTEST_PART, len(folded) - _LONGEST_ENDING)]
        rows = self._connection.execute(
            "SELECT word, stem FROM word WHERE word >= ? AND word < ? AND language = ? LIMIT ?",
            (start, start + _LAST, JOINED, _MOST_READ),
        )
        return [
            as_text(parts)
            for word, parts in rows
            if word == folded or any(stem in stems_of(as_text(word), language) for language, stem in stems)
        ]

    def _splits(self, folded: str) -> list[str]:
        """Return the word written as two words, if the dossier has both and they are likely parts of it."""
        if not folded.isalpha():
            return []
        cuts = [(folded[:place], folded[place:]) for place in range(len(folded))]
        known = self.known([folded, *(part for cut in cuts for part in cut)])
        # Words of two letters are not kept.
        return [
            f"{first} {second}"
            for first, second in cuts
            if second in known
            and (first in _prefixes() or (folded not in known and first in known and len(second) > 3))
        ]

    def _name_spellings(self, folded: str) -> list[str]:
        """Return the words that may be the same name: Selenskyj and Зеленский for Zelensky."""
        name = fold_name(folded)
        if len(name) < _SHORTEST_NAME or not (name.isascii() and name.isalpha()):
            return []
        asked = sounds(name)
        heads = {head for sound in asked for head in (sound[:2], sound[:1])}
        starts = {pair for head in heads for pair in _pairs_by_sound().get(head, ())}
        is_name = has_slavic_ending(name)
        if folded.isascii() and not is_name:
            # Names that are not Slavic are looked for only in other scripts: dossiers have few such words.
            starts = {pair for pair in starts if not pair.isascii()}
        found = []
        words = self._beginning_with(
            sorted(starts),
            "SELECT DISTINCT word FROM prefix CROSS JOIN word"
            " WHERE word >= first AND word < last AND language <> ? AND length(word) BETWEEN ? AND ? LIMIT ?",
            (JOINED, len(name) - 4, len(name) + 4, _MOST_NAMES * len(starts)),
        )
        for word in words:
            other = fold_name(word)
            # Two ordinary words of one script that sound alike mean different things.
            is_likely = is_name or has_slavic_ending(other) or word.isascii() != folded.isascii()
            if is_likely and word != folded and not asked.isdisjoint(sounds(other)):
                found.append(word)
        return found

    def _beginning_with(
        self, starts: Sequence[str], query: str, values: tuple[str | int, ...]
    ) -> Iterator[str]:
        """Yield the words that a query selects by their ranges in `prefix`: one statement for all is many times as fast."""
        if not starts:
            return
        rows = ", ".join(["(?, ?)"] * len(starts))
        ranges = (end for start in starts for end in (start, start + _LAST))
        statement = f"WITH prefix (first, last) AS (VALUES {rows}) {query}"
        for (word,) in self._connection.execute(statement, (*ranges, *values)):
            yield as_text(word)

    def _with_umlauts(self, word: str, folded: str) -> frozenset[str]:
        spelled = fold("".join(_UMLAUTS.get(letter, letter) for letter in word))
        asked = {spelled} - {folded}
        for letter, two in (("a", "ae"), ("o", "oe"), ("u", "ue")):
            asked |= {folded[:at] + letter + folded[at + 2 :] for at in _places(folded, two)}
            asked |= {folded[:at] + two + folded[at + 1 :] for at in _places(folded, letter)}
        return self.known(asked - {folded}) if asked else frozenset()


@cache
def _prefixes() -> frozenset[str]:
    return frozenset(load_word_lists("briefbuilder.storage", "prefixes")["prefixes"].split())


@cache
def _pairs_by_sound() -> dict[str, tuple[str, ...]]:
    """Return the pairs of Latin, Cyrillic or Greek letters that each beginning of a skeleton is written with."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for letters in (ascii_lowercase, _CYRILLIC, _GREEK):
        for pair in map("".join, product(letters, repeat=2)):
            for sound in {sound[:2] for sound in sounds(fold_name(pair))}:
                found[sound].append(pair)
    return {sound: tuple(pairs) for sound, pairs in found.items()}


def _spellings() -> Any:
    return load_word_lists("briefbuilder.storage", "spellings")


def _english_spellings(folded: str) -> set[str]:
    """Return how a word is spelled on the other side of the Atlantic; most of them are not words."""
    found = set()
    for british, american, endings in _spellings()["english"]:
        for ending in endings.replace("-", "").split(" "):
            for one, other in ((british, american), (american, british)):
                stem = folded.removesuffix(one + ending)
                if stem != folded and len(stem) >= _SHORTEST_STEM:
                    found.add(stem + other + ending)
    return found


def _other_forms(folded: str, stems: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Yield what may be forms of a folded word though their stems differ; most of them are not words."""
    for language, stem in stems:
        if language == "ru" and stem.endswith(_SURNAMES):
            yield stem
        for ending, other in _OTHER_FORMS.get(language, ()):
            if folded.endswith(ending):
                yield folded.removesuffix(ending) + other


def _are_forms(one: str, other: str, language: str) -> bool:
    """Return whether two words of the same stem are alike enough to be forms of one word."""
    if language == "ar":
        return True
    shared = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        shared += 1
    return max(len(one), len(other)) - shared <= _LONGEST_ENDING


def _places(text: str, part: str) -> Iterator[int]:
    at = text.find(part)
    while at >= 0:
        yield at
        at = text.find(part, at + 1)
