"""Files that come back from Word with known edits: how many edits are told, on the right paragraph and of the right kind.

The files are in `shared/corpora/word-edits` beside the checkout; its README says what counts. Edits to every second export are
kept aside from tuning, and both halves are printed.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from rapidfuzz.distance import Indel

from bench.shared import find_shared
from briefbuilder.domain.export_record import ExportRecord, ParagraphAddress
from briefbuilder.domain.word_changes import WordChange
from briefbuilder.returned.compare import compare
from briefbuilder.returned.document import ReturnedDocument, ReturnedParagraph, TextPiece
from briefbuilder.returned.reader import read_returned
from briefbuilder.returned.text_keys import text_key
from briefbuilder.returned.views import record_paragraphs

Edit = Mapping[str, Any]
_KINDS = {"row deleted": "row_deleted", "row inserted": "row_inserted", "column deleted": "column_deleted",
          "note edited": "note_edited", "note inserted": "note_inserted", "note deleted": "note_deleted"}  # fmt: skip
_ACCEPTED: dict[str, frozenset[str]] = {
    "row_deleted": frozenset({"edited"}),
    "row_inserted": frozenset({"edited"}),
    "split": frozenset({"edited"}),
    "joined": frozenset({"edited"}),
    "deleted": frozenset({"edited", "joined"}),
    "inserted": frozenset({"edited", "split"}),
    "moved": frozenset({"table_moved"}),
}
"""Other kinds that are right for an edit, as the README says."""


@dataclass(slots=True)
class Score:
    """The counts of some files."""

    files: int = 0
    edits: int = 0
    placed: int = 0
    kinds: int = 0
    lost: list[str] = field(default_factory=list)
    misplaced: list[str] = field(default_factory=list)
    unkind: list[str] = field(default_factory=list)
    false: list[str] = field(default_factory=list)
    quotations: int = 0
    flagged: int = 0
    tracked: int = 0
    authors: int = 0
    untracked: list[str] = field(default_factory=list)
    seconds: float = 0.0


def run(root: Path, *, verbose: bool = False) -> None:
    """Print the counts of both halves and of the files without edits."""
    folder = find_shared(root) / "corpora" / "word-edits"
    if not folder.is_dir():
        print("\nCorrections made in Word: the shared files are not here")
        return
    print("\nCorrections made in Word")
    unedited = Score()
    for path in sorted((folder / "zero").glob("*.docx")):
        _count(unedited, folder, path, path.name.partition(".")[0], ())
    print(f"  saved again without an edit: {unedited.files} files, {len(unedited.false)} changes (goal 0)")
    _tell("false", unedited.false, verbose=verbose)
    truth = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
    bases = sorted({Path(known["base"]).stem for known in truth.values()})
    for name, half in (("tuned on", bases[::2]), ("held out", bases[1::2])):
        score = Score()
        for file, known in sorted(truth.items()):
            if Path(known["base"]).stem in half:
                _count(score, folder, folder / "edited" / file, Path(known["base"]).stem, known["edits"])
        _report(name, score, verbose=verbose)
    _time_long(folder)


def _time_long(folder: Path) -> None:
    """Print the seconds for about a hundred pages: all exports three times, of which each twentieth paragraph is edited."""
    texts = [
        f"{turn} {unit['text']}"
        for turn in range(3)
        for path in sorted((folder / "base").glob("*.units.json"))
        for unit in json.loads(path.read_text(encoding="utf-8"))
    ]
    edited = [text.replace("e", "y", 3) if number % 20 == 0 else text for number, text in enumerate(texts)]
    before, after = (
        ReturnedDocument(paragraphs=tuple(ReturnedParagraph(pieces=(TextPiece(text=text),)) for text in side))
        for side in (texts, edited)
    )
    addresses = [ParagraphAddress()] * len(texts)
    record = ExportRecord(id="", briefing="", has_links=True, paragraphs=record_paragraphs(before, addresses))
    started = time.process_time()
    changes = compare(record, after).changes
    seconds = time.process_time() - started
    print(f"  {len(texts)} paragraphs, {len(changes)} changes: {seconds:.2f} CPU-s (goal 3)")


def _report(name: str, score: Score, *, verbose: bool) -> None:
    total = max(score.edits, 1)
    print(
        f"  {name}: {score.files} files, {score.edits} edits; on the right paragraph {score.placed / total:.3f} (goal 0.97),"
        f" kind {score.kinds / total:.3f}, lost {len(score.lost)} (goal 0), false {len(score.false)},"
        f" quotations {score.flagged} of {score.quotations}, recorded rightly {score.tracked / total:.3f},"
        f" author {score.authors / total:.3f}, {1000 * score.seconds / max(score.files, 1):.0f} ms a file"
    )
    for title in ("lost", "misplaced", "unkind", "false", "untracked"):
        _tell(title, getattr(score, title), verbose=verbose)


def _tell(title: str, lines: Sequence[str], *, verbose: bool) -> None:
    for line in lines if verbose else ():
        print(f"    {title}: {line}")


@cache
def _record(folder: Path, base: str) -> tuple[ExportRecord, tuple[int, ...]]:
    """Return the record of an export, and the number in it of each unit."""
    units = json.loads((folder / "base" / f"{base}.units.json").read_text(encoding="utf-8"))
    addresses = [
        ParagraphAddress(origin=unit["origin"], block=unit["block"], source=unit["source"]) for unit in units
    ]
    document = read_returned((folder / "base" / f"{base}.docx").read_bytes(), base)
    paragraphs = record_paragraphs(document, addresses)
    record = ExportRecord(id="", briefing=base, has_links=True, paragraphs=paragraphs)
    return record, tuple(number for number, one in enumerate(paragraphs) if one.part == "body")


def _count(score: Score, folder: Path, path: Path, base: str, edits: Sequence[Edit]) -> None:
    record, numbers = _record(folder, base)
    started = time.perf_counter()
    changes = compare(record, read_returned(path.read_bytes(), path.name)).changes
    score.seconds += time.perf_counter() - started
    score.files += 1
    used: set[int] = set()
    touched = {numbers[unit] for edit in edits for unit in edit["units"]}
    judge = _Judge(record, numbers, changes, touched)
    for edit in edits:
        _count_edit(score, path.name, edit, judge, used)
    for change in changes:
        if change.number not in used:
            score.false.append(
                f"{path.name} {change.kind} {change.paragraphs} {change.before[:50]!r} → {change.after[:50]!r}"
            )


def _count_edit(score: Score, file: str, edit: Edit, judge: _Judge, used: set[int]) -> None:
    kind = str(_KINDS.get(edit["kind"], edit["kind"]))
    told = f"{file} {kind} {edit['units']} {edit['before'][:60]!r} → {edit['after'][:60]!r}"
    score.edits += 1
    found = list(judge.placed(kind, edit))
    anywhere = found or list(judge.anywhere(edit))
    used.update(change.number for change in anywhere)
    if edit.get("quotation"):
        score.quotations += 1
        score.flagged += any(change.quotation for change in anywhere)
    if not anywhere:
        score.lost.append(told)
        return
    if not found:
        score.misplaced.append(f"{told}: {[(one.kind, one.paragraphs, one.behind) for one in anywhere[:2]]}")
        return
    score.placed += 1
    right = [change for change in found if change.kind == kind or change.kind in _ACCEPTED.get(kind, ())]
    score.kinds += bool(right)
    if not right:
        score.unkind.append(f"{told}: {[one.kind for one in found[:3]]}")
    best = next((change for change in found if change.kind == kind), found[0])
    score.tracked += best.tracked == edit["tracked"]
    if best.tracked != edit["tracked"]:
        score.untracked.append(f"{told}: {best.kind} {best.tracked}")
    score.authors += best.author == edit["author"]


class _Judge:
    """What was told of one file."""

    def __init__(
        self, record: ExportRecord, numbers: Sequence[int], changes: Sequence[WordChange], touched: set[int]
    ) -> None:
        self._record = record
        self._numbers = numbers
        self._changes = changes
        self._touched = touched

    def placed(self, kind: str, edit: Edit) -> Iterator[WordChange]:
        """Yield the changes that were told on the paragraphs of an edit, those of its kind first."""
        units = {self._numbers[unit] for unit in edit["units"]}
        found = [change for change in self._changes if self._is_here(change, kind, edit, units)]
        yield from sorted(found, key=lambda change: change.kind != kind)

    def _is_here(self, change: WordChange, kind: str, edit: Edit, units: set[int]) -> bool:
        if kind == "furniture":
            return change.kind == "furniture" and _alike(edit["after"], change.after)
        if (kind == "comment") != (change.kind == "comment") or (kind == "furniture") != (
            change.kind == "furniture"
        ):
            return False
        if kind == "comment" and change.comment != edit["after"]:
            return False
        if kind.startswith("note"):
            return change.kind.startswith("note") and (
                _alike(edit["before"], change.before) and _alike(edit["after"], change.after)
            )
        if units:
            return not units.isdisjoint(change.paragraphs)
        return self._is_new_here(change, edit)

    def _is_new_here(self, change: WordChange, edit: Edit) -> bool:
        """Return whether new text was told at its place, or between it and the next paragraph that was not touched."""
        if not _contains(change.after, edit["after"]):
            return False
        wanted = self._numbers[edit["after_unit"]]
        told = change.behind if change.behind is not None else min(change.paragraphs, default=-1)
        if change.paragraphs:
            return wanted in range(min(change.paragraphs) - 2, max(change.paragraphs) + 2)
        low, high = sorted((wanted, told))
        between = range(low + 1, high + 1)
        return all(
            number in self._touched
            or not text_key(self._record.paragraphs[number].text)
            or self._record.paragraphs[number].part == "note"
            for number in between
        )

    def anywhere(self, edit: Edit) -> Iterator[WordChange]:
        """Yield the changes that tell the words of an edit, wherever they are told."""
        for change in self._changes:
            after = change.after if change.kind != "comment" else change.comment or ""
            is_told = bool(edit["after"]) and _contains(after, edit["after"])
            is_gone = bool(edit["before"]) and edit["before"] != edit["after"]
            if is_told or (is_gone and _contains(change.before, edit["before"])):
                yield change


def _alike(one: str, other: str) -> bool:
    return (
        text_key(one) == text_key(other) or Indel.normalized_similarity(text_key(one), text_key(other)) > 0.9
    )


def _contains(text: str, part: str) -> bool:
    return text_key(part) in text_key(text) or _alike(text, part)


if __name__ == "__main__":
    run(Path(__file__).resolve().parent.parent.parent, verbose="-v" in sys.argv[1:])
