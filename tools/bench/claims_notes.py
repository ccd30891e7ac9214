"""Notes of about a page in the way of desk officers: alarms on what is right, and errors that are planted in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import yaml

from bench.claims_cases import Corpus, Row, blocks_of, sample
from briefbuilder.domain.facts import Claim, FactBlock, FactSource
from briefbuilder.evidence.claims import check_claims
from briefbuilder.evidence.facts import read_facts

ALARMS = frozenset({"different", "not-found"})
_PAGE = 350
_MARK = re.compile(r"\{(?P<right>[^|}]*)\|(?P<wrong>[^}]*)\}|<(?P<own>[^<>]*)>")
_NOTES, _SOURCES = (Path(__file__).with_name(name) for name in ("claim_notes.yaml", "claim_sources.yaml"))
_OWN = "own/"
"""What the name of a short article begins with that was written for the notes."""


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """A paragraph without its marks, with the places that no source states, and the place of its error."""

    text: str
    own: tuple[tuple[int, int], ...]
    error: tuple[int, int] | None


def score_notes(corpus: Corpus, part: str, listed: list[str] | None = None) -> None:
    """Print the alarms on the notes of a part of the list, and how many of their planted errors are caught."""
    alarms = words = caught = planted = 0
    rows = yaml.safe_load(_NOTES.read_text("utf-8"))[part]
    for row in rows:
        for claim, paragraph in _checked(corpus, row, wrong=False):
            is_own = any(start < claim.end and claim.start < end for start, end in paragraph.own)
            if claim.outcome in ALARMS and not is_own:
                alarms += 1
                _say(
                    listed, f"ALARM {row['id']} {claim.kind} {claim.text!r} {claim.outcome}: {paragraph.text}"
                )
        words += _count_words(row)
        errors = [each for each in _paragraphs(row, wrong=True) if each.error is not None]
        hit = {
            paragraph.text
            for claim, paragraph in _checked(corpus, row, wrong=True)
            if claim.outcome in ALARMS and paragraph.error is not None and _is_over(claim, paragraph.error)
        }
        planted += len(errors)
        caught += len(hit)
        for each in errors:
            if each.text not in hit:
                _say(listed, f"MISS {row['id']} {each.text[slice(*each.error or (0, 0))]!r}: {each.text}")
    print(
        f"Notes, {part}: {len(rows)}; alarms {alarms}, {_PAGE * alarms / max(1, words):.2f} a page;"
        f" planted errors caught {caught}/{planted}"
    )


def _checked(corpus: Corpus, row: Row, *, wrong: bool) -> Iterator[tuple[Claim, _Paragraph]]:
    """Yield the claims of a note, each with its paragraph."""
    paragraphs = list(_paragraphs(row, wrong=wrong))
    blocks = [FactBlock(id=str(number), text=each.text) for number, each in enumerate(paragraphs)]
    sources = [_source(corpus, name) for name in row["articles"]]
    known: frozenset[str] = frozenset()
    for name in row["articles"]:
        article, _, language = name.partition("/")
        if name.startswith(_OWN):
            known |= _known_elsewhere(tuple(row["articles"]))
        elif language:
            known |= corpus.known_elsewhere(article, language, row["language"])
    for claim in check_claims(blocks, row["language"], row["day"], sources, known):
        yield claim, paragraphs[int(claim.block)]


def _source(corpus: Corpus, name: str) -> FactSource:
    if name.startswith(_OWN):
        return _own_sources()[name]
    article, _, language = name.partition("/")
    if not language:
        return sample(article)
    return replace(corpus.source(article, language), publication=article.partition(".")[0])


@cache
def _own_sources() -> dict[str, FactSource]:
    """Return the short articles with their facts, by name."""
    sources = {}
    for row in yaml.safe_load(_SOURCES.read_text("utf-8")):
        blocks = blocks_of(row["text"].strip().split("\n"))
        sources[f"{_OWN}{row['id']}"] = FactSource(
            article=row["id"],
            language=row["language"],
            day=row["day"],
            blocks=blocks,
            facts=read_facts(blocks, row["language"], row["day"]),
            cited=True,
            publication=row["publication"],
        )
    return sources


@cache
def _known_elsewhere(names: tuple[str, ...]) -> frozenset[str]:
    """Return the keys of the names in all short articles but some."""
    others = (source for name, source in _own_sources().items() if name not in names)
    facts = (fact for source in others for fact in source.facts if fact.kind == "name")
    return frozenset(key for fact in facts for key in fact.keys)


def _count_words(row: Row) -> int:
    """Return how many words a note has; Japanese has no spaces, and about two characters a word."""
    text = _MARK.sub(lambda mark: mark["right"] or mark["own"] or "", row["text"])
    return len(text) // 2 if row["language"] == "ja" else len(text.split())


def _paragraphs(row: Row, *, wrong: bool) -> Iterator[_Paragraph]:
    for line in filter(None, map(str.strip, row["text"].split("\n"))):
        text, at, own, error = "", 0, [], None
        for mark in _MARK.finditer(line):
            text += line[at : mark.start()]
            written = mark["own"]
            if written is None:
                written = mark["wrong" if wrong else "right"]
                error = (len(text), len(text) + len(written))
            else:
                own.append((len(text), len(text) + len(written)))
            text, at = text + written, mark.end()
        yield _Paragraph(text + line[at:], tuple(own), error)


def _is_over(claim: Claim, place: tuple[int, int]) -> bool:
    return claim.start < place[1] and place[0] < claim.end


def _say(listed: list[str] | None, line: str) -> None:
    if listed is not None:
        listed.append(line)
