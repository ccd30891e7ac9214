"""Sample excerpts are chosen from the articles: direct speech, tables or pictures."""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import TYPE_CHECKING

from tests.template_files import parse_template

from briefbuilder.app.templates import add_sample_excerpts, add_sample_reliability
from briefbuilder.domain.briefing import Briefing, Excerpt, OwnText
from briefbuilder.domain.briefing_edits import insert_item
from briefbuilder.domain.text import Paragraph, Span
from briefbuilder.templating.model import Template

if TYPE_CHECKING:
    from tests.composing.conftest import Desk


def template(*kinds: str) -> Template:
    parts = "".join(f"- {{key: p{at}, kind: {kind}, label: P{at}}}\n" for at, kind in enumerate(kinds))
    text = f"version: 1\nid: note\nname: Note\nlanguages: [en]\nmarking: {{profile: none}}\nparts:\n{parts}"
    found, findings = parse_template(text.encode(), "note.yaml")
    assert found is not None, findings
    return found


def picked(desk: Desk, briefing: Briefing, used: Template) -> list[tuple[str, tuple[str, ...]]]:
    count = itertools.count()
    made = add_sample_excerpts(briefing, used, desk.articles.values(), lambda: f"picked{next(count)}")
    items = [item for item in made.items if item.id.startswith("picked")]
    return [(item.passage.article, item.passage.blocks) for item in items if isinstance(item, Excerpt)]


def test_each_part_gets_an_excerpt_of_another_article(desk: Desk) -> None:
    used = template("quotations", "quotations", "figures", "written")
    assert picked(desk, desk.briefing(used), used) == [("a1", ("b1",)), ("a2", ("b1",)), ("a1", ("b6",))]


def test_direct_speech_is_preferred_to_other_paragraphs(desk: Desk) -> None:
    article = desk.articles["a2"]
    said = Paragraph(id="b4", content=(Span("“We have built the bell; who runs?” asked the chair."),))
    spoken = desk.with_article(replace(article, blocks=(*article.blocks, said)))
    used = template("quotations", "quotations")
    assert picked(spoken, spoken.briefing(used), used)[1] == ("a2", ("b4",))


def test_nothing_is_picked_twice_nor_where_something_stands(desk: Desk) -> None:
    used = template("gathered", "figures", "quotations")
    briefing = desk.briefing(used)
    shown = {(item.passage.article, block) for item in briefing.items if isinstance(item, Excerpt)
             for block in item.passage.blocks}  # fmt: skip
    found = picked(desk, briefing, used)
    assert found
    assert shown.isdisjoint((article, block) for article, blocks in found for block in blocks)
    own = OwnText(id="own", blocks=(Paragraph(id="p", content=(Span("Ours."),)),))
    filled = insert_item(insert_item(briefing, briefing.parts[1].id, own), briefing.parts[2].id, own)
    assert picked(desk, filled, used) == []


def test_each_article_of_a_sample_is_judged_once_where_sources_show_it(desk: Desk) -> None:
    used = desk.template("thematic-briefing")
    judged = add_sample_reliability(desk.briefing(used), used)
    codes = {(item.passage.article, item.reliability) for item in judged.items if isinstance(item, Excerpt)}
    assert codes == {("a1", "B2"), ("a2", "A2")}
    bare = desk.template("eu-fiche")
    assert add_sample_reliability(judged, bare) is judged
