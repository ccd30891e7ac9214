"""Paragraphs of our own beside their articles: alarms on right claims, blocks, and errors that are planted in them."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

import yaml

from bench.claims_cases import Corpus, blocks_of
from briefbuilder.domain.facts import Claim, Name
from briefbuilder.evidence.claims import check_claims
from briefbuilder.evidence.facts import read_facts

PARTS = (
    *("tuned", "unseen", "further", "placed", "short", "desk", "office", "quoted"),
    *("kept", "short_kept", "desk_kept", "office_kept", "quoted_kept"),
)
"""Parts that the rules may be adjusted to, and those that are kept apart."""
ALARMS = frozenset({"different", "not-found"})
_PAGE = 350
_LEAST_MISSPELT = 5
"""Letters of a name that can be told from another word if one of them is wrong."""
_MARK = re.compile(r"\{([^|}]*)\|([\d,]+)\}")
_PARAGRAPHS = Path(__file__).with_name("claim_paragraphs.yaml")
_MONTHS = {
    "en": "January February March April May June July August September October November December",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "ja": "1月 2月 3月 4月 5月 6月 7月 8月 9月 10月 11月 12月",
}
_OTHERS = {
    "rt.com.91334": ("Kavanaugh", "Rosenstein", "Junqueras"),
    "guardian.221756": ("Ronaldo", "Mayorga", "Zaev"),
    "cnn.304447": ("Rosenstein", "Mayorga", "Ronaldo"),
    "cbsnews.248384": ("Rosenstein", "Mayorga", "Ronaldo"),
    "newsweek.51310": ("Rosenstein", "Mayorga", "Ronaldo"),
    "newsweek.51300": ("Rosenstein", "Mayorga", "Ronaldo"),
    "newsweek.51328": ("Rosenstein", "Mayorga", "Ronaldo"),
}
_OTHER = ("Rosenstein", "Mayorga", "Kavanaugh", "Ronaldo")
"""Surnames of other articles: what a name is swapped for."""


@dataclass(frozen=True, slots=True)
class Label:
    """A marked claim, and the blocks that state it."""

    start: int
    end: int
    blocks: frozenset[int]


@dataclass(frozen=True, slots=True)
class Own:
    """A right paragraph on an article."""

    article: str
    language: str
    text: str
    labels: tuple[Label, ...]


@dataclass(frozen=True, slots=True)
class Error:
    """A paragraph with one error."""

    kind: str
    start: int
    end: int
    text: str
    was: str


def own_paragraphs(part: str) -> Iterator[Own]:
    """Yield the paragraphs of a part of the list without their marks."""
    for row in yaml.safe_load(_PARAGRAPHS.read_text("utf-8"))[part]:
        for language in _MONTHS:
            if language in row:
                yield _read(row["article"], language, row[language])


def _read(article: str, language: str, marked: str) -> Own:
    text, at, labels = "", 0, []
    for mark in _MARK.finditer(marked):
        text += marked[at : mark.start()]
        blocks = frozenset(map(int, mark[2].split(",")))
        labels.append(Label(len(text), len(text) + len(mark[1]), blocks))
        text, at = text + mark[1], mark.end()
    return Own(article, language, text + marked[at:], tuple(labels))


def score_own(corpus: Corpus, part: str, listed: list[str] | None = None) -> None:
    """Print what is found in the paragraphs of a part, in the language itself and in others."""
    paragraphs = list(own_paragraphs(part))
    print(f"\nParagraphs of our own, {part}: {len(paragraphs)}")
    for same in (True, False):
        score = _Score(corpus, listed)
        for paragraph in paragraphs:
            sources = corpus.languages_of(paragraph.article)
            if paragraph.language not in sources and paragraph.article in corpus.articles:
                # An article in Spanish or Japanese is beside a paragraph in that language only.
                own = {paragraph.language}.intersection(corpus.articles[paragraph.article]["blocks"])
                sources = (*sources, *own)
            for source in sources:
                if (source == paragraph.language) == same:
                    score.add(paragraph, source)
        print("same language" if same else "other language")
        score.show()


class _Score:
    def __init__(self, corpus: Corpus, listed: list[str] | None) -> None:
        self._corpus, self._listed = corpus, listed
        self._counts: Counter[str] = Counter()
        self._caught: Counter[str] = Counter()
        self._planted: Counter[str] = Counter()

    def add(self, paragraph: Own, source: str) -> None:
        """Count the claims of a paragraph, and those of the same with each error."""
        head = f"{paragraph.article} {paragraph.language}→{source}"
        claims = self._check(paragraph, source, paragraph.text)
        self._counts["words"] += _words(paragraph)
        for claim in claims:
            self._counts["claims"] += 1
            if claim.outcome in ALARMS:
                self._counts["alarms"] += 1
                self._say(f"ALARM {head} {_shown(claim)}\n        {paragraph.text}")
            self._counts["doubtful"] += claim.outcome == "doubtful"
        for label in paragraph.labels:
            self._label(head, paragraph, label, claims)
        for error in plant(paragraph):
            self._planted[error.kind] += 1
            hits = _over(self._check(paragraph, source, error.text), error.start, error.end)
            if any(claim.outcome in ALARMS for claim in hits):
                self._caught[error.kind] += 1
            else:
                what = f"{error.was!r} → {error.text[error.start : error.end]!r}"
                self._say(
                    f"MISS {head} {error.kind} {what}: {'; '.join(map(_shown, hits)) or 'nothing read'}"
                )

    def _label(self, head: str, paragraph: Own, label: Label, claims: tuple[Claim, ...]) -> None:
        hits = _over(claims, label.start, label.end)
        good = [claim for claim in hits if claim.outcome in {"found", "rounded", "doubtful"}]
        said = paragraph.text[label.start : label.end]
        self._counts["labels"] += 1
        self._counts["found"] += bool(good)
        if any(int(claim.sources[0].block) in label.blocks for claim in good):
            self._counts["placed"] += 1
        elif good:
            self._say(f"PLACE {head} {said!r} is in {sorted(label.blocks)}: {'; '.join(map(_shown, good))}")
        elif not any(claim.outcome in ALARMS for claim in hits):
            self._say(f"UNSAID {head} {said!r}: {'; '.join(map(_shown, hits)) or 'nothing read'}")

    def _check(self, paragraph: Own, source: str, text: str) -> tuple[Claim, ...]:
        article = self._corpus.source(paragraph.article, source)
        known = self._corpus.known_elsewhere(paragraph.article, source, paragraph.language)
        blocks = (replace(blocks_of([text])[0], heading=False),)
        return check_claims(blocks, paragraph.language, article.day, [article], known)

    def _say(self, line: str) -> None:
        if self._listed is not None:
            self._listed.append(line)

    def show(self) -> None:
        """Print the counts."""
        of = self._counts
        print(
            f"  right claims with alarm  {of['alarms']}/{of['claims']}, {_PAGE * of['alarms'] / of['words']:.2f} a page;"
            f" doubtful {of['doubtful']}"
        )
        print(
            f"  labelled claims found    {of['found']}/{of['labels']}; on the right block {of['placed']}/{of['found']}"
            f" = {of['placed'] / of['found']:.1%}"
        )
        print(f"  planted errors caught    {self._caught.total()}/{self._planted.total()}")
        for kind, planted in sorted(self._planted.items()):
            print(f"    {kind:<12} {self._caught[kind]}/{planted}")


def _words(paragraph: Own) -> int:
    """Return how many words a text has; Japanese has no spaces, and about two characters a word."""
    return len(paragraph.text) // 2 if paragraph.language == "ja" else len(paragraph.text.split())


def plant(paragraph: Own) -> Iterator[Error]:
    """Yield the paragraph with one error in each of its marked claims, by what each is."""
    chance = random.Random(paragraph.text)  # noqa: S311 - the same each time
    facts = read_facts(blocks_of([paragraph.text]), paragraph.language, None)
    names = {(fact.start, fact.end) for fact in facts if isinstance(fact.stated, Name) and not fact.stated.id}
    for label in paragraph.labels:
        was = paragraph.text[label.start : label.end]
        errors = (
            _name_errors(was, _OTHERS.get(paragraph.article, _OTHER), chance)
            if (label.start, label.end) in names
            else _errors(was, paragraph.language, chance)
        )
        for kind, becomes in errors:
            text = paragraph.text[: label.start] + becomes + paragraph.text[label.end :]
            yield Error(kind, label.start, label.start + len(becomes), text, was)


def _errors(was: str, language: str, chance: random.Random) -> Iterator[tuple[str, str]]:
    if any(letter.isdigit() for letter in was) and (language != "ja" or "月" not in was):
        yield from _number_errors(was, chance)
    months = _MONTHS[language].split()
    for place, month in enumerate(months):
        stated = rf"(?<!\w){month}(?!\w)|^{month}(?=\d)"
        if re.search(stated, was) and (month != "May" or was != "may"):
            yield "month", re.sub(stated, months[(place + 4) % 12], was)
            return


def _name_errors(was: str, others: tuple[str, ...], chance: random.Random) -> Iterator[tuple[str, str]]:
    if len(was.rsplit(maxsplit=1)[-1]) >= _LEAST_MISSPELT:
        yield "misspelt", _misspelt(was, chance)
    yield "swapped", " ".join((*was.split()[:-1], chance.choice(others)))


def _number_errors(was: str, chance: random.Random) -> Iterator[tuple[str, str]]:
    year = re.search(r"\b(?:18|19|20)\d\d\b", was)
    day = re.match(r"(\d{1,2})(?=(?:er|\.)? ?[A-Za-zé]{4})", was)
    if year:
        yield "year", was.replace(year[0], str(int(year[0]) - chance.choice((1, 2, 3))))
    elif day and any(month.lower() in was.lower() for names in _MONTHS.values() for month in names.split()):
        yield "day", was.replace(day[0], str(int(day[0]) % 27 + 3), 1)
    else:
        places = [place for place, letter in enumerate(was) if letter.isdigit()]
        place = places[0]
        digit = chance.choice([each for each in "123456789" if each != was[place]])
        yield "digit", was[:place] + digit + was[place + 1 :]
        pairs = [(one, two) for one, two in pairwise(places) if was[one] != was[two] and was[two] != "0"]
        if pairs:
            one, two = pairs[0]
            yield "transposed", was[:one] + was[two] + was[one + 1 : two] + was[one] + was[two + 1 :]


def _misspelt(was: str, chance: random.Random) -> str:
    """Return a name with two letters inside its last word transposed, or one of them dropped."""
    pairs = [place for place in range(len(was) - 4, len(was) - 1) if was[place] != was[place + 1]]
    if chance.random() < 0.5 and pairs:
        place = chance.choice(pairs)
        return was[:place] + was[place + 1] + was[place] + was[place + 2 :]
    place = len(was) - 3
    return was[:place] + was[place + 1 :]


def _over(claims: tuple[Claim, ...], start: int, end: int) -> list[Claim]:
    return [claim for claim in claims if claim.start < end and start < claim.end]


def _shown(claim: Claim) -> str:
    places = ", ".join(f"{source.text!r} in {source.block}" for source in claim.sources)
    return f"{claim.kind} {claim.text!r} ({claim.value}) {claim.outcome}{': ' if places else ''}{places}"
