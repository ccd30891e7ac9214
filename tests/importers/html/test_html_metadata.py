"""The metadata of a page, and which statement is used if several differ."""

from __future__ import annotations

from datetime import date

import pytest
from tests.importers.conftest import Read

from briefbuilder.importers.html.headline import TitleStatement, choose_title
from briefbuilder.importers.html.reader import read_page

TEXT = (
    "The ministers agreed on Tuesday to keep common stocks of the gases that chip makers need, and to tell"
    " each other early when a delivery fails."
)
NEWS = '{"@type": "NewsArticle", "headline": "Chips and trust in two ports", %s}'


AGENCY = '{"@type": "Organization", "name": "Port Agency"}'
PERSON = '{"@type": "Person", "name": "Anna Verdi"}'


def _page(head: str) -> str:
    return f"<html><head>{head}</head><body><p>{TEXT}</p><p>{TEXT.lower()}</p></body></html>"


@pytest.mark.parametrize(
    ("opening", "closing"),
    [
        ("", ""),
        ("<![CDATA[", "]]>"),
        ("//<![CDATA[", "//]]>"),
        ("/*<![CDATA[*/", "/*]]>*/"),
        ("<!--", "-->"),
    ],
)
def test_json_is_read_with_any_wrapping(read: Read, opening: str, closing: str) -> None:
    news = NEWS % '"datePublished": "2024-03-05T23:50:00-08:00"'
    head = f'<script type="application/ld+json">\n{opening}\n{news}\n{closing}\n</script>'
    metadata = read(_page(head), "a.html").article.metadata
    assert metadata.title == "Chips and trust in two ports"
    assert metadata.published == date(2024, 3, 5)


def test_the_date_of_publication_has_priority_over_creation(read: Read) -> None:
    news = NEWS % '"dateCreated": "2024-03-06T01:00:00Z"'
    head = f'<script type="application/ld+json">{news}</script>'
    stated = '<meta property="article:published_time" content="2024-03-05T17:00:00-08:00">'
    assert read(_page(head + stated), "a.html").article.metadata.published == date(2024, 3, 5)
    assert read(_page(head), "a.html").article.metadata.published == date(2024, 3, 6)


@pytest.mark.parametrize("name", ["DC.title", "dc:title", "DCTERMS.title"])
def test_dublin_core_is_read_in_all_spellings(read: Read, name: str) -> None:
    head = f'<meta name="{name}" content="Chips and trust"><title>Port Gazette</title>'
    assert read(_page(head), "a.html").article.metadata.title == "Chips and trust"


@pytest.mark.parametrize(
    "longer",
    [
        "Chips and trust in two ports | Technology",
        "Chips and trust in two ports — Backstage — Press",
        "Chips and trust in two ports_Economy",
        "Opinion | Chips and trust in two ports",
        "Chips and trust in two ports (Port Photos)",
    ],
)
def test_additions_to_a_title_that_are_stated_alone_are_cut(longer: str) -> None:
    alone = "Chips and trust in two ports"
    assert choose_title([TitleStatement(alone, 0.7), TitleStatement(longer, 1.0)], [], None) == (
        alone,
        (longer,),
    )
    assert choose_title([TitleStatement("Chips", 0.7), TitleStatement(longer, 1.0)], [], None)[0] == longer


@pytest.mark.parametrize(
    ("only", "title"),
    [
        ("What the ports agreed on Tuesday | The Observer", "What the ports agreed on Tuesday"),
        ("Ports and ferries – a long story of mistrust", "Ports and ferries – a long story of mistrust"),
        ("Harbours | Gazette", "Harbours | Gazette"),
    ],
)
def test_the_last_part_of_a_single_title_is_cut_if_a_sentence_remains(only: str, title: str) -> None:
    found, others = choose_title([TitleStatement(only, 0.9), TitleStatement("Log in", 0.4)], [], None)
    assert found == title
    assert (only in others) is (only != title)


def test_title_variants_are_reported_verbatim() -> None:
    stated = [TitleStatement("Chips and trust", 1.1), TitleStatement("Chips and trust | Gazette", 0.9)]
    assert choose_title(stated, ["Gazette"], None) == ("Chips and trust", ("Chips and trust | Gazette",))


@pytest.mark.parametrize(
    ("title", "noted"),
    [
        ("Chips and trust in two ports | Gazette", []),
        ("Gazette – Chips and trust in two ports", []),
        ("Gazette", []),
        ("Chips and trust: two ports agree", ["Chips and trust: two ports agree"]),
    ],
)
def test_a_title_with_the_name_of_the_site_is_no_other_title(title: str, noted: list[str]) -> None:
    page = f"""<html><head><title>{title}</title><meta property="og:site_name" content="Gazette">
    <meta property="og:title" content="Chips and trust in two ports"></head><body><article>
    <h1>Chips and trust in two ports</h1>{"<p>The ministers of both countries agreed on a shared store of gases.</p>" * 8}
    </article></body></html>"""
    draft = read_page(page.encode(), "page.html")
    assert draft.metadata.title == "Chips and trust in two ports"
    assert [each.subject for each in draft.notices if each.code == "title-candidate"] == noted


def test_a_part_after_a_bar_is_cut_even_if_all_statements_have_it() -> None:
    whole = "What the ports agreed on Tuesday | Gazette"
    assert (
        choose_title([TitleStatement(whole, 1.1), TitleStatement(whole, 0.9)], [], None)[0]
        == "What the ports agreed on Tuesday"
    )


@pytest.mark.parametrize(
    "title",
    ["The Gazette | Chips and trust in two ports", "Chips and trust in two ports › The Gazette"],
)
def test_the_title_is_the_second_heading_where_the_first_is_the_site(read: Read, title: str) -> None:
    page = _page(f"<title>{title}</title>").replace(
        "<body>", "<body><h1>The Gazette</h1><h2>Chips and trust in two ports</h2>"
    )
    assert read(page, "a.html").article.metadata.title == "Chips and trust in two ports"


def test_a_heading_that_leads_home_is_the_name_of_the_site(read: Read) -> None:
    page = _page("<title>Harbour Notes: Chips and trust in two ports</title>").replace(
        "<body>", '<body><h1><a href="https://notes.example/">Harbour Notes</a></h1>'
    )
    assert read(page, "a.html").article.metadata.title == "Chips and trust in two ports"


def _titled(head: str, heading: str, shared: str, extra: str = "") -> str:
    meta = f"<title>{head} - Gazette</title><meta property='og:title' content='{shared}'>{extra}"
    return _page(meta).replace("<body>", f"<body><h1>{heading}</h1>")


def test_the_printed_headline_has_priority_over_shorter_titles(read: Read) -> None:
    printed = "Two ports agree to keep common stocks of the gases that chips need"
    page = _titled("Ports to keep stocks of gases", printed, "Two ports agree to keep stocks of gases")
    assert read(page, "a.html").article.metadata.title == printed


@pytest.mark.parametrize(
    ("heading", "title"),
    [
        ("Two ports keep stocks of gases", "Two ports keep stocks of gases, tested and reviewed"),
        ("The common stocks of two ports", "Common stocks of two ports"),
        ("How ports keep stocks of gases", "Stocks of gases: a guide for ports"),
        ("Why two harbours share their tanks", "Stocks of gases: a guide for ports"),
        ("Gases for ports", "Ports: gases index"),
    ],
)
def test_heading_on_the_page_is_the_title_rather_than_a_title_for_sharing(
    read: Read, heading: str, title: str
) -> None:
    assert read(_titled(title, heading, title), "a.html").article.metadata.title == heading


def test_a_confirmed_headline_need_not_share_words(read: Read) -> None:
    printed = "Chips and trust in two ports"
    news = NEWS % '"datePublished": "2024-03-05"'
    data = f"<script type='application/ld+json'>{news}</script>"
    page = _titled("Gas supply explained", printed, "Gas supply explained", data)
    assert read(page, "a.html").article.metadata.title == printed


def test_a_heading_of_few_words_is_not_a_better_title(read: Read) -> None:
    title = "Two ports agree to keep stocks of gases"
    assert read(_titled(title, "Ports keep gases", title), "a.html").article.metadata.title == title


def test_dates_of_comments_are_not_that_of_the_page(read: Read) -> None:
    comment = (
        "<div class='comments'><p>Well said!</p><time pubdate datetime='2024-09-22'>22 September</time></div>"
    )
    page = _page("").replace("<body>", "<body><h1>Chips and trust</h1><p>5 March 2024</p>")
    assert read(page.replace("</body>", f"{comment}</body>"), "a.html").article.metadata.published == date(
        2024, 3, 5
    )


@pytest.mark.parametrize(
    ("stated", "title"),
    [
        ("两个港口的芯片与信任正在增长-港口日报", "两个港口的芯片与信任正在增长"),
        ("二つの港のチップと信頼（写真＝通信）：みなと新報", "二つの港のチップと信頼"),
    ],
)
def test_titles_without_spaces_are_cut_as_well(stated: str, title: str) -> None:
    assert choose_title([TitleStatement(title, 1.1), TitleStatement(stated, 0.9)], [], None)[0] == title


@pytest.mark.parametrize(
    ("stated", "title"),
    [
        ("两个港口的芯片与信任正在增长-港口网", "两个港口的芯片与信任正在增长"),
        ("两个港口的芯片与信任正在增长_港口官方网站", "两个港口的芯片与信任正在增长"),
        ("两个港口的芯片与信任正在增长_要闻_港口网", "两个港口的芯片与信任正在增长_要闻_港口网"),
        ("两个港口的芯片与信任-正在增长", "两个港口的芯片与信任-正在增长"),
        ("港口_港口网", "港口_港口网"),
    ],
)
def test_the_site_after_the_only_title_in_chinese_is_cut(stated: str, title: str) -> None:
    assert choose_title([TitleStatement(stated, 0.9)], [], None)[0] == title


def test_the_first_publication_is_the_day_rather_than_the_making_of_the_page(read: Read) -> None:
    page = _page(
        "<meta name='others' content='页面生成时间 2023-10-23 11:23:36'>"
        "<meta name='firstpublishedtime' content='2007-08-20-23:59:59'>"
    )
    assert read(page, "a.html").article.metadata.published == date(2007, 8, 20)


def test_the_name_of_a_site_as_first_heading_is_not_its_title(read: Read) -> None:
    head = "<title>Chips and trust in two ports · Gazette</title>"
    body = "<body><h1>Gazette</h1><h1>Chips and trust in two ports</h1>"
    metadata = read(_page(head).replace("<body>", body), "a.html").article.metadata
    assert metadata.title == "Chips and trust in two ports"


@pytest.mark.parametrize(
    ("head", "authors"),
    [
        ('<meta name="author" content="By ANNA VERDI and Luc Martin">', ("Anna Verdi", "Luc Martin")),
        ('<meta name="author" content="de Luca Bianchi"><meta name="x">', ("Luca Bianchi",)),
        ('<meta name="author" content="De Luca Bianchi">', ("De Luca Bianchi",)),
        ('<meta name="author" content="Von Anna Groß und Luc Martin">', ("Anna Groß", "Luc Martin")),
        ('<meta name="author" content="Von Miller">', ("Von Miller",)),
        ('<meta name="author" content="Автор: Анна Верди">', ("Анна Верди",)),
        (
            '<meta name="author" content="Anna Verdi"><meta name="author" content="Luc Martin">',
            ("Anna Verdi", "Luc Martin"),
        ),
        (
            '<meta name="citation_author" content="Verdi, Anna"><meta name="citation_author" content="de la Tour, Luc">',
            ("Anna Verdi", "Luc de la Tour"),
        ),
        (
            '<meta name="author" content="Anna Verdi, Luc Martin, and Max Kern">',
            ("Anna Verdi", "Luc Martin", "Max Kern"),
        ),
        ('<meta name="author" content="Analysis by Anna Verdi, GNN">', ("Anna Verdi",)),
        ('<meta name="author" content="Anna Verdi, Technology correspondent">', ("Anna Verdi",)),
        ('<meta name="author" content="Anna Verdi Senior Harbour Correspondent">', ("Anna Verdi",)),
        (
            '<meta name="author" content="gazette.example.org"><meta name="byline" content="Anna Verdi">',
            ("Anna Verdi",),
        ),
        (
            '<meta name="author" content="Port Press"><meta name="dc.publisher" content="Port Press">',
            ("Port Press",),
        ),
        ('<meta name="author" content="National Desk">', ()),
        (
            '<meta name="author" content="Anna Verdi"><meta property="og:site_name" content="Anna Verdi - Notes">',
            ("Anna Verdi",),
        ),
        ('<meta name="author" content="Ministry of the Sea">', ("Ministry of the Sea",)),
        ('<meta name="author" content="GNN"><meta name="author" content="admin_77">', ("GNN",)),
        ('<meta name="author" content="Admin">', ()),
        ('<meta name="author" content="Staff Writer">', ()),
        ('<meta name="author" content="Harbour Team">', ("Harbour Team",)),
        ('<meta name="author" content="name, email@harbour.example">', ()),
        ('<meta name="author" content="By">', ()),
        (
            '<meta name="author" content="gazette1"><link rel="canonical" href="https://www.gazette.org/a">',
            (),
        ),
        ('<meta name="author" content="Redazione"><meta property="og:site_name" content="Gazzetta">', ()),
        (
            '<meta name="author" content="Port &amp; Sea"><meta property="og:site_name" content="Port &amp; Sea">',
            ("Port & Sea",),
        ),
        (
            f'<script type="application/ld+json">{{"@type": "NewsArticle", "author": [{AGENCY}, {PERSON}, {PERSON}]}}</script>',
            ("Anna Verdi",),
        ),
    ],
)
def test_authors_are_persons_each_once_or_else_who_is_named(
    read: Read, head: str, authors: tuple[str, ...]
) -> None:
    assert read(_page(head), "a.html").article.metadata.authors == authors


def test_a_person_in_the_text_has_priority_over_an_agency_in_the_head(read: Read) -> None:
    page = _page('<meta name="author" content="AFP">').replace(
        "<body>", "<body><aside class='share'><i>x</i></aside><span class='byline'>Par Luc Martin</span>"
    )
    assert read(page, "a.html").article.metadata.authors == ("Luc Martin",)
    assert read(_page('<meta name="author" content="AFP">'), "a.html").article.metadata.authors == ("AFP",)


def test_a_date_marked_as_publication_is_not_guessed(read: Read) -> None:
    marked = "<span itemprop='dateModified' content='2024-05-09'>9 May</span><span itemprop='datePublished' content='2024-03-05'>5 March</span>"
    reading = read(_page("").replace("<body>", f"<body><div>{marked}</div>"), "a.html")
    assert reading.article.metadata.published == date(2024, 3, 5)
    assert "date-guessed" not in [notice.code for notice in reading.notices]


@pytest.mark.parametrize(
    ("line", "published", "guessed"),
    [
        ("Updated: Mar 5, 2024 2:57 PM UTC", date(2024, 3, 5), True),
        ("Updated: Mar 5, 2024 · Mar 3, 2024", date(2024, 3, 3), False),
        ("Updated: Mar 5, 1924", None, False),
    ],
)
def test_the_date_of_an_update_is_guessed_if_there_is_no_other(
    read: Read, line: str, published: date | None, *, guessed: bool
) -> None:
    body = f"<body><article><h1>Ports and weather</h1><div>{line}</div><p>{TEXT}</p><p>{TEXT}</p></article>"
    reading = read(
        f"<html lang='en'><head><title>Ports and weather</title></head>{body}</body></html>", "a.html"
    )
    assert reading.article.metadata.published == published
    assert ("date-guessed" in [notice.code for notice in reading.notices]) is guessed


@pytest.mark.parametrize(
    ("head", "published"),
    [
        ("", date(2024, 5, 9)),
        ("<meta property='article:modified_time' content='2024-05-09T08:00:00Z'>", None),
        ("<meta property='article:modified_time' content='2024-05-10T08:00:00Z'>", date(2024, 5, 9)),
    ],
)
def test_a_found_date_of_a_change_is_no_date_of_publication(
    read: Read, head: str, published: date | None
) -> None:
    body = f"<h1>Ports</h1><p>{TEXT}</p><time datetime='2024-05-09'>9 May</time><p>{TEXT}</p>"
    page = f"<html lang='en'><head><title>Ports</title>{head}</head><body><article>{body}</article></body></html>"
    assert read(page, "a.html").article.metadata.published == published


@pytest.mark.parametrize(
    ("stated", "url", "title"),
    [
        ("Measles on the rise · WHO", "https://www.who.int/news/1", "Measles on the rise"),
        ("WHO: measles on the rise", "https://www.who.int/news/1", "WHO: measles on the rise"),
        ("Measles on the rise · WHO", "https://www.example.org/news/1", "Measles on the rise · WHO"),
        ("Maples in autumn @ Steven's house", "https://www.stevens-house.net/1", "Maples in autumn"),
    ],
)
def test_a_short_host_name_is_only_cut_at_the_end(stated: str, url: str, title: str) -> None:
    assert (
        choose_title([TitleStatement(stated, 0.9), TitleStatement(stated, 0.4)], ["Steven's house"], url)[0]
        == title
    )


@pytest.mark.parametrize(
    ("declared", "other", "published"),
    [
        ("en", "The talks began on 13/02/2024 in the harbour.", date(2024, 3, 5)),
        ("en", "The talks began on 02/13/2024 in the harbour.", date(2024, 5, 3)),
        ("en-US", "The talks began on 13/02/2024 in the harbour.", date(2024, 3, 5)),
        ("it", "The talks began in the harbour.", date(2024, 3, 5)),
    ],
)
def test_order_of_day_and_month_follows_the_language_and_other_dates(
    read: Read, declared: str, other: str, published: date
) -> None:
    body = f"<article><h1>Two ports agree on stocks</h1><p class='date'>05/03/2024</p>{TEXT}<p>{other}</p></article>"
    page = f"<html lang='{declared}'><head><title>Two ports agree on stocks</title></head><body>{body}</body></html>"
    assert read(page, "a.html").article.metadata.published == published
