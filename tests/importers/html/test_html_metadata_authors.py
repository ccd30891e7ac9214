"""Authors named in the body of a page: links, marks, and names that belong to other texts."""

from __future__ import annotations

import pytest
from tests.importers.conftest import Read

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
        "<div class='author'>About the author Anna Verdi</div>",
        "<div class='elementor-widget'><ul><li itemprop='author'>Anna Verdi</li></ul></div>",
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


def test_a_person_in_the_body_has_priority_over_an_organization(read: Read) -> None:
    author = '{"@type": "Organization", "name": "Northern Broadcasting"}'
    news = f'{{"@type": "NewsArticle", "headline": "{TITLE}", "author": [{author}]}}'
    head = f'<script type="application/ld+json">{news}</script>'
    named = "<div data-testid='byline-names'><div>Anna Verdi<div>Coast correspondent</div></div></div>"
    assert _authors(read, named + RUNNING, head) == ("Anna Verdi",)
    assert _authors(read, RUNNING, head) == ("Northern Broadcasting",)


def test_the_name_of_an_author_below_the_text_is_no_part_of_it(read: Read) -> None:
    body = f"<h1>{TITLE}</h1><p class='byline'>By Anna Verdi</p>{RUNNING}<p>Anna Verdi</p>"
    article = read(f"<html lang='en'><title>{TITLE}</title><main>{body}</main></html>", "a.html").article
    assert article.metadata.authors == ("Anna Verdi",)
    assert "Anna Verdi" not in [block.text for block in article.blocks]


def test_a_printed_byline_has_priority_over_who_uploaded_the_text(read: Read) -> None:
    head = "<meta name='author' content='Luc Martin'>"
    assert _authors(read, f"<p>By Anna Verdi</p>{RUNNING}", head) == ("Anna Verdi",)
    assert _authors(read, f"<p>By Luc Martin and Coast Desk</p>{RUNNING}", head) == ("Luc Martin",)
    assert _authors(read, f"<p>By Luc Martin Luc Martin</p>{RUNNING}", head) == ("Luc Martin",)


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


@pytest.mark.parametrize(
    "name", ["Twitter Facebook", "About the Author", "Share this article", "Apple Podcasts", "Frankfurt"]
)
@pytest.mark.parametrize("place", ["head", "body"])
def test_labels_and_places_are_no_authors(read: Read, name: str, place: str) -> None:
    head = f"<meta name='author' content='{name}'>" if place == "head" else ""
    body = f"<p class='author'>{name}</p>" if place == "body" else ""
    assert _authors(read, body + RUNNING, head) == ()


@pytest.mark.parametrize(
    "line",
    [
        "<p class='author'>By Anna Verdi in Growth</p>",
        "<div class='author'><a href='/a'>Anna Verdi</a><span>Content Coordinator</span></div>",
        "<aside class='post-author'>Anna Verdi</aside>",
        "<div class='author'><span>AV</span><span>Anna Verdi</span></div>",
        "<p class='byline'>Anna Verdi Updated <time>5 March 2024</time></p>",
        "<p>By Anna Verdi ⋅ Updated March 5, 2024</p>",
        "<p>By Anna Verdi Updated March 5, 2024</p>",
    ],
)
def test_what_follows_a_name_is_not_part_of_it(read: Read, line: str) -> None:
    assert _authors(read, line + RUNNING) == ("Anna Verdi",)


@pytest.mark.parametrize(
    "line",
    [
        "<p class='byline'><a href='/a'>Anna Verdi</a> <a href='/l'>Luca Neri</a></p>",
        "<p class='byline'><a href='/a'>Anna Verdi</a> and <a href='/l'>Luca Neri</a></p>",
        "<p><a rel='author'>Anna Verdi</a> <a rel='author'>Luca Neri</a></p>",
        "<div class='author'>Anna Verdi</div><div class='author'>Luca Neri</div>",
    ],
)
def test_two_marked_names_are_two_authors(read: Read, line: str) -> None:
    assert _authors(read, line + RUNNING) == ("Anna Verdi", "Luca Neri")


@pytest.mark.parametrize(
    "stated", ["Anna Verdi · Luca Neri", "Anna Verdi with Luca Neri", "Anna Verdi + Luca Neri"]
)
def test_two_names_in_the_head_are_two_authors(read: Read, stated: str) -> None:
    assert _authors(read, RUNNING, f"<meta name='author' content='{stated}'>") == ("Anna Verdi", "Luca Neri")


@pytest.mark.parametrize("name", ["Anna Verdi", "Port Council", "Harbour Desk"])
@pytest.mark.parametrize("line", ["", "<p>By Luca Neri</p>"])
def test_the_owner_of_a_site_is_its_author_unless_a_person_is_named(read: Read, name: str, line: str) -> None:
    head = f"<meta name='author' content='{name}'><meta property='og:site_name' content='{name}'>"
    assert _authors(read, line + RUNNING, head) == (("Luca Neri",) if line else (name,))


@pytest.mark.parametrize(
    "line",
    [
        "<p><a href='/author/verdi/'>Anna Verdi</a></p>",
        "<p>By <a href='/blog?author=Anna%20Verdi'>Anna Verdi</a>, 5 March 2024</p>",
    ],
)
def test_a_line_that_links_to_the_page_of_an_author_names_it(read: Read, line: str) -> None:
    other = "<p>More by <a href='/author/luc-martin'>Luc Martin</a>, who fishes here</p>"
    assert _authors(read, line + RUNNING + other) == ("Anna Verdi",)


def test_linked_names_in_a_list_are_several_authors(read: Read) -> None:
    items = "".join(
        f"<li><a href='/library/?_author={name}'>{name}</a></li>" for name in ("Anna Verdi", "Luca Neri")
    )
    assert _authors(read, f"<ul>{items}</ul>{RUNNING}") == ("Anna Verdi", "Luca Neri")


def test_name_on_the_page_goes_before_an_account_in_the_head(read: Read) -> None:
    assert _authors(read, "<p>By Anna Verdi</p>" + RUNNING, "<meta name='author' content='AnnaV7'>") == (
        "Anna Verdi",
    )


@pytest.mark.parametrize(
    ("stated", "authors"),
    [
        ("Anna Verdi, Chief People Officer", ("Anna Verdi",)),
        ("Anna Verdi, President of the port", ("Anna Verdi",)),
        ("길민권 기자", ("길민권",)),
        ("李建国 责任编辑：王小明", ("李建国",)),
        ("[责任编辑：王小明 PK155]", ()),
        ("未知", ()),
    ],
)
def test_roles_and_editors_are_no_authors(read: Read, stated: str, authors: tuple[str, ...]) -> None:
    assert _authors(read, RUNNING, f"<meta name='author' content='{stated}'>") == authors


@pytest.mark.parametrize(
    ("head", "body", "author"),
    [
        ("<meta name='author' content='A. Writer'>", "", "A. Writer"),
        ("<meta name='author' content='Ann Smith Updated'>", "", "Ann Smith"),
        ("", "<div class='author'>Print By Ann Smith</div>", "Ann Smith"),
    ],
)
def test_a_surname_that_is_a_role_and_a_label_before_a_byline_are_told_apart(
    read: Read, head: str, body: str, author: str
) -> None:
    assert _authors(read, body + RUNNING, head) == (author,)


def test_a_desk_after_the_label_of_a_button_is_read_as_without_it(read: Read) -> None:
    desk = "<div class='byline author'>{}By National Desk</div>"
    labelled, plain = (_authors(read, desk.format(label) + RUNNING) for label in ("Print ", ""))
    assert labelled == plain


def test_a_role_behind_a_marked_name_is_no_second_author(read: Read) -> None:
    line = "<p class='article-meta__author'>Anna Verdi, Department Spokesperson</p>"
    assert _authors(read, line + RUNNING) == ("Anna Verdi",)


def test_a_label_with_what_follows_it_is_no_author(read: Read) -> None:
    line = "<div class='document-byline'>filed under: Harbours</div>"
    assert _authors(read, line + RUNNING) == ()


def test_a_bank_in_the_head_is_not_preferred_to_its_speaker(read: Read) -> None:
    head = "<meta name='author' content='Central Bank of the Coast'>"
    line = "<h2>Speech by Anna Verdi, Member of the Board, at the Forum on Cranes</h2>"
    assert _authors(read, line + RUNNING, head) == ("Anna Verdi",)
    assert _authors(read, RUNNING, head) == ("Central Bank of the Coast",)


def test_a_printed_line_with_the_authors_of_the_head_does_not_replace_them(read: Read) -> None:
    stated = '{"@type": "NewsArticle", "author": [{"name": "هالة منصور"}, {"name": "عمر الطيب"}]}'
    head = f"<script type='application/ld+json'>{stated}</script>"
    assert _authors(read, f"<div>كتب: هالة منصور وعمر الطيب</div>{RUNNING}", head) == (
        "هالة منصور",
        "عمر الطيب",
    )


@pytest.mark.parametrize("label", ["Author Posts", "Author: Sign Up", "By Subscribe"])
def test_words_of_the_page_behind_a_label_are_no_author(read: Read, label: str) -> None:
    link = f"<p class='author'><a href='/author/x'>{label}</a></p>"
    assert _authors(read, f"{link}{RUNNING}") == ()


def test_a_label_with_the_kind_of_text_is_not_part_of_the_name(read: Read) -> None:
    assert _authors(read, f"<p class='author'>Remarks by Anna Verdi</p>{RUNNING}") == ("Anna Verdi",)
