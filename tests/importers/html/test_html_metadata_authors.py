"""Authors named in the body of a page: links, marks, and names that belong to other texts."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from briefbuilder.domain.article import ImportedArticle

Read = Callable[[bytes | str, str], ImportedArticle]

TITLE = "New cranes, old quarrels in the harbour"
RUNNING = (
    "<p>The harbour council met on Tuesday to discuss the cranes, which work until two in the night, and the noise.</p>"
    "<p>Its chairwoman said that the shifts had been written together with the unions, and that a bus takes them home.</p>"
)
TEASER = (
    "<article><h3>Tides</h3><footer>By <a rel='author' href='/staff/luc'>Luc Martin</a></footer></article>"
)


def _authors(read: Read, body: str, head: str = "", before: str = "") -> tuple[str, ...]:
    page = f"<html lang='en'><head><title>{TITLE}</title>{head}</head><body>{before}<main><h1>{TITLE}</h1>{body}</main></body></html>"
    return read(page, "a.html").article.metadata.authors


@pytest.mark.parametrize(
    "line",
    [
        "<h4 class='writer-name'><a href='/anna-verdi/'>Anna Verdi</a></h4>",
        "<div class='author-share'><div class='author'><span>Anna Verdi</span></div></div>",
        "<aside><a class='teller' href='/authors/anna-verdi'>Anna Verdi</a></aside>",
        "<p><a href='https://port.example/author/annaverdi/?all'>Anna Verdi</a> measures noise.</p>",
        "<div class='author'>About the author Anna Verdi</div>",
        "<div class='byline'>By <a>Anna Verdi</a> <b>Anna Verdi</b> <i>Contributor from the coast</i></div>",
    ],
)
def test_an_author_is_found_in_any_markup(read: Read, line: str) -> None:
    assert _authors(read, line + RUNNING) == ("Anna Verdi",)


@pytest.mark.parametrize(
    "lines",
    [
        "<p><a href='/author/anna-verdi'>Anna Verdi</a> and <a href='/author/luc-martin'>Luc Martin</a> fish.</p>",
        "<p><a href='/author/columns'>Our columns</a></p>",
        "<p class='author'>发布于 2024-03-05 07:19:52</p>",
    ],
)
def test_ambiguous_links_give_no_author(read: Read, lines: str) -> None:
    assert _authors(read, RUNNING + lines) == ()


def test_authors_of_other_articles_are_ignored(read: Read) -> None:
    menu = f"<nav>{TEASER * 45}</nav><ul><li>{TEASER}</li></ul>"
    own = "<p class='meta'><a rel='author' href='/staff/anna'>Anna Verdi</a></p>"
    assert _authors(read, own + RUNNING, before=menu) == ("Anna Verdi",)


def test_a_person_in_the_body_has_priority_over_an_account(read: Read) -> None:
    head = "<meta name='author' content='harbourfan'>"
    assert _authors(read, f"<p class='byline'>By Anna Verdi</p>{RUNNING}", head) == ("Anna Verdi",)
    assert _authors(read, RUNNING, head) == ("harbourfan",)


def test_a_picture_credit_is_not_an_author(read: Read) -> None:
    head = "<meta name='author' content='Anna Verdi'>"
    picture = "<div><meta itemprop='author' content='Luc Martin'><img src='a.jpg'></div>"
    assert _authors(read, picture + RUNNING, head) == ("Anna Verdi",)


@pytest.mark.parametrize(
    "names",
    [
        "Anna Verdi, GNN Harbour Writer",
        "Anna Verdi, Port Advance Media for port.com",
        "Anna Verdi, User Admin",
    ],
)
def test_text_after_a_name_is_not_a_person(read: Read, names: str) -> None:
    assert _authors(read, RUNNING, f"<meta name='author' content='{names}'>") == ("Anna Verdi",)
