"""Briefings and their versions."""

from __future__ import annotations

from briefbuilder.domain.briefing import Briefing, Excerpt, OwnText, Part, briefing_text, name_versions
from briefbuilder.domain.passage import Passage
from briefbuilder.domain.text import Figure, Paragraph, Span


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


def test_the_text_of_a_briefing_has_headings_items_and_translations_in_the_order_of_reading() -> None:
    passage = Passage(article="a", blocks=("b1",), start=0, end=5, quote="Worte")
    picture = Figure(id="f", content=(Span("The port"),), picture="p", media_type="image/png")
    translation = (Paragraph(id="t", content=(Span("Words"),)),)
    inner = Part(id="p2", key="two", items=(OwnText(id="o", blocks=(picture,)),))
    items = (Excerpt(id="e", passage=passage, translation=translation),)
    part = Part(id="p1", key="one", items=items, parts=(inner, Part(id="p3", key="")))
    briefing = Briefing(id="b", title="Talks", template="note", language="en", parts=(part,))
    text = briefing_text(briefing, lambda part: part.key)
    assert text.split("\n\n") == ["Talks", "one", "Worte", "Words", "two", "[▣] The port"]
