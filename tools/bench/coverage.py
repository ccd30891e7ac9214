"""Topic suggestions of the taxonomies that ship on short news and diplomatic sections in twelve languages.

The sections in `diplomatic_sections` were written for this measurement, one file for each language. So were those of a
headline and a sentence in `short_sections.jsonl`, and those of `unseen_sections.jsonl`, `longer_sections.jsonl`,
`further_sections.jsonl`, `despatch_sections.jsonl` and `varied_sections.jsonl` (news, despatches and analyses in twelve
languages), `article_sections.jsonl` (articles without headings in eleven languages) and `justice_sections.jsonl` (courts,
prisons and crime in five languages) and `general_sections.jsonl` (150 on diplomacy, such as cables, communiqués and press
lines, and 100 unrelated ones, in twelve languages), `unrelated_sections.jsonl` (100 on chess, wine, knitting and the like in
twelve languages), `leisure_sections.jsonl` (24 on further pastimes) and `sparse_sections.jsonl` (151 with few terms, such as
agenda lines, notes verbales and posts, and 150 unrelated ones, many with the words of war and diplomacy as figures of speech)
and `trap_sections.jsonl` (60 with words of several meanings, such as chips, sanctions, a board's elections and *eu*, in eight languages),
which were labelled before any suggestion for them was seen. `desk_sections.jsonl` has 40 in ten languages on topics drawn
by lot, by the author of many terms, `drawn_sections.jsonl` 32 more in eight languages, written before any suggestion for them was
seen, and `everyday_sections.jsonl` 120 on sports, kitchens, gardens, films, birds, mathematics, petty crime, weather, devices and weddings in twelve
languages, with ordinary words that terms have, too, as have the 60 of `daily_sections.jsonl` on matches, recipes, pets,
neighbours and devices in the same languages. `other_pages.yaml` has 32 pages of four sections on other
subjects, read with their titles. Anyone may use them (CC0).

`about` lists the topics of a section, `also` those that are no mistake; a section without `about` has nothing to do with
diplomacy, and only topics of its `also` may be suggested for it. Half A may be read for tuning; of half B, and of both halves
of `further_sections.jsonl` and `despatch_sections.jsonl`, only the figures.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from bench.labelled import LABELLED
from briefbuilder.app.resources import Resources
from briefbuilder.tagging.matcher import Matcher
from briefbuilder.tagging.near_sections import suggest_sections

SECTIONS = Path(__file__).parent / "diplomatic_sections"
UNRELATED = {
    "aside": Path(__file__).with_name("unrelated_sections.yaml"),
    "tests": Path(__file__).parents[2] / "tests" / "data" / "tagging" / "unrelated.yaml",
}
"""Further unrelated sections, by language."""
PAGES = Path(__file__).with_name("other_pages.yaml")
SPORTS = LABELLED / "noise-dev.jsonl"
SETS = (
    "short",
    "unseen",
    "longer",
    "further",
    "despatch",
    "varied",
    "article",
    "justice",
    "general",
    "unrelated",
    "leisure",
    "sparse",
    "desk",
    "drawn",
    "everyday",
    "daily",
)
"""The sets in one file each, such as `short_sections.jsonl`."""
GOALS = "coverage 0.70, P 0.85, noise 0.02"
_SAME = (
    ("sanctions", "sanctions-policy"),
    ("cybersecurity", "cyber-threats"),
    ("space", "space-policy"),
    ("eu-japan", "japan"),
    ("china", "china-politics"),
    ("transatlantic", "transatlantic-relations"),
    ("russia-ukraine", "war-in-ukraine"),
    ("g7-g20", "g7-group", "g20-group"),
    ("taiwan-strait", "cross-strait-relations"),
    ("energy-security", "energy-policy"),
    ("ai-governance", "ai-policy", "artificial-intelligence"),
    ("platform-regulation", "digital-policy"),
    ("tariffs", "trade-policy"),
    ("asean", "southeast-asia"),
    ("indo-pacific", "indo-pacific-strategy"),
    ("telecoms-5g-6g", "telecoms-connectivity"),
    ("biotech-pharma", "vaccines-medicines"),
    ("refugees", "asylum"),
    ("migration", "irregular-migration"),
    ("clean-tech", "renewable-energy"),
)
"""Topics of the two taxonomies, or of one, that stand for each other in this measurement."""


@dataclass(frozen=True, slots=True)
class LabelledSection:
    """A section with the topics that it is about and those that are no mistake."""

    id: str
    language: str
    about: tuple[str, ...]
    also: frozenset[str]
    text: str

    @property
    def half(self) -> str:
        """A for tuning, B for figures alone."""
        return "AB"[zlib.crc32(self.id.encode()) % 2]


@dataclass(slots=True)
class Counts:
    """What was suggested for a set of sections."""

    sections: int = 0
    covered: int = 0
    right: int = 0
    wrong: int = 0
    found: int = 0
    missed: int = 0
    noise: int = 0
    disturbed: int = 0

    def line(self) -> str:
        """The shares in one line."""
        precision = self.right / max(1, self.right + self.wrong)
        recall = self.found / max(1, self.found + self.missed)
        score = 2 * precision * recall / max(1e-9, precision + recall)
        return (
            f"coverage {self.covered / max(1, self.sections):.2f}  P {precision:.3f}  R {recall:.3f}  "
            f"F1 {score:.3f}  noise {self.disturbed}/{self.noise}"
        )


def read_sections() -> list[LabelledSection]:
    """Read the sections of all languages."""
    return [each for path in sorted(SECTIONS.glob("*.jsonl")) for each in _read(path)]


def read_set(name: str) -> list[LabelledSection]:
    """Read the sections of one of the sets."""
    return _read(Path(__file__).with_name(f"{name}_sections.jsonl"))


def _read(path: Path) -> list[LabelledSection]:
    return [
        LabelledSection(
            row["id"],
            row.get("lang", path.stem),
            tuple(row["about"]),
            frozenset(row["also"]),
            row["text"],
        )
        for row in map(json.loads, path.read_text("utf-8").splitlines())
    ]


def read_unrelated() -> dict[str, list[LabelledSection]]:
    """Read all sections that have nothing to do with diplomacy, by the names of their sets."""
    sets = {"languages": read_sections(), **{name: read_set(name) for name in SETS}}
    found = {name: [each for each in sections if not each.about] for name, sections in sets.items()}
    for name, path in UNRELATED.items():
        found[name] = [
            LabelledSection(text, language, (), frozenset(), text)
            for language, texts in yaml.safe_load(path.read_text("utf-8")).items()
            for text in texts
        ]
    if SPORTS.is_file():
        rows = map(json.loads, SPORTS.read_text("utf-8").splitlines())
        found["sports"] = [
            LabelledSection(row["id"], row["lang"], (), frozenset(), row["text"]) for row in rows
        ]
    return {name: sections for name, sections in found.items() if sections}


def count_pages(half: str) -> Counts:
    """Count the sections of pages on other subjects in a half that get a topic; pages are read with their titles."""
    counts = Counts()
    for page in yaml.safe_load(PAGES.read_text("utf-8")):
        if "AB"[zlib.crc32(page["id"].encode()) % 2] != half:
            continue
        for found in suggest_sections(_matcher(), page["sections"], page["lang"], page["title"]):
            counts.noise += 1
            counts.disturbed += not {one.topic for one in found} <= {*page.get("also", ())}
    return counts


def equals(topic: str) -> frozenset[str]:
    """The topics that stand for this one, with itself."""
    return frozenset({topic}.union(*(group for group in _SAME if topic in group)))


@cache
def _matcher() -> Matcher:
    return Matcher(Resources().taxonomy())


def suggested(section: LabelledSection) -> list[str]:
    """The topics that are suggested for a section, the best first."""
    return [one.topic for one in _matcher().suggest(section.text, section.language)]


def count(sections: Iterable[LabelledSection]) -> Counts:
    """Count what is right and wrong in the suggestions for these sections."""
    counts = Counts()
    for section in sections:
        topics = suggested(section)
        allowed = frozenset[str]().union(*map(equals, {*section.about, *section.also}))
        if not section.about:
            counts.noise += 1
            counts.disturbed += not allowed.issuperset(topics)
            continue
        right = sum(topic in allowed for topic in topics)
        found = sum(not equals(topic).isdisjoint(topics) for topic in section.about)
        counts.sections += 1
        counts.covered += bool(topics)
        counts.right += right
        counts.wrong += len(topics) - right
        counts.found += found
        counts.missed += len(section.about) - found
    return counts


def run() -> None:
    """Print the figures of both halves, and those of each language."""
    sections = read_sections()
    print(f"\nSuggestions of the taxonomies that ship on news and diplomatic sections (goals: {GOALS})")
    for half in "AB":
        print(f"  half {half}  {count(each for each in sections if each.half == half).line()}")
    for name in SETS:
        others = [each for each in read_set(name) if each.about]
        for half in "AB" if others else "":
            print(f"  {half}, {name:8} {count(each for each in others if each.half == half).line()}")
    unrelated = read_unrelated()
    for half in "AB":
        counts = {
            name: count(each for each in found if each.half == half) for name, found in unrelated.items()
        }
        disturbed, asked = (
            sum(each.disturbed for each in counts.values()),
            sum(each.noise for each in counts.values()),
        )
        listed = ", ".join(f"{name} {each.disturbed}/{each.noise}" for name, each in counts.items())
        print(f"  {half}, all unrelated sections {disturbed}/{asked} = {disturbed / asked:.3f} ({listed})")
        pages = count_pages(half)
        print(f"  {half}, sections of pages on other subjects {pages.disturbed}/{pages.noise}")
        traps = count(each for each in read_set("trap") if each.half == half)
        print(f"  {half}, words of several meanings: {traps.line()}")
    for language in sorted({each.language for each in sections}):
        for half in "AB":
            part = [each for each in sections if each.language == language and each.half == half]
            print(f"  {language} {half}    {count(part).line()}")
