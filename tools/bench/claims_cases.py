"""The labelled paragraphs, their planted errors and the articles that they cite, as claims and sources."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from briefbuilder.domain.facts import FactBlock, FactSource
from briefbuilder.evidence.facts import read_facts
from briefbuilder.importers.read import load_file, read_bytes

ROOT = Path(__file__).resolve().parent.parent.parent
LANGUAGES = ("en", "it", "fr", "de")
"""The languages of which an article stands in the dossier in turn."""
FURTHER = ("es", "ja")
"""Languages of sources that the scorer does not ask for."""
Row = dict[str, Any]


def in_first_half(article: str) -> bool:
    """Return whether an article belongs to the half that the rules may be adjusted to."""
    return int(hashlib.sha256(article.encode()).hexdigest(), 16) % 2 == 0


@dataclass(frozen=True, slots=True)
class Case:
    """A paragraph, right or with one planted error, beside an article in one language."""

    id: str
    paragraph: Row
    error: Row | None
    source: str

    @property
    def text(self) -> str:
        """The text of the paragraph, with the error."""
        text: str = self.paragraph["text"]
        if self.error is None:
            return text
        start, end = self.error["start"], self.error["end"]
        return f"{text[:start]}{self.error['becomes']}{text[end:]}"


class Corpus:
    """The labelled material in a folder."""

    def __init__(self, folder: Path) -> None:
        """Open the material; the files are read when they are needed."""
        self.folder = folder

    def rows(self, name: str) -> list[Row]:
        """Return the objects of a file with a JSON object a line."""
        return [
            json.loads(line)
            for line in (self.folder / f"{name}.jsonl").read_text("utf-8").splitlines()
            if line
        ]

    @cached_property
    def articles(self) -> dict[str, Row]:
        """The articles in several languages, by id."""
        return {row["id"]: row for row in self.rows("articles")}

    def languages_of(self, article: str) -> tuple[str, ...]:
        """Return the languages in which an article stands in the dossier in turn."""
        if article in self.articles:
            return tuple(language for language in LANGUAGES if language in self.articles[article]["blocks"])
        return (sample(article).language,)

    @cache  # noqa: B019 - there is one corpus, as long as the program runs
    def source(self, article: str, language: str) -> FactSource:
        """Return an article in a language with its facts, as one that a briefing cites."""
        if article not in self.articles:
            return sample(article)
        row = self.articles[article]
        day = date.fromisoformat(row["published"])
        blocks = blocks_of(row["blocks"][language])
        return FactSource(
            article=article,
            language=language,
            day=day,
            blocks=blocks,
            facts=read_facts(blocks, language, day),
            cited=True,
        )

    @cache  # noqa: B019 - as above
    def known(self, language: str) -> dict[str, frozenset[str]]:
        """Return the keys of the names in each article of a language."""
        sources = [
            self.source(row["id"], language) for row in self.articles.values() if language in row["blocks"]
        ]
        return {
            source.article: frozenset(
                key for fact in source.facts if fact.kind == "name" for key in fact.keys
            )
            for source in sources
        }

    @cache  # noqa: B019 - as above
    def known_elsewhere(self, article: str, *languages: str) -> frozenset[str]:
        """Return the keys of names in all other articles of some languages."""
        return frozenset().union(
            *(keys for each in set(languages) for other, keys in self.known(each).items() if other != article)
        )

    def cases(self, *, further: bool = False) -> Iterator[Case]:
        """Yield all cases, or those with the languages that the scorer does not ask for."""
        errors: dict[str, list[Row]] = {}
        for row in self.rows("errors"):
            errors.setdefault(row["paragraph"], []).append(row)
        for paragraph in self.rows("paragraphs"):
            article = paragraph["article"]
            languages = self.languages_of(article)
            if further:
                languages = tuple(
                    one for one in FURTHER if one in self.articles.get(article, {"blocks": ()})["blocks"]
                )
            for language in languages:
                yield Case(paragraph["id"], paragraph, None, language)
                for error in errors.get(paragraph["id"], ()):
                    yield Case(error["id"], paragraph, error, language)


def blocks_of(texts: list[str], *, prefix: str = "") -> tuple[FactBlock, ...]:
    """Return texts as blocks whose ids are their numbers; the first one is the title."""
    return tuple(
        FactBlock(id=f"{prefix}{number}", text=text, heading=number == 0) for number, text in enumerate(texts)
    )


@cache
def sample(name: str, *, joined: bool = False) -> FactSource:
    """Return a sample article with its facts; the cells and rows of its tables may be joined as the labels of dates have them."""
    read = read_bytes(*load_file(ROOT / "resources" / "samples" / name)).article
    blocks = tuple(
        FactBlock(
            id=str(number),
            text=_joined(block.text) if joined else block.text,
            heading=block.kind == "heading",
        )
        for number, block in enumerate(read.blocks)
    )
    language, day = read.metadata.language or "en", read.metadata.published
    return FactSource(
        article=name,
        language=language,
        day=day,
        blocks=blocks,
        facts=read_facts(blocks, language, day),
        cited=True,
        publication=read.metadata.publication or "",
    )


def _joined(text: str) -> str:
    return text.replace("\t", " | ").replace("\n", " | ")
