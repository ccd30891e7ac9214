"""Properties of every composed document, for any articles and briefings."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.template_files import load_template

from briefbuilder.composing.compose import Composition, compose
from briefbuilder.composing.gather import GatherSources, fill_briefing
from briefbuilder.composing.input import CompositionInput
from briefbuilder.domain.article import Article, Metadata, Original
from briefbuilder.domain.briefing import Briefing, Excerpt, OwnText, Part
from briefbuilder.domain.document import (
    Content,
    DrawnContents,
    DrawnHeading,
    DrawnList,
    DrawnQuotation,
    DrawnTable,
    DrawnText,
    Element,
    NoteMark,
    content_text,
)
from briefbuilder.domain.passage import passage_of
from briefbuilder.domain.text import (
    Block,
    Cell,
    Code,
    Heading,
    ListItem,
    Note,
    NoteReference,
    Paragraph,
    Quote,
    Row,
    Span,
    Table,
)
from briefbuilder.domain.topics import Tag, Topic
from briefbuilder.templating.marking_profiles import load_marking_profile
from briefbuilder.templating.model import Template

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = {path.stem: load_template(path) for path in sorted((ROOT / "templates").glob("*.yaml"))}
PROFILES = {
    path.stem: load_marking_profile(path) for path in (ROOT / "resources" / "markings").glob("*.yaml")
}
TOPICS = {name: Topic(id=name, names={"en": name.title()}) for name in ("one", "two", "three")}

words = st.text("abc é漢🙂́", min_size=1, max_size=12)
spans = st.builds(
    Span,
    words,
    bold=st.booleans(),
    link=st.sampled_from([None, "https://example.eu/a", "javascript:x"]),
    language=st.sampled_from([None, "ja"]),
)
references = st.builds(NoteReference, st.sampled_from(["note1", "note2", "gone"]))
contents = st.lists(st.one_of(spans, spans, references), min_size=1, max_size=4).map(tuple)


@st.composite
def tables(draw: st.DrawFn) -> Table:
    width, height = draw(st.integers(1, 4)), draw(st.integers(1, 3))
    rows = tuple(
        Row(
            cells=tuple(
                Cell(blocks=(Paragraph(id="c", content=(Span(draw(words.filter(str.strip))),)),))
                for _ in range(width)
            )
        )
        for _ in range(height)
    )
    return Table(id="", rows=rows, header_rows=draw(st.integers(0, height)))


blocks = st.one_of(
    st.builds(Heading, id=st.just(""), content=contents, level=st.integers(1, 6)),
    st.builds(Paragraph, id=st.just(""), content=contents),
    st.builds(Quote, id=st.just(""), content=contents, continues=st.booleans()),
    st.builds(Code, id=st.just(""), content=contents),
    st.builds(
        ListItem,
        id=st.just(""),
        content=contents,
        depth=st.integers(0, 4),
        ordered=st.booleans(),
        starts=st.booleans(),
        continues=st.booleans(),
    ),
    tables(),
)


@st.composite
def articles(draw: st.DrawFn) -> Mapping[str, Article]:
    found: dict[str, Article] = {}
    for number in range(draw(st.integers(1, 3))):
        made: list[Block] = []
        for index, block in enumerate(draw(st.lists(blocks, min_size=1, max_size=8))):
            made.append(_named(block, f"b{index}"))
        notes = tuple(Note(id=name, content=(Span(f"Text of {name}"),)) for name in ("note1", "note2"))
        article = Article(
            id=f"a{number}",
            metadata=Metadata(title=f"Title {number}", language=draw(st.sampled_from([None, "en", "it"]))),
            blocks=(*made, *notes),
            original=Original(sha256="0" * 64, media_type="text/plain", name=f"{number}.txt", size=1),
        )
        found[article.id] = article
    return found


def _named(block: Block, name: str) -> Block:
    values = {field: getattr(block, field) for field in block.__dataclass_fields__}
    return type(block)(**{**values, "id": name})


@st.composite
def tagged(draw: st.DrawFn) -> tuple[Mapping[str, Article], tuple[Tag, ...]]:
    made = draw(articles())
    tags: list[Tag] = []
    for number in range(draw(st.integers(1, 6))):
        article = made[draw(st.sampled_from(sorted(made)))]
        first = draw(st.integers(0, len(article.blocks) - 3))
        last = draw(st.integers(first, len(article.blocks) - 3))
        run = article.blocks[first : last + 1]
        whole = isinstance(run[0], Table)
        start = 0 if whole else draw(st.integers(0, len(run[0].text)))
        passage = passage_of(article, run, start)
        tags.append(Tag(id=f"t{number}", topic=draw(st.sampled_from(sorted(TOPICS))), passage=passage))
    return made, tuple(tags)


def made_briefing(template: Template, articles: Mapping[str, Article], tags: tuple[Tag, ...]) -> Briefing:
    names = iter(range(10_000))
    begun = Briefing(
        id="briefing",
        title="A title",
        template=template.id,
        language="en",
        created="2026-11-25T08:00:00Z",
        topics=tuple(TOPICS),
    )
    sources = GatherSources(
        template=template, tags=tags, articles=articles, new_id=lambda: f"id{next(names)}"
    )
    return fill_briefing(begun, sources, {}, date(2026, 11, 25))


def composed(briefing: Briefing, template: Template, articles: Mapping[str, Article]) -> Composition:
    inputs = CompositionInput(
        briefing=briefing,
        template=template,
        profile=PROFILES[template.marking.profile],
        articles=articles,
        topics=TOPICS,
        pictures={},
        moment="2026-11-25T08:00:00Z",
        today=date(2026, 11, 25),
    )
    return compose(inputs)


def lines_of(element: Element) -> Iterator[str]:
    match element:
        case DrawnQuotation():
            yield from map(content_text, element.paragraphs)
        case DrawnList():
            yield from (content_text(entry.content) for entry in element.entries)
        case DrawnTable():
            for row in element.rows:
                cells = [
                    "\n".join(line for inner in cell.elements for line in lines_of(inner)) for cell in row
                ]
                yield "\t".join(cells)
        case DrawnText() if element.role != "source":
            yield content_text(element.content)


def contents_of(element: Element) -> Iterator[Content]:
    match element:
        case DrawnQuotation():
            yield from element.paragraphs
            yield element.source
        case DrawnList():
            yield from (entry.content for entry in element.entries)
        case DrawnTable():
            yield element.caption
            yield from (
                content
                for row in element.rows
                for cell in row
                for each in cell.elements
                for content in contents_of(each)
            )
        case DrawnText() | DrawnHeading():
            yield element.content


def folded(text: str) -> list[str]:
    return [line for line in text.split("\n") if line.strip()]


templates = st.sampled_from(sorted(TEMPLATES))


BARE = sorted(
    name
    for name, template in TEMPLATES.items()
    if not template.marking.portions and any(part.kind in {"topics", "gathered"} for part in template.parts)
)
"""The templates that gather excerpts and put nothing of their own before an excerpt's words."""


@settings(max_examples=40)
@given(tagged(), st.sampled_from(BARE))
def test_each_quotations_text_is_its_passage(
    given_: tuple[Mapping[str, Article], tuple[Tag, ...]], name: str
) -> None:
    briefing = made_briefing(TEMPLATES[name], *given_)
    elements = composed(briefing, TEMPLATES[name], given_[0]).document.elements
    excerpts = [item for item in briefing.items if isinstance(item, Excerpt)]
    assert excerpts
    for excerpt in excerpts:
        drawn = [line for each in elements if each.origin == excerpt.id for line in lines_of(each)]
        assert [line for line in drawn if line.strip()] == folded(excerpt.passage.quote)


@settings(max_examples=40)
@given(tagged(), templates)
def test_marks_notes_anchors_contents_and_levels_hold_together(
    given_: tuple[Mapping[str, Article], tuple[Tag, ...]], name: str
) -> None:
    template = TEMPLATES[name]
    document = composed(made_briefing(template, *given_), template, given_[0]).document
    marks = [
        inline.note
        for element in document.elements
        for content in contents_of(element)
        for inline in content
        if isinstance(inline, NoteMark)
    ]
    assert marks == [note.id for note in document.notes]
    anchors = [element.anchor for element in document.elements if element.anchor]
    assert len(anchors) == len(set(anchors))
    headings = [element for element in document.elements if isinstance(element, DrawnHeading)]
    for element in document.elements:
        if isinstance(element, DrawnContents):
            assert [entry.target for entry in element.entries] == [
                each.anchor for each in headings if each.level <= template.contents.levels
            ]
        if isinstance(element, DrawnTable):
            assert abs(sum(element.widths) - 1) < 1e-9
            assert min(element.widths) > 0
    levels = [0, *(each.level for each in headings)]
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


@settings(max_examples=25)
@given(tagged(), templates)
def test_items_keep_their_order(given_: tuple[Mapping[str, Article], tuple[Tag, ...]], name: str) -> None:
    briefing = made_briefing(TEMPLATES[name], *given_)
    document = composed(briefing, TEMPLATES[name], given_[0]).document
    drawn = [each.origin for each in document.elements if each.origin]
    order = [
        part_or_item for part in briefing.walk() for part_or_item in (part.id, *(i.id for i in part.items))
    ]
    places = [order.index(origin) for origin in drawn if origin in order]
    assert places == sorted(places)


@settings(max_examples=25)
@given(st.lists(blocks, max_size=10))
def test_own_text_is_drawn_whole_and_its_levels_never_jump(made: list[Block]) -> None:
    text = OwnText(id="own", blocks=tuple(_named(block, f"o{index}") for index, block in enumerate(made)))
    briefing = Briefing(
        id="b",
        title="A title",
        template="thematic-briefing",
        language="en",
        parts=(Part(id="p", key="key-points", items=(text,)),),
    )
    document = composed(briefing, TEMPLATES["thematic-briefing"], {}).document
    headings = [each for each in document.elements if isinstance(each, DrawnHeading)]
    levels = [0, *(each.level for each in headings)]
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
    drawn = []
    for each in document.elements:
        if each.origin == "own":
            drawn += [content_text(each.content)] if isinstance(each, DrawnHeading) else [*lines_of(each)]
    expected = [line for block in text.blocks for line in folded(block.text)]
    assert [line for line in drawn if line.strip()] == expected
