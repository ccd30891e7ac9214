"""Each word that the program adds can be replaced by the template, in DOCX and PDF."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, get_args

import pytest
from tests.composing.conftest import PICTURE
from tests.composing.key_effects import ACTORS, COVERAGE, EVENTS, Docx, Pdf, fields, parts
from tests.composing.test_every_key import template

from briefbuilder.domain.briefing import Briefing, Excerpt, OwnText
from briefbuilder.domain.briefing_edits import insert_item, replace_item
from briefbuilder.domain.coverage import ActorCount
from briefbuilder.domain.release import Release
from briefbuilder.domain.text import Figure, Paragraph, Span
from briefbuilder.export.docx.writer import render_docx
from briefbuilder.export.pdf.writer import render_pdf
from briefbuilder.templating.words import WORDS, Word

if TYPE_CHECKING:
    from tests.composing.conftest import Desk

SAID = "Zweifelhaft"
INLINE = {"sources": {"style": "inline"}}
LISTED = {"sources": {"list": True}}
NEED: dict[Word, Mapping[str, Any]] = {
    "contents": {"contents": {"show": True}},
    "sources": LISTED,
    "notes": {"sources": {"style": "endnote"}},
    "source": INLINE,
    "reliability": INLINE,
    "to-complete": fields({"key": "by", "kind": "text", "label": "By", "required": True}),
    "no-date": LISTED,
    "no-outlet": LISTED,
    "source-not-found": INLINE,
    "copy": {"marking": {"profile": "eu", "default": "secret"}},
    "figure": {},
    "file": {"sources": {**INLINE["sources"], "files": True}},
    "edited": {},
    "usable": {},
    "closed": {},
    "named": {},
    "page": INLINE,
    "pages": INLINE,
    "translation": {},
    "ibid": {"sources": {"repeated": "ibid"}},
    "cited": {"sources": {"repeated": "short"}},
}
"""What a template says for a word to be written."""


COUNTED: tuple[Word, ...] = (
    "event-date", "event", "timeline", "actor", "actor-kind", "mentions", "articles", "tags", "person", "organisation",
    "place", "country", "topic", "outlet", "week", "unknown", "bar-chart", "articles-by-topic", "articles-by-outlet",
    "articles-by-country", "articles-by-week",
)  # fmt: skip
"""The words of chronologies, actors and coverage, which are exported once for all."""


def paragraph(text: str) -> Paragraph:
    return Paragraph(id="w1", content=(Span(text),))


def prepared(desk: Desk, word: Word, change: Mapping[str, Any]) -> tuple[Desk, Briefing]:
    """Return a desk and a briefing on it in which a word is written."""
    if word in {"page", "pages"}:
        article = desk.articles["a1"]
        ends = {"b3": 4, "b4": 4 if word == "page" else 7}
        blocks = tuple(replace(b, page=ends[b.id]) if b.id in ends else b for b in article.blocks)
        desk = desk.with_article(replace(article, blocks=blocks))
    made = desk.briefing(template(change), "en")
    if word in {"usable", "closed", "named"}:
        audiences = ("Paris",) if word == "named" else ()
        part = replace(made.parts[0], release=Release(disclosure=word, audiences=audiences))
        made = replace(made, parts=(part, *made.parts[1:]))
        return desk, insert_item(made, part.id, OwnText(id="own", blocks=(paragraph("Text."),)))
    if word == "figure":
        nameless = Figure(id="f1", picture=PICTURE, media_type="image/png")
        return desk, insert_item(made, made.parts[0].id, OwnText(id="own", blocks=(nameless,)))
    excerpt = next(item for item in made.items if isinstance(item, Excerpt) and item.passage.article == "a1")
    match word:
        case "reliability":
            excerpt = replace(excerpt, reliability="B2")
        case "edited":
            excerpt = replace(excerpt, blocks=(paragraph("Other words."),))
        case "translation":
            excerpt = replace(excerpt, translation=(paragraph("In English."),))
        case "source-not-found":
            excerpt = replace(excerpt, passage=replace(excerpt.passage, article="gone"))
    return desk, replace_item(made, excerpt)


def test_every_word_was_looked_at() -> None:
    assert {*NEED, *COUNTED} == set(get_args(Word)) == set(WORDS)


def test_the_words_of_counted_parts_are_the_templates_own(counted_desk: Desk) -> None:
    town = ActorCount(name="Strelsau", kind="place", mentions=1, articles=1)
    desk = replace(counted_desk, actors=(*counted_desk.actors, town))
    kinds = ["person", "organisation", "place", "country"]
    own = {word: f"Own {word}" for word in COUNTED}
    made_of = parts(
        {**EVENTS, "timeline": True},
        {**ACTORS, "kinds": kinds},
        *({**COVERAGE, "key": f"by-{by}", "by": by} for by in ("topic", "outlet", "country", "week")),
    )
    used = template(made_of, {"words": own})
    document = desk.compose(desk.briefing(used, "en"), used).document
    pdf = render_pdf(document)
    docx = Docx(
        render_docx(
            document,
            base=(desk.root / "resources" / "docx" / "base.docx").read_bytes(),
            page_numbers=pdf.page_numbers,
        )
    )
    # What is drawn is told aloud by these two.
    spoken = repr(document.elements)
    read = Pdf(pdf.data).text + spoken
    told = "".join(text for name, text in docx.parts.items() if name.startswith("word/"))
    assert [word for word in own.values() if word not in read] == []
    assert [word for word in own.values() if word not in told] == []


@pytest.mark.parametrize("word", NEED)
def test_a_word_is_the_templates_own(desk: Desk, word: Word) -> None:
    base = (desk.root / "resources" / "docx" / "base.docx").read_bytes()
    for words in ({word: SAID}, {}):
        change = {**NEED[word], "words": words}
        place, made = prepared(desk, word, change)
        document = place.compose(made, template(change)).document
        pdf = render_pdf(document)
        docx = Docx(render_docx(document, base=base, page_numbers=pdf.page_numbers))
        there = bool(words)
        # The words for a picture are read aloud and not drawn.
        shown = repr(document.elements) if word == "figure" else Pdf(pdf.data).text
        assert (SAID in shown) is there
        told = "".join(text for name, text in docx.parts.items() if name.startswith("word/"))
        assert (SAID in told) is there
