"""Notes of about a page in the way of desk officers: alarms on what is right, and errors that are planted in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import yaml

from bench.claims_cases import Corpus, Row, sample
from briefbuilder.domain.facts import Claim, FactBlock, FactSource
from briefbuilder.evidence.claims import check_claims

ALARMS = frozenset({"different", "not-found"})
_PAGE = 350
_MARK = re.compile(r"\{(?P<right>[^|}]*)\|(?P<wrong>[^}]*)\}|<(?P<own>[^<>]*)>")
_NOTES = Path(__file__).with_name("claim_notes.yaml")


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
        words += len(_MARK.sub(lambda mark: mark["right"] or mark["own"] or "", row["text"]).split())
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
        if language:
            known |= corpus.known_elsewhere(article, language, row["language"])
    for claim in check_claims(blocks, row["language"], row["day"], sources, known):
        yield claim, paragraphs[int(claim.block)]


def _source(corpus: Corpus, name: str) -> FactSource:
    article, _, language = name.partition("/")
    if not language:
        return sample(article)
    return replace(corpus.source(article, language), publication=article.partition(".")[0])


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
