"""Completion in an incomplete template."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from briefbuilder.domain.marking import MarkingProfile
from briefbuilder.templating.completion import CompletionContext, complete_at

HEAD = """\
version: 1
id: note
marking:
  profile: eu
page:
  size: A4
styles:
  body:
    size: 11
fields:
- key: date
  kind: date
- key: grade
  kind: choice
  choices:
  - value: high
parts:
- key: points
  kind: written
  limit: {words: 10}
- key: topics
  kind: topics
"""


@pytest.mark.parametrize(
    ("typed", "has", "lacks"),
    [
        ("|", "contents", "version"),
        ("num|", "numbering", "size"),
        ("numbering:\n  |", "headings", "title"),
        ("numbering: {|", "headings", "title"),
        ("numbering: {headings: |", "true", "headings"),
        ("numbering: {headings: true, |", "paragraphs", "headings"),
        ("sources:\n  style: |", "footnote", "below"),
        ("title: {place: |", "below", "footnote"),
        ("page:\n  size: |", "Letter", "portrait"),
        ("page:\n  margins:\n    |", "inner", "size"),
        ("styles:\n  |", "heading1", "size"),
        ("styles:\n  title:\n    |", "keep-together", "heading1"),
        ("styles:\n  title: {align: |", "justify", "size"),
        ("styles:\n  title: {size: 3, |", "leading", "size"),
        ('styles:\n  title: {colour: "#16324f", |', "leading", "colour"),
        ("parts:\n-   key: a\n    kind: topics\n    |", "layout", "columns"),
        ("checks:\n  |", "rights-reserved", "size"),
        ("checks:\n  rights-reserved: |", "warning", "footnote"),
        ("header:\n- |", "centre", "all"),
        ("header:\n- {|", "centre", "all"),
        ("footer:\n  first:\n  - |", "start", "all"),
        ("marking: {profile: |", "tlp", "restreint"),
        ("marking:\n  default: |", "restreint", "tlp"),
        ("extends: |", "house", "tlp"),
        ("words:\n  |", "sources", "size"),
        ("fields:\n- key: a\n  kind: |", "choice", "written"),
        ("fields:\n- key: a\n  kind: number\n  |", "minimum", "choices"),
        ("fields:\n- {key: a, kind: number, |", "maximum", "choices"),
        ("fields:\n- key: a\n  kind: choice\n  choices:\n  - {|", "value", "kind"),
        ("parts:\n- key: a\n  kind: topics\n  |", "layout", "columns"),
        ("parts:\n- key: a\n  kind: topics\n  layout: |", "sub-parts", "layout"),
        ("parts:\n- key: a\n  kind: table\n  columns:\n  - |", "label", "key"),
        ("parts:\n- {key: a, kind: |", "annex", "choice"),
        ("parts:\n- {key: a, kind: written, limit: {|", "lines", "label"),
        ("parts:\n- key: a\n  |\n  kind: gathered\n", "topics", "columns"),
        ("languages: [|", "", "version"),
    ],
)
def test_valid_words_are_offered(
    profiles: Mapping[str, MarkingProfile], typed: str, has: str, lacks: str
) -> None:
    text = "" if typed.startswith(("page", "styles", "fields", "parts", "marking: ")) else HEAD
    if typed.startswith("marking:\n"):
        text = ""
        typed = typed.replace("marking:\n", "marking:\n  profile: eu\n")
    whole = text + typed
    position = whole.index("|")
    offers = complete_at(whole.replace("|", ""), position, CompletionContext(profiles, ("house",)))
    words = {offer.word for offer in offers.words}
    assert not has or has in words, words
    assert lacks not in words


def test_typed_part_of_a_word_is_replaced() -> None:
    offers = complete_at("numb", 4, CompletionContext())
    assert offers.start == 0
    (offer,) = [one for one in offers.words if one.word == "numbering"]
    assert offer.is_key
    assert offer.means == "What is numbered."


@pytest.mark.parametrize(
    "typed", ["# a comment ", 'id: "x"  # its name ', 'name: "in quotes ', 'header:\n- {start: "{']
)
def test_nothing_is_offered_inside_texts(typed: str) -> None:
    assert complete_at(typed, len(typed), CompletionContext()).words == ()


def test_completion_works_at_every_position_of_every_template(root: Path) -> None:
    for path in sorted((root / "templates").glob("*.yaml"))[:3]:
        text = path.read_text("utf-8")
        for position in range(0, len(text), 97):
            complete_at(text, position, CompletionContext())
