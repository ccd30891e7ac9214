"""Restricted content is removed from a briefing for an audience and reported."""

from __future__ import annotations

from dataclasses import replace

import pytest

from briefbuilder.composing.release import WithheldContent, first_restricted, list_audiences, release_briefing
from briefbuilder.domain.article import Article, Metadata, Original
from briefbuilder.domain.briefing import Briefing, Excerpt, Item, OwnText, Part
from briefbuilder.domain.notices import Place
from briefbuilder.domain.passage import passage_of
from briefbuilder.domain.release import Release
from briefbuilder.domain.text import Cell, Figure, Note, NoteReference, Paragraph, Row, Span, Table

CLOSED, USABLE = Release(disclosure="closed"), Release(disclosure="usable")
PRESS = Release(disclosure="named", audiences=("Press",))
PARTNERS = Release(disclosure="named", audiences=("partners", "press"))


def paragraph(name: str) -> Paragraph:
    return Paragraph(id=name, content=(Span(f"Words {name}"),))


ARTICLE = Article(
    id="a",
    metadata=Metadata(),
    blocks=tuple(map(paragraph, "bcdef")),
    original=Original(sha256="0" * 64, media_type="text/plain", name="a.txt", size=1),
)
TEXT = OwnText(id="own", blocks=(paragraph("x"), paragraph("y")))


def excerpt(**form: object) -> Excerpt:
    made = Excerpt(id="e", passage=passage_of(ARTICLE, ARTICLE.blocks, 2, 6))
    return replace(made, **form)  # type: ignore[arg-type]


def briefing(*items: Item, **form: object) -> Briefing:
    part = replace(Part(id="p", key="k", items=items), **form)  # type: ignore[arg-type]
    return Briefing(id="b", title="T", template="t", language="en", parts=(part, Part(id="q", key="k")))


def for_public(made: Briefing) -> tuple[tuple[Item, ...], tuple[WithheldContent, ...]]:
    found = release_briefing(made, {"a": ARTICLE}, "public")
    return found.briefing.items, found.left_out


def test_audiences_are_named_once_and_the_public_comes_last() -> None:
    made = briefing(replace(TEXT, release=PARTNERS, releases={"x": PRESS}), release=PRESS)
    assert list_audiences(made) == ("Press", "partners", "public")
    assert list_audiences(briefing(TEXT)) == ("public",)


@pytest.mark.parametrize(
    ("made", "place"),
    [
        (briefing(TEXT), None),
        (briefing(TEXT, release=USABLE), None),
        (briefing(TEXT, release=PRESS), Place(part="p")),
        (briefing(replace(TEXT, release=CLOSED)), Place(part="p", item="own")),
        (briefing(replace(TEXT, releases={"x": USABLE, "y": PRESS})), Place(part="p", item="own")),
        (briefing(replace(TEXT, release=USABLE, releases={"x": USABLE})), None),
    ],
)
def test_the_first_thing_that_is_kept_from_anybody_is_found(made: Briefing, place: Place | None) -> None:
    assert first_restricted(made) == place


def test_all_text_of_a_removed_part_is_reported() -> None:
    inner = Part(id="i", key="k", heading="Below", items=(excerpt(translation=(paragraph("t"),)),))
    made = briefing(TEXT, heading="Above", parts=(inner,), release=CLOSED)
    found = release_briefing(made, {"a": ARTICLE}, "public")
    assert [part.id for part in found.briefing.parts] == ["q"]
    (gone,) = found.left_out
    assert (gone.kind, gone.place) == ("part", Place(part="p"))
    assert gone.texts == ("Above", "Words x", "Words y", "Below", "rds b", "Words c", "Words d", "Words e", "Words ", "Words t")  # fmt: skip


def test_the_remaining_content_has_no_release() -> None:
    made = briefing(replace(TEXT, release=USABLE, releases={"x": USABLE}))
    assert for_public(made) == ((TEXT,), ())


def test_the_text_and_the_article_of_a_removed_item_are_reported() -> None:
    items, (gone,) = for_public(briefing(excerpt(release=CLOSED, translation=(paragraph("t"),))))
    assert items == ()
    assert (gone.kind, gone.place) == ("item", Place(part="p", item="e", article="a"))
    assert gone.texts[-1] == "Words t"


def test_an_excerpt_is_split_at_removed_paragraphs_and_keeps_its_ends() -> None:
    made = excerpt(releases={"c": CLOSED, "e": CLOSED, "b": USABLE}, translation=(paragraph("t"),))
    items, (gone,) = for_public(briefing(made))
    assert [(item.id, item.passage.quote) for item in items if isinstance(item, Excerpt)] == [
        ("e", "rds b"),
        ("e-1", "Words d"),
        ("e-2", "Words "),
    ]
    assert all(isinstance(item, Excerpt) and item.translation == () for item in items)
    assert all(item.release is None and item.releases == {} for item in items)
    assert (gone.kind, gone.texts) == ("paragraph", ("Words c", "Words e", "Words t"))


def test_an_excerpt_whose_words_are_lost_goes_as_a_whole() -> None:
    made = excerpt(releases={"c": CLOSED})
    other = replace(ARTICLE, blocks=ARTICLE.blocks[:2])
    for articles in ({"a": other}, {}):
        found = release_briefing(briefing(made), articles, "public")
        assert found.briefing.items == ()
        assert [one.kind for one in found.left_out] == ["item"]


def test_an_edited_excerpt_loses_its_paragraphs_and_its_translation() -> None:
    blocks = (paragraph("x"), paragraph("y"))
    made = excerpt(blocks=blocks, releases={"y": CLOSED}, translation=(paragraph("t"),))
    (item,), (gone,) = for_public(briefing(made))
    assert isinstance(item, Excerpt)
    assert (item.blocks, item.translation) == (blocks[:1], ())
    assert item.passage.quote == "", "which words of the article remain is not known"
    assert gone.texts == ("Words y", "Words t")


@pytest.mark.parametrize(
    ("edited", "closed", "quote", "withheld"),
    [
        (("b", "c", "d"), "b", "Words c\nWords d", ("Words b", "rds b")),
        (("b", "c", "d", "e", "f"), "d", "rds b\nWords c\nWords e\nWords ", ("Words d",)),
        (("c", "x", "d"), "x", "Words d", ("Words x", "Words c")),
        (("c", "x"), "x", "Words c", ("Words x",)),
    ],
)
def test_an_edited_excerpt_quotes_only_what_the_audience_may_see(
    edited: tuple[str, ...], closed: str, quote: str, withheld: tuple[str, ...]
) -> None:
    """Of what was edited, "x" was split from the paragraph before it."""
    made = excerpt(blocks=tuple(map(paragraph, edited)), releases={closed: CLOSED})
    (item,), (gone,) = for_public(briefing(made))
    assert isinstance(item, Excerpt)
    assert item.passage.quote == quote
    assert gone.texts == withheld


def test_a_text_that_loses_all_its_paragraphs_goes() -> None:
    items, (gone,) = for_public(briefing(replace(TEXT, releases={"x": CLOSED, "y": CLOSED})))
    assert items == ()
    assert gone.texts == ("Words x", "Words y")


def test_a_cell_that_goes_leaves_an_empty_one_in_its_column() -> None:
    made = briefing(replace(TEXT, releases={"x": CLOSED}))
    found = release_briefing(made, {}, "public", tables={"k"})
    assert found.briefing.items == (OwnText(id="own", blocks=(Paragraph(id="x"), paragraph("y"))),)
    gone = release_briefing(
        briefing(replace(TEXT, releases={"x": CLOSED, "y": CLOSED})), {}, "public", tables={"k"}
    )
    assert gone.briefing.items == ()


def test_a_table_goes_with_a_paragraph_in_one_of_its_cells() -> None:
    table = Table(id="t", rows=(Row(cells=(Cell(blocks=(paragraph("x"),)), Cell(blocks=(paragraph("y"),)))),))
    made = OwnText(id="own", blocks=(table, paragraph("z")), releases={"y": CLOSED})
    (item,), (gone,) = for_public(briefing(made))
    assert item.blocks == (paragraph("z"),)
    assert gone.texts == ("Words x\tWords y",)


def test_a_note_goes_with_its_only_mark_and_stays_with_another_one() -> None:
    marked = Paragraph(id="m", content=(Span("One"), NoteReference("n")))
    again = replace(marked, id="o")
    note = Note(id="n", content=(Span("Note"),))
    (item,), _ = for_public(briefing(OwnText(id="own", blocks=(marked, again, note), releases={"m": CLOSED})))
    assert isinstance(item, OwnText)
    assert item.blocks == (again, note)
    (item,), (gone,) = for_public(
        briefing(OwnText(id="own", blocks=(marked, paragraph("x"), note), releases={"m": CLOSED}))
    )
    assert isinstance(item, OwnText)
    assert item.blocks == (paragraph("x"),)
    assert gone.texts == ("One", "Note")


def test_a_run_that_ends_before_the_passage_keeps_its_last_paragraph_whole() -> None:
    made = excerpt(releases={"f": CLOSED})
    items, _ = for_public(briefing(made))
    assert [item.passage.quote for item in items if isinstance(item, Excerpt)] == [
        "rds b\nWords c\nWords d\nWords e"
    ]


def test_a_run_of_several_paragraphs_ends_where_the_passage_ends() -> None:
    items, _ = for_public(briefing(excerpt(releases={"c": CLOSED})))
    assert [item.passage.quote for item in items if isinstance(item, Excerpt)] == [
        "rds b",
        "Words d\nWords e\nWords ",
    ]


@pytest.mark.parametrize("edited", [False, True])
@pytest.mark.parametrize("media_type", ["image/tiff", "text/html"])
def test_the_picture_of_a_scanned_page_goes_with_words_of_it(media_type: str, edited: bool) -> None:
    page = Figure(id="page", picture="f" * 64, media_type="image/png")
    article = replace(
        ARTICLE,
        blocks=(*ARTICLE.blocks, page),
        original=replace(ARTICLE.original, media_type=media_type),
    )
    whole = Excerpt(id="e", passage=passage_of(article, article.blocks[2:]))
    if edited:
        whole = replace(whole, blocks=article.blocks[2:])
    other = Excerpt(id="o", passage=passage_of(article, article.blocks[:1]))
    shows_page = media_type == "text/html"

    def shown(*items: Item) -> tuple[bool, tuple[str, ...]]:
        found = release_briefing(briefing(*items), {"a": article}, "public")
        names: list[str] = []
        for item in found.briefing.items:
            assert isinstance(item, Excerpt)
            names += item.passage.blocks if item.blocks is None else [block.id for block in item.blocks]
        return "page" in names, tuple(name for name in names if name != "page")

    assert shown(whole, other) == (True, ("d", "e", "f", "b"))
    assert shown(replace(whole, releases={"d": CLOSED}), other) == (shows_page, ("e", "f", "b"))
    assert shown(whole, replace(other, release=CLOSED)) == (shows_page, ("d", "e", "f"))
