"""The main region of a page, its boilerplate, and corrections to an extraction."""

from __future__ import annotations

from collections.abc import Sequence

from lxml.html import HtmlElement
from tests.importers.conftest import Read
from tests.narrowing import not_none

from briefbuilder.importers.html.boilerplate import (
    add_continuation,
    drop_tail,
    find_boilerplate,
    find_main_region,
)
from briefbuilder.importers.html.candidates import Candidate
from briefbuilder.importers.html.inline import HtmlContext
from briefbuilder.importers.html.insertions import drop_teasers
from briefbuilder.importers.html.page import parse_page
from briefbuilder.importers.html.walk import HtmlWalker

FIRST = "The ministers agreed on Tuesday to keep common stocks of the gases that chip makers need."
SECOND = "Officials will report twice a year; the first report is due in spring and covers two harbours."
THIRD = "Neither side has said what happens when a stock runs out before the other one can deliver."
FOURTH = "A spokesman for the ports said that the sensors had been ordered and would arrive in June."
STRANGE = "The cup final was decided by a late goal, and the crowd went home singing through the rain."


def _walked(body: str) -> tuple[HtmlElement, list[Candidate]]:
    root = not_none(parse_page(f"<html><body>{body}</body></html>"))
    top = not_none(root.find("body"))
    return top, HtmlWalker(HtmlContext()).walk(top)


def _texts(candidates: Sequence[Candidate], places: Sequence[int]) -> list[str]:
    return [candidates[place].block.text for place in places]


def _region(top: HtmlElement, candidates: Sequence[Candidate]) -> list[int]:
    return find_main_region(candidates, top, find_boilerplate(candidates, top).indexes)


def test_the_main_region_is_where_the_running_text_is() -> None:
    top, candidates = _walked(
        f"<div><ul><li><a href='/'>Home</a></li></ul></div><div><div><p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p></div>"
        f"<div class='comments'><p>{STRANGE}</p></div></div><div><p><a href='/x'>{STRANGE}</a></p></div>"
    )
    assert _texts(candidates, _region(top, candidates)) == [FIRST, SECOND, THIRD]


def test_an_element_with_most_of_the_text_is_not_boilerplate() -> None:
    top, candidates = _walked(
        f"<div class='with sidebar'><p>{FIRST}</p><p>{SECOND}</p></div><div class='sidebar'><p>Twelve ports</p></div>"
    )
    assert _texts(candidates, _region(top, candidates)) == [FIRST, SECOND]


PARTED = (
    "<article><div class='part'><div class='text'><p>{0}</p><p>{1}</p></div></div><div class='advert'><p>Buy!</p></div>"
    "<div class='part'><div class='text'><p>{2}</p><p>{3}</p></div></div></article>"
)


def test_a_text_continues_after_an_advertisement() -> None:
    top, candidates = _walked(PARTED.format(FIRST, SECOND, THIRD, FOURTH))
    found = add_continuation(candidates, [0, 1], _region(top, candidates))
    assert _texts(candidates, found) == [FIRST, SECOND, THIRD, FOURTH]


def test_a_tail_outside_the_running_text_is_dropped() -> None:
    top, candidates = _walked(
        f"<div><div class='text'><p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p></div><div class='stories'><h3>Top stories</h3><p>{STRANGE}</p></div></div>"
    )
    every = list(range(len(candidates)))
    assert _texts(candidates, drop_tail(candidates, every, _region(top, candidates))) == [
        FIRST,
        SECOND,
        THIRD,
    ]


def test_a_long_tail_and_one_like_the_text_above_are_kept() -> None:
    _, candidates = _walked(f"<div><p>{FIRST}</p></div><section><p>{SECOND}</p><p>{THIRD}</p></section>")
    assert drop_tail(candidates, [0, 1, 2], [0]) == [0, 1, 2]
    part = "<div class='part'><p>The harbour is loud.</p><p>{0}</p></div>"
    text = f"<div><p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p><p>{FOURTH}</p></div>"
    top, candidates = _walked(f"<main>{part.format('So are cranes.')}{text}{part.format(STRANGE)}</main>")
    every = list(range(len(candidates)))
    assert drop_tail(candidates, every, _region(top, candidates)) == every


TEXT = f"<div><h1>Stocks of gases</h1>{f'<p>{FIRST} {SECOND} {THIRD}</p>' * 8}</div>"


def _teasers(tag: str, text: str) -> str:
    return "".join(
        f"<{tag}><h3><a href='/{number}'>Goal number {number}</a></h3><p>{text}</p></{tag}>"
        for number in range(3)
    )


def _without_teasers(body: str) -> tuple[list[str], list[str]]:
    _, candidates = _walked(body)
    everything = list(range(len(candidates)))
    return _texts(candidates, everything), _texts(candidates, drop_teasers(candidates, everything))


def test_teasers_after_the_text_are_dropped_with_what_is_among_them() -> None:
    whole, kept = _without_teasers(
        f"<div>{TEXT}<div><h2>Read this next</h2>{_teasers('div', STRANGE)}<p>All reads</p></div></div>"
    )
    assert kept == whole[:9]


def test_teasers_in_articles_of_their_own_are_dropped_within_the_text() -> None:
    whole, kept = _without_teasers(f"<div>{TEXT}{_teasers('article', STRANGE)}<p>{FOURTH}</p></div>")
    assert kept == [*whole[:9], FOURTH]


def test_linked_headings_of_the_text_are_kept() -> None:
    in_the_text = TEXT.removesuffix("</div>") + f"{_teasers('div', STRANGE)}</div>"
    for body in (_teasers("article", STRANGE), in_the_text, TEXT + _teasers("article", 12 * STRANGE)):
        whole, kept = _without_teasers(f"<div>{body}</div>")
        assert kept == whole


def test_a_list_within_the_text_is_kept_with_its_short_items(read: Read) -> None:
    items = "<ul><li>gases</li><li>two or three substrates</li><li>tools</li></ul>"
    page = f"<html><body><article><h1>Stocks</h1><p>{FIRST}</p><p>{SECOND}</p>{items}<p>{THIRD}</p><p>{FOURTH}</p></article></body></html>"
    kinds = [block.kind for block in read(page, "a.html").article.blocks]
    assert kinds == [
        "paragraph",
        "paragraph",
        "list_item",
        "list_item",
        "list_item",
        "paragraph",
        "paragraph",
    ]


def test_a_small_extraction_is_replaced_by_the_running_text(read: Read) -> None:
    page = f"<html><body><div><p>Hello, world of harbours.</p></div><div>{FIRST}<br><br>{SECOND}<br><br>{THIRD}</div></body></html>"
    texts = [block.text for block in read(page, "a.html").article.blocks]
    assert texts[-3:] == [FIRST, SECOND, THIRD]


def test_popups_and_trails_of_a_page_builder_are_boilerplate() -> None:
    top, candidates = _walked(
        f"<div class='wrapper_widget'><div class='breadcrumb'><ul><li>Gases</li></ul></div><p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p><p>{FOURTH}</p></div>"
        f"<div class='builder location-popup'><p>{STRANGE}</p></div>"
    )
    left_out = sorted(find_boilerplate(candidates, top).indexes)
    assert _texts(candidates, left_out) == ["Gases", STRANGE]
