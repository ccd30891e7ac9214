"""Statements with figures beside short articles of our own: planted errors, alarms on right ones, former figures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import yaml

from bench.claims_cases import Row, blocks_of
from briefbuilder.domain.facts import Claim, FactSource
from briefbuilder.evidence.claims import check_claims
from briefbuilder.evidence.facts import read_facts

ALARMS = frozenset({"different", "not-found"})
_FILE = Path(__file__).with_name("claim_figures.yaml")
_MARK = re.compile(r"\{([^|}]*)\|([^|}]*)\}")


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement, and the place of the error or former figure in it if it has one."""

    language: str
    text: str
    error: tuple[int, int] | None


def score_figures(part: str, *, kept: bool, listed: list[str] | None = None) -> None:
    """Print what is caught in a part of the list, and the alarms on what is right."""
    planted = caught = right = alarms = 0
    for article, claims, statement in _checked(part, kept=kept):
        head = f"{article} {statement.language}"
        over = [claim for claim in claims if claim.outcome in ALARMS and _is_error(claim, statement)]
        if statement.error:
            planted, caught = planted + 1, caught + bool(over)
            if not over and listed is not None:
                listed.append(f"MISS {head} {statement.text}\n        {_shown(claims)}")
        for claim in claims:
            right += not _is_error(claim, statement)
            if claim.outcome in ALARMS and claim not in over:
                alarms += 1
                if listed is not None:
                    listed.append(f"ALARM {head} {statement.text}\n        {_shown((claim,))}")
    half = "kept" if kept else "tuned"
    print(f"{part}, {half}: {caught} of {planted} errors caught, {alarms} alarms on {right} right claims")


def _checked(part: str, *, kept: bool) -> Iterator[tuple[str, tuple[Claim, ...], Statement]]:
    rows: list[Row] = yaml.safe_load(_FILE.read_text("utf-8"))[part]
    for row in rows[int(kept) :: 2]:
        sources = [_source(row, row["text"].splitlines(), row["day"])]
        if "older" in row:
            sources.append(
                _source({**row, "id": f"{row['id']}-older"}, ["", row["older"]], row["day"] - timedelta(7))
            )
        for statement in map(_read, row["claims"]):
            blocks = blocks_of(["", statement.text], prefix="p")[1:]
            yield row["id"], check_claims(blocks, statement.language, row["day"], sources), statement


def _source(row: Row, texts: list[str], day: Any) -> FactSource:
    blocks, language = blocks_of(texts), row["language"]
    facts = read_facts(blocks, language, day)
    return FactSource(article=row["id"], language=language, day=day, blocks=blocks, facts=facts, cited=True)


def _read(row: dict[str, str]) -> Statement:
    ((language, marked),) = row.items()
    mark = _MARK.search(marked)
    error = mark and (mark.start(), mark.start() + len(mark[1]))
    return Statement(language, _MARK.sub(r"\1", marked), error)


def _is_error(claim: Claim, statement: Statement) -> bool:
    start, end = statement.error or (0, 0)
    return claim.start < end and start < claim.end


def _shown(claims: tuple[Claim, ...]) -> str:
    return "; ".join(
        f"{claim.text!r} ({claim.value}) {claim.outcome}: {', '.join(repr(source.text) for source in claim.sources)}"
        for claim in claims
    )


def score_all_figures(listed: list[str] | None = None) -> None:
    """Print the scores of both halves; faults of the half that rules may be adjusted to are added to a list."""
    for part in ("figures", "superseded"):
        score_figures(part, kept=False, listed=listed)
        score_figures(part, kept=True)


if __name__ == "__main__":
    faults: list[str] = []
    score_all_figures(faults)
    print("\n".join(faults))
