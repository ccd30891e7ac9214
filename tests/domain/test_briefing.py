"""Briefings and their versions."""

from __future__ import annotations

from briefbuilder.domain.briefing import Briefing, Excerpt, name_versions
from briefbuilder.domain.passage import Passage
from briefbuilder.domain.text import Paragraph, Span


def _version(name: str) -> Briefing:
    return Briefing(id=name, title="", template="note", language="en", version_of="b", version=name)


def test_versions_of_one_name_are_told_apart() -> None:
    named = name_versions(map(_version, ("draft", "Final", "Draft", "draft (2)", "draft")))
    assert [version.version for version in named] == [
        "draft",
        "Final",
        "Draft (2)",
        "draft (2) (2)",
        "draft (3)",
    ]


def test_an_excerpt_shows_its_passage_or_what_was_made_of_it() -> None:
    passage = Passage(article="a", blocks=("b1",), start=0, end=5, quote="Words")
    edited = tuple(Paragraph(id=name, content=(Span(name),)) for name in ("one", "two"))
    assert Excerpt(id="e", passage=passage).text == "Words"
    assert Excerpt(id="e", passage=passage, blocks=edited).text == "one\ntwo"
    assert Excerpt(id="e", passage=passage, blocks=()).text == ""
