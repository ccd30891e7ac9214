"""A dossier of any size: articles of invented words, frequent and rare as in a language, with tags and briefings.

Written through the store itself in batches, so that everything in the file is as the program makes it. The same
size gives the same dossier.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from hashlib import sha256
from itertools import accumulate
from pathlib import Path

from briefbuilder.domain.article import Article, ImportedArticle, Metadata, Original
from briefbuilder.domain.briefing import Briefing, Excerpt, Part
from briefbuilder.domain.changes import ArticleRecord, Change, ChangeSet, Key
from briefbuilder.domain.passage import section_passage
from briefbuilder.domain.text import Block, Heading, Paragraph, Span
from briefbuilder.domain.topics import Tag
from briefbuilder.storage.blobs import prepare
from briefbuilder.storage.folding import FOLDING_VERSION
from briefbuilder.storage.migrations import MIGRATIONS
from briefbuilder.storage.opening import create
from briefbuilder.storage.store import Store

SECTIONS = 20
"""Sections of an article."""
BATCH = 100
"""Articles of one act."""
QUOTED = 20
"""Articles that the one briefing quotes."""
FORM = 1
"""To be raised when other dossiers are made: files of another form are made anew."""

_SYLLABLES = [
    "con", "in", "te", "re", "pro", "sta", "men", "to", "ri", "za", "com", "mer", "ci", "o", "po", "li", "ti",
    "ca", "de", "ris", "king", "se", "mi", "du", "for", "ni", "tu", "ra", "eu", "ro", "pa", "gia", "ne", "ve",
    "lo", "al", "la", "su", "per", "tra", "fi", "nan", "zia", "rio", "is", "ter", "gui", "bra", "so", "que",
    "chi", "da", "no", "me", "va",
]  # fmt: skip
_KANJI = "外務省半導体供給網経済安全保障首相会談協力輸出管理日欧米中韓台湾海峡防衛産業政策技術"
_TOPICS = [
    "derisking", "semiconductors", "artificial-intelligence", "eu-japan", "china", "trade", "energy",
    "sanctions", "ukraine", "africa", "migration", "climate", "defence", "cyber", "space", "health",
    "digital", "minerals", "enlargement", "multilateralism",
]  # fmt: skip
_LANGUAGES = ("it", "it", "it", "en", "en", "fr", "de", "ja")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Words from the most frequent to the rarest, with their running weights."""

    words: tuple[str, ...]
    weights: tuple[float, ...]

    @classmethod
    def invented(cls, count: int) -> Vocabulary:
        """Invent words whose frequency falls as their rank grows (Zipf)."""
        chance = random.Random(11)  # noqa: S311 - the same words each time, nothing secret
        words: dict[str, None] = {}
        while len(words) < count:
            words["".join(chance.choices(_SYLLABLES, k=1 + min(4, len(words).bit_length() // 3)))] = None
        return cls(tuple(words), tuple(accumulate(1 / (rank + 8) for rank in range(count))))


class Maker:
    """Makes articles with their tags."""

    def __init__(self) -> None:
        self.vocabulary = Vocabulary.invented(60_000)
        self._chance = random.Random(5)  # noqa: S311 - as above

    def reading(self, number: int) -> ImportedArticle:
        """Return the article of a number."""
        language = self._chance.choice(_LANGUAGES)
        blocks = tuple(self._blocks(language, number))
        data = f"{number}".encode()
        name = sha256(data).hexdigest()
        day = date(2021, 1, 4) + timedelta(days=number // 60)
        metadata = Metadata(
            title=self._words(language, 7).capitalize(),
            authors=(f"{self._words('it', 1).title()} {self._words('it', 1).title()}",),
            publication=f"Corriere {self._chance.randrange(120)}" if number % 50 else None,
            published=None if number % 40 == 0 else day,
            language=language,
        )
        original = Original(
            sha256=name, media_type="text/plain", name=f"articolo-{number}.txt", size=len(data)
        )
        article = Article(id="a" + name[:16], metadata=metadata, blocks=blocks, original=original)
        return ImportedArticle(article=article, notices=(), data=data, path=Path(original.name))

    def tags(self, article: Article, number: int) -> Iterator[Tag]:
        """Yield the tags of an article: on two of three articles none, on the others two."""
        if number % 3:
            return
        sections = article.sections
        for count in range(2):
            rank = min(int(self._chance.expovariate(0.25)), len(_TOPICS) - 1)
            section = self._chance.choice(sections)
            name = f"t{number:09d}{count}"
            yield Tag(id=name, topic=_TOPICS[rank], passage=section_passage(article, section))

    def _blocks(self, language: str, number: int) -> Iterator[Block]:
        for place in range(SECTIONS):
            heading = self._words(language, 3)
            yield Heading(id=f"h{place}", level=2, content=(Span(heading.capitalize()),))
            text = f"{self._words(language, 22)} {number * SECTIONS + place}."
            yield Paragraph(id=f"p{place}", content=(Span(text.capitalize()),))

    def _words(self, language: str, count: int) -> str:
        if language == "ja":
            return "".join(self._chance.choices(_KANJI, k=3 * count)) + "。"
        return " ".join(
            self._chance.choices(self.vocabulary.words, cum_weights=self.vocabulary.weights, k=count)
        )


def made(folder: Path, articles: int) -> Path:
    """Return a dossier of so many articles in a folder, made now where it is not there yet."""
    # One of an older version would be brought to this one each time that it is opened.
    version = f"{FORM}-{MIGRATIONS[-1].version}-{FOLDING_VERSION}"
    path = folder / f"library-{version}-{articles}.dossier"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        began = time.process_time()
        unfinished = path.with_suffix(".unfinished")
        unfinished.unlink(missing_ok=True)
        store = create(unfinished)
        _fill(store, articles)
        store.close()
        unfinished.rename(path)
        _tell(
            f"{articles} articles, {articles * SECTIONS} sections made in {time.process_time() - began:.0f} CPU-s,"
        )
        _tell(f" {path.stat().st_size / 1e6:.0f} MB\n")
    return path


def _fill(store: Store, articles: int) -> None:
    maker = Maker()
    first: list[Article] = []
    for start in range(0, articles, BATCH):
        changes: list[Change] = []
        for number in range(start, min(start + BATCH, articles)):
            reading = maker.reading(number)
            record = _record(store, reading, number)
            changes.append(Change(key=Key("article", record.id), before=None, after=record))
            changes += [
                Change(key=Key("tag", tag.id), before=None, after=tag)
                for tag in maker.tags(reading.article, number)
            ]
            first += [reading.article] * (len(first) < QUOTED)
        store.apply(
            ChangeSet(
                act="import-articles", changes=tuple(changes), parameters={"count": str(BATCH), "title": ""}
            ),
        )
        if start % 10_000 == 0 and start:
            _tell(f"{start} ")
    briefing = _briefing(first)
    change = Change(key=Key("briefing", briefing.id), before=None, after=briefing)
    store.apply(
        ChangeSet(act="compose-briefing", changes=(change,), parameters={"title": briefing.title}),
    )


def _record(store: Store, reading: ImportedArticle, number: int) -> ArticleRecord:
    prepared = prepare(reading)
    store.keep(prepared)
    return replace(prepared.record, imported=_moment(number))


def _briefing(articles: list[Article]) -> Briefing:
    items = tuple(
        Excerpt(id=f"i{number}", passage=section_passage(article, article.sections[1]))
        for number, article in enumerate(articles)
    )
    return Briefing(
        id="b1",
        title="Nota",
        template="thematic-briefing",
        language="it",
        parts=(Part(id="p1", key="key", items=items),),
    )


def _moment(number: int) -> str:
    minutes, seconds = divmod(number, 60)
    return f"2026-{1 + minutes // 40000:02d}-{1 + minutes // 1440 % 28:02d}T{minutes // 60 % 24:02d}:{minutes % 60:02d}:{seconds:02d}.000000Z"


def _tell(text: str) -> None:
    print(text, end="", file=sys.stderr, flush=True)


if __name__ == "__main__":
    print(made(Path(sys.argv[1]), int(sys.argv[2])))
