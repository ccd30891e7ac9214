"""Authors and days that stand around the title of a page without any marks or statements."""

from __future__ import annotations

from datetime import date

import pytest
from tests.importers.conftest import Read

from briefbuilder.domain.article import Article

TITLE = "New cranes, old quarrels in the harbour"
DECK = "<p>The council wants the cranes to work until two in the night, and a bus that takes home everyone who works there, whatever the district may be and the weather.</p>"
RUNNING = (
    "<p>The harbour council met on Tuesday to discuss the cranes, which work until two in the night, and the noise of the press centre.</p>"
    "<p>Its chairwoman said that the shifts had been written together with the unions, that event planning took a year, and that a bus takes them home.</p>"
)


def _read(read: Read, below: str, *, above: str = "", before: str = "", language: str = "en") -> Article:
    menu = "<ul><li><a href='/'>Home</a></li><li><a href='/s'>Sport</a></li></ul>"
    body = f"{menu}{before}<div><div>{above}<h1>{TITLE}</h1>{below}</div><div>{RUNNING}</div></div>"
    page = f"<html lang='{language}'><head><title>{TITLE}</title></head><body>{body}</body></html>"
    return read(page, "a.html").article


@pytest.mark.parametrize(
    "lines",
    [
        "<div>By</div><div>Anna Verdi</div>",
        "<div>Written by:</div><div><a href='/p/77'>Anna Verdi</a></div><div>Harbour Reporter</div>",
        "<div>Author</div><div>Anna Verdi</div><div>Updated on</div><div>March 5, 2024</div>",
        "<div>by <b>Anna Verdi</b> —10 min read</div>",
        "<div>March 5, 2024 | by Anna Verdi</div>",
        "<div><span>By Anna Verdi</span><span>Gardener &amp; Sailor</span></div>",
        "<div>Anna Verdi</div><div>March 5, 2024</div>",
        "<div>Anna Verdi <span>5 March 2024</span> <a href='/h'>Harbour matters</a></div>",
        "<div>Anna Verdi, Managing Editor</div><div>5 March 2024</div>",
        "<ul><li>Anna Verdi</li><li>4 min read</li></ul>",
        f"{DECK}<div>Anna Verdi</div><div>Mar 5, 2024</div>",
        "<div>Updated 9 March 2024</div><div>Anna Verdi | 5 March 2024</div>",
        "<div><a href='/a'>Anna Verdi</a>,</div><div>5 March 2024</div>",
        "<div class='has-breadcrumbs'><div>Anna Verdi</div><div>5 March 2024</div></div>",
    ],
)
def test_an_author_beside_the_title_is_found_without_marks(read: Read, lines: str) -> None:
    assert _read(read, lines).metadata.authors == ("Anna Verdi",)


@pytest.mark.parametrize(
    "lines",
    [
        "<time>5 March 2024</time><div class='topper__breadcrumbs'><a href='/b'>Briefing Room</a> <a href='/s'>Speeches</a></div>",
        "<div>Marseille, 5 March 2024</div><div>Madame President,<br>Lords and Ladies,</div>",
    ],
)
def test_breadcrumbs_and_salutations_beside_the_day_name_no_author(read: Read, lines: str) -> None:
    assert _read(read, lines).metadata.authors == ()


def test_an_author_above_the_title_is_found_without_marks(read: Read) -> None:
    above = "<p>Order Now</p><div>Anna Verdi</div><div>5 March 2024</div>"
    metadata = _read(read, "", above=above).metadata
    assert (metadata.authors, metadata.published) == (("Anna Verdi",), date(2024, 3, 5))


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("de", "<p>Von</p><p>Anna Groß</p>"),
        ("it", "<p>Di</p><p>Anna Groß</p>"),
        ("fr", "<p>Par</p><p>Anna Groß</p>"),
        ("es", "<p>Por</p><p>Anna Groß</p>"),
        ("nl", "<p>Door</p><p>Anna Groß</p>"),
        ("sv", "<p>Av</p><p>Anna Groß</p>"),
        ("de", "<p>Autorin:</p><p>Anna Groß</p>"),
    ],
)
def test_labels_of_many_languages_name_the_author_in_the_next_line(
    read: Read, language: str, line: str
) -> None:
    assert _read(read, line, language=language).metadata.authors == ("Anna Groß",)


@pytest.mark.parametrize(
    "line",
    [
        "<p>By</p><p>Anna Verdi and Luc E. Martin</p>",
        "<p>Anna Verdi and Luc E. Martin</p><p>5 March 2024</p>",
        "<p><a href='/1'>Anna Verdi</a> and <a href='/2'>Luc E. Martin</a></p><p>5 March 2024</p>",
    ],
)
def test_two_names_are_two_authors(read: Read, line: str) -> None:
    assert _read(read, line).metadata.authors == ("Anna Verdi", "Luc E. Martin")


@pytest.mark.parametrize(
    "lines",
    [
        "<p>Event Planning</p><p>5 March 2024</p>",
        "<p>Reviewed by</p><p>Anna Verdi</p><p>5 March 2024</p>",
        "<p>Photo: <b>Anna Verdi</b></p><p>5 March 2024</p>",
        "<h2>Anna Verdi</h2><p>5 March 2024</p>",
        "<p>Email Address</p><p>5 March 2024</p>",
        "<p>Managing Editor</p><p>5 March 2024</p>",
        "<p>Press Centre</p><p>5 March 2024</p>",
        "<p>By</p><p>Updated on 5 March 2024</p>",
        "<p>Anna Verdi</p>",
    ],
)
def test_other_lines_beside_a_date_name_no_author(read: Read, lines: str) -> None:
    assert _read(read, lines).metadata.authors == ()


def test_nouns_with_capitals_are_no_author(read: Read) -> None:
    assert _read(read, "<p>Innere Sicherheit</p><p>5. März 2024</p>", language="de").metadata.authors == ()


def test_the_name_of_the_site_beside_a_date_is_no_author(read: Read) -> None:
    page = f"<html lang='en'><head><title>{TITLE} | Quiet Waters</title></head><body><h1>{TITLE}</h1><p>Quiet Waters</p><p>5 March 2024</p>{RUNNING}</body></html>"
    assert read(page, "a.html").article.metadata.authors == ()


def test_a_printed_byline_has_priority_over_linked_names_of_a_menu(read: Read) -> None:
    menu = "<ul><li><a href='/author/luc-martin'>Luc Martin</a></li></ul>"
    assert _read(read, "<p>By</p><p>Anna Verdi</p>", before=menu).metadata.authors == ("Anna Verdi",)


@pytest.mark.parametrize(
    "line",
    ["<p>Posted By</p><p>Harbour Works</p><p>5 March 2024</p>", "<p>5 March 2024 by Harbour Works</p>"],
)
def test_an_organization_behind_a_label_is_the_author(read: Read, line: str) -> None:
    assert _read(read, line).metadata.authors == ("Harbour Works",)


def test_the_day_stands_below_a_deck_and_a_list_of_contents(read: Read) -> None:
    contents = "<ul><li>Cranes</li><li>Noise</li><li>Buses</li></ul>"
    assert _read(read, f"{DECK}<p>7 min read</p><p>5 March 2024</p>{contents}").metadata.published == date(
        2024, 3, 5
    )


def test_an_account_that_the_page_states_has_priority_over_a_name_beside_the_date(read: Read) -> None:
    stated = "<meta name='author' content='harbourfan'>"
    page = f"<html lang='en'><head><title>{TITLE}</title>{stated}</head><body><h1>{TITLE}</h1><p>Quiet Waters</p><p>5 March 2024</p>{RUNNING}</body></html>"
    assert read(page, "a.html").article.metadata.authors == ("harbourfan",)


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "Speech by Anna Verdi, Member of the Board of the Harbour Fund, at the Forum on Cranes"),
        ("en", "Keynote address by Ms Anna Verdi, Governor of the Harbour Fund, Lisbon, 4 March 2024"),
        ("fr", "Discours de Mme Anna Verdi, ministre des ports, à l’ouverture du forum"),
        ("de", "Rede von Anna Verdi, Mitglied des Vorstands, beim Forum der Häfen"),
        ("it", "Intervento di Anna Verdi, componente del Direttorio, al forum dei porti"),
    ],
)
def test_the_speaker_below_the_title_of_a_speech_is_the_author(read: Read, language: str, line: str) -> None:
    assert _read(read, f"<h2>{line}</h2>", language=language).metadata.authors == ("Anna Verdi",)


@pytest.mark.parametrize(
    "line", ["Speech by the Governor, at the Forum on Cranes", "Remarks by Harbour President, at noon"]
)
def test_a_role_below_the_title_of_a_speech_is_no_author(read: Read, line: str) -> None:
    assert _read(read, f"<h2>{line}</h2>").metadata.authors == ()


def test_a_cell_of_a_table_beside_a_day_is_no_author(read: Read) -> None:
    table = "<table><tr><th>Issued by</th><th>On</th></tr><tr><td>Consejo de Seguridad</td><td>4 March 2024</td></tr></table>"
    assert _read(read, "", above=table).metadata.authors == ()


def test_the_day_above_the_title_goes_before_days_of_other_articles_below_a_short_text(read: Read) -> None:
    others = "<h3>Other news</h3><ul><li>2 March 2024 The mayor visits the piers</li><li>1 March 2024 Storm ahead</li></ul>"
    page = (
        f"<html lang='en'><head><title>{TITLE}</title></head><body><article><span>4 March 2024 15:10</span><h1>{TITLE}</h1>"
        f"<div><p>The piers were closed on Monday after a crane had lost a load of timber, the council said.</p>"
        f"<p>They will be open again as soon as the divers have looked at the wall below.</p></div></article><div>{others}</div></body></html>"
    )
    assert read(page, "a.html").article.metadata.published == date(2024, 3, 4)


def test_a_day_with_a_label_above_the_title_goes_before_days_in_a_short_text(read: Read) -> None:
    page = (
        f"<html lang='en'><head><title>{TITLE}</title></head><body><main><div class='meta'><time>4 March 2024</time> Press release</div>"
        f"<h1>{TITLE}</h1><div><p>The piers were closed on Monday after a crane had lost a load of timber, as the council said.</p>"
        f"{'<p>Two divers went down to look at the wall.</p>' * 4}<p>The council will meet again on 9 May 2024, as planned.</p></div></main></body></html>"
    )
    assert read(page, "a.html").article.metadata.published == date(2024, 3, 4)


def test_the_day_above_the_title_goes_before_the_day_of_an_event_in_the_first_sentence(read: Read) -> None:
    sentence = "<p>The Council today extended the measures for all ports until 15 April 2026.</p>"
    above = "<ul><li>Press release</li><li>14 April 2025 11:20</li></ul>"
    body = f"{above}<h1>{TITLE}</h1>{sentence}{RUNNING}"
    page = f"<html lang='en'><head><title>{TITLE}</title></head><body><main>{body}</main></body></html>"
    assert read(page, "a.html").article.metadata.published == date(2025, 4, 14)
