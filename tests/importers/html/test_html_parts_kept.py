"""Parts of an article in markup of today's publishers and institutions, each lost or misread by an earlier reader."""

from __future__ import annotations

from html import escape

import pytest
from tests.importers.conftest import Read
from tests.importers.html.sentences import MORE_TEXTS, TEXTS
from tests.importers.readable import block_texts
from tests.narrowing import not_none

from briefbuilder.domain.text import Heading, ListItem
from briefbuilder.importers.html.headline import find_lead
from briefbuilder.importers.html.inline import HtmlContext
from briefbuilder.importers.html.page import parse_page
from briefbuilder.importers.html.walk import HtmlWalker

PARAGRAPHS = "".join(f"<p>{text}</p>" for text in TEXTS)
TITLE = "Stocks of gases are shared from spring"
FRAME_BYTES = 600_000


def _page(body: str, title: str = f"{TITLE} - Port Gazette", head: str = "") -> str:
    return (
        f"<!doctype html><html lang='en'><head><title>{title}</title>{head}</head><body>{body}</body></html>"
    )


def test_the_text_of_a_saved_frame_is_read(read: Read) -> None:
    frame = escape(f"<html><body><div>{PARAGRAPHS}</div></body></html>")
    box = escape("<html><body><p>Buy two and pay for one, today only.</p></body></html>")
    body = f"<h1>{TITLE}</h1><iframe srcdoc='{box}'></iframe><iframe srcdoc='{frame}'></iframe>"
    assert block_texts(read(_page(body), "a.html")) == list(TEXTS)


def test_frames_with_too_many_tags_are_left_closed(read: Read) -> None:
    frame = escape("<b>" * (FRAME_BYTES // 3) + f"<p>{MORE_TEXTS[0] * 9}</p>")
    reading = read(_page(f"<h1>{TITLE}</h1>{PARAGRAPHS}<iframe srcdoc='{frame}'></iframe>"), "a.html")
    assert block_texts(reading) == list(TEXTS)


def test_short_items_at_the_end_of_a_list_that_ends_the_text_are_kept(read: Read) -> None:
    lines = ("Budget line", "15 02 01, neighbourhood", "Period", "2027 to 2029")
    terms = "<dt>{}</dt><dd>{}</dd><dt>{}</dt><dd>{}</dd>".format(*lines)
    reading = read(_page(f"<main><h1>{TITLE}</h1>{PARAGRAPHS}<dl>{terms}</dl></main>"), "a.html")
    assert block_texts(reading) == [*TEXTS, *lines]


def test_a_quotation_below_the_text_belongs_to_it(read: Read) -> None:
    speaker = "Ilse Vermeer, Commissioner for Harbours"
    quoted = f"<blockquote><p>{MORE_TEXTS[0]}</p><footer><cite>{speaker}</cite></footer></blockquote>"
    text = f"<div class='paragraph'>{PARAGRAPHS}</div><div class='quotes'><h2>Quotes</h2>{quoted}</div>"
    body = f"<h1>{TITLE}</h1><div class='row'><nav><a href='#a'>Top</a></nav><div>{text}</div></div>"
    assert block_texts(read(_page(body), "a.html")) == [*TEXTS, "Quotes", MORE_TEXTS[0], speaker]


def test_headings_and_short_paragraphs_in_parts_named_as_the_text_are_kept(read: Read) -> None:
    def part(kind: str, content: str) -> str:
        return f"<div class='elementor-widget elementor-widget-{kind}'><div>{content}</div></div>"

    texts = [f"<p>{one}</p><p>{other}</p>" for one, other in zip(TEXTS[::2], TEXTS[1::2], strict=False)]
    parts = [
        part("text-editor", texts[0]),
        part("heading", "<h2>The cost</h2>"),
        part("text-editor", texts[1]),
        part("text-editor", "<p>Nobody gave a date.</p>"),
        part("text-editor", texts[2]),
    ]
    body = f"<div><h1>{TITLE}</h1>{''.join(parts)}{part('share', '<p>Tell your friends.</p>')}</div>"
    found = block_texts(read(_page(body), "a.html"))
    assert found == [*TEXTS[:2], "The cost", *TEXTS[2:4], "Nobody gave a date.", *TEXTS[4:6]]


def test_lists_and_answers_of_a_page_builder_are_kept(read: Read) -> None:
    """An answer is hidden until the reader opens it."""

    def widget(kind: str, content: str) -> str:
        box = f"<div class='elementor-widget-container'>{content}</div>"
        return f"<div class='elementor-element elementor-widget elementor-widget-{kind}'>{box}</div>"

    figures = ("4,600 new wagons", "80 bridges repaired")
    questions = ("Who runs the railway and its harbour today?", "What?", "What does a journey cost?")
    answers = (MORE_TEXTS[0], MORE_TEXTS[1], MORE_TEXTS[2])
    items = "".join(f"<li class='elementor-icon-list-item'><span>{figure}</span></li>" for figure in figures)
    tabs = "".join(
        f"<div class='item'><div class='elementor-tab-title' role='button'><a>{question}</a></div>"
        f"<div class='elementor-tab-content' style='display:none'><p>{answer}</p></div></div>"
        for question, answer in zip(questions, answers, strict=True)
    )
    text = "".join(
        widget(kind, content)
        for kind, content in (
            ("text-editor", PARAGRAPHS),
            ("heading", "<h3>The figures</h3>"),
            ("icon-list", f"<ul>{items}</ul>"),
            ("accordion", f"<div class='elementor-accordion'>{tabs}</div>"),
            ("text-editor", f"<p>{MORE_TEXTS[3]}</p>"),
        )
    )
    about = widget("share-buttons", "<div class='elementor-share-btn'>Facebook</div>")
    body = f"<div>{widget('theme-post-title', f'<h1>{TITLE}</h1>')}{widget('theme-post-content', text)}{about}</div>"
    found = block_texts(read(_page(body), "a.html"))
    asked = [part for pair in zip(questions, answers, strict=True) for part in pair]
    assert found == [*TEXTS, "The figures", *figures, *asked, MORE_TEXTS[3]]


def test_a_lead_beside_the_paragraphs_that_was_not_chosen_is_not_lost() -> None:
    lead = "After three weeks of silence both sides return to the table."
    body = f"<article><h1>{TITLE}</h1><div><div id='lead'>{lead}</div>{PARAGRAPHS}</div></article>"
    root = not_none(parse_page(_page(body)))
    candidates = HtmlWalker(HtmlContext()).walk(root)
    marked = [candidate.text for candidate in candidates].index(lead)
    paragraphs = [index for index, candidate in enumerate(candidates) if candidate.text in TEXTS]
    assert find_lead(candidates, paragraphs, (TITLE,), None) == marked
    assert find_lead(candidates, [marked, *paragraphs], (TITLE,), None) is None


def test_text_above_a_heading_that_is_another_title_is_kept(read: Read) -> None:
    body = f"<div><p>{MORE_TEXTS[0]}</p><h1>Day seven</h1>{PARAGRAPHS}<h1>Day eight</h1><p>{MORE_TEXTS[1]}</p></div>"
    reading = read(_page(body, f"Gazette: {TITLE}"), "a.html")
    assert MORE_TEXTS[0] in block_texts(reading)


def test_sections_with_main_headings_of_their_own_belong_to_the_article(read: Read) -> None:
    other = "".join(f"<p>{text}</p>" for text in MORE_TEXTS)
    first = f"<section class='part'><h1>{TITLE}</h1>{PARAGRAPHS}</section>"
    second = f"<section class='part'><h1>Warnings</h1>{other}</section>"
    reading = read(_page(f"<article>{first}{second}</article>"), "a.html")
    assert block_texts(reading) == [*TEXTS, "Warnings", *MORE_TEXTS]


@pytest.mark.parametrize("tag", ["h1", "h2"])
def test_a_kicker_within_the_heading_is_not_part_of_the_title(read: Read, tag: str) -> None:
    heading = f"<{tag}><span>Talks in Geneva</span><span>{TITLE}</span></{tag}>"
    stated = f"<meta property='og:title' content='{TITLE}'>"
    body = f"<article><header>{heading}</header>{PARAGRAPHS}</article>"
    reading = read(_page(body, head=stated), "a.html")
    assert reading.article.metadata.title == TITLE
    assert block_texts(reading) == list(TEXTS)


@pytest.mark.parametrize(
    ("title", "heading"),
    [
        (f"Parliamentary question | {TITLE} | E-001234/2026", f"<h2>{TITLE}</h2>"),
        (f"House of States - {TITLE}", f"<h3>{TITLE}</h3>"),
        (f"{TITLE} - print view", f"<p><b>{TITLE}</b></p>"),
        (f"Embassy: {TITLE}", f"<p><b>{TITLE}</b></p>"),
    ],
    ids=["between other parts", "lower heading", "bold line", "behind the name of the site"],
)
def test_a_line_that_is_a_whole_part_of_the_stated_title_is_the_title(
    read: Read, title: str, heading: str
) -> None:
    reading = read(_page(f"<div><div>{heading}{PARAGRAPHS}</div></div>", title), "a.html")
    assert reading.article.metadata.title == TITLE
    assert not [block for block in reading.article.blocks if isinstance(block, Heading)]


@pytest.mark.parametrize("name", ["slider", "carousel", "lightbox", "slide-show"])
def test_a_part_named_after_the_way_it_moves_keeps_its_text(read: Read, name: str) -> None:
    items = "".join(
        f"<li><img src='{number}.jpg'><h3>Point {number}</h3><p>{text}</p></li>"
        for number, text in enumerate(MORE_TEXTS)
    )
    body = f"<main><h1>{TITLE}</h1><div>{PARAGRAPHS}<ul class='{name}'>{items}</ul>{PARAGRAPHS}</div></main>"
    assert set(MORE_TEXTS) <= set(block_texts(read(_page(body), "a.html")))


def test_the_entries_of_a_live_blog_are_sections(read: Read) -> None:
    entries = "".join(
        f"<li><div class='time'>{hour}:41</div><h2>Entry {hour}</h2><div><p>{text}</p><p>{text[::-1]}</p></div></li>"
        for hour, text in zip((23, 19, 11), MORE_TEXTS, strict=False)
    )
    reading = read(_page(f"<article><h1>{TITLE}</h1>{PARAGRAPHS}<ol>{entries}</ol></article>"), "a.html")
    assert not [block for block in reading.article.blocks if block.kind == "list_item"]
    assert {"23:41 Entry 23", MORE_TEXTS[2]} <= set(block_texts(reading))


def test_items_with_a_heading_and_one_paragraph_stay_a_list(read: Read) -> None:
    items = "".join(f"<li><h3>Point</h3><p>{text}</p></li>" for text in MORE_TEXTS)
    reading = read(_page(f"<article><h1>{TITLE}</h1>{PARAGRAPHS}<ul>{items}</ul></article>"), "a.html")
    assert [block.text for block in reading.article.blocks if block.kind == "list_item"] == list(MORE_TEXTS)


def test_a_short_part_with_the_class_of_a_quotation_is_one(read: Read) -> None:
    quoted = "<div class='article--quote'>Nobody wants to be the one who broke off</div>"
    reading = read(_page(f"<main><h1>{TITLE}</h1><div>{PARAGRAPHS}{quoted}</div></main>"), "a.html")
    assert reading.article.blocks[-1].kind == "quote"
    whole = f"<div class='quote'>{PARAGRAPHS}</div>"
    reading = read(_page(f"<main><h1>{TITLE}</h1>{whole}</main>"), "a.html")
    assert {block.kind for block in reading.article.blocks} == {"paragraph"}


def test_a_line_in_the_box_of_a_picture_is_its_caption(read: Read) -> None:
    box = "<div class='article--photo'><img src='a.jpg' alt=''><p class='desc'>The northern quay</p></div>"
    # Frameworks of styles name each picture with text beside it "media", whatever the text is.
    other = "<div class='media'><img src='b.jpg' alt=''><p>The meadows are sold</p></div>"
    body = f"<main><h1>{TITLE}</h1><div>{PARAGRAPHS}{box}{other}{PARAGRAPHS}</div></main>"
    figures = [block.text for block in read(_page(body), "a.html").article.blocks if block.kind == "figure"]
    assert "The northern quay" in figures
    assert "The meadows are sold" not in figures


def test_a_box_with_a_sign_before_its_text_is_kept(read: Read) -> None:
    note = "The tender was published on a Friday and closed on the second Sunday."
    box = f"<div class='callout'><div>💡</div><div>{note}</div></div>"
    first, second = ("".join(f"<p>{text}</p>" for text in part) for part in (TEXTS[:3], TEXTS[3:]))
    reading = read(_page(f"<main><h1>{TITLE}</h1><section>{first}{box}{second}</section></main>"), "a.html")
    assert note in block_texts(reading)


@pytest.mark.parametrize(
    "line",
    [
        "Letzte Änderung 01.10.2024",
        "29 gennaio 2025 ( modifica il 30 gennaio 2025 | 19:44)",
        "Версия для печати",
    ],
)
def test_the_day_of_the_last_change_and_services_below_the_text_are_left_out(read: Read, line: str) -> None:
    reading = read(_page(f"<main><h1>{TITLE}</h1><div>{PARAGRAPHS}<p>{line}</p></div></main>"), "a.html")
    assert block_texts(reading) == list(TEXTS)


def test_the_place_and_day_below_a_statement_are_kept(read: Read) -> None:
    line = "Done at Brussels, 17 February 2025."
    reading = read(_page(f"<main><h1>{TITLE}</h1><div>{PARAGRAPHS}<p>{line}</p></div></main>"), "a.html")
    assert block_texts(reading)[-1] == line


def test_related_headlines_in_a_box_of_headings_are_left_out(read: Read) -> None:
    link = "<article><h2><a href='/b'>Fishing is back at the table of the talks</a></h2></article>"
    box = f"<section><header><h3>More about it</h3></header>{link}</section>"
    first, second = ("".join(f"<p>{text}</p>" for text in part) for part in (TEXTS[:3], TEXTS[3:]))
    reading = read(_page(f"<article><h1>{TITLE}</h1><div>{first}{box}{second}</div></article>"), "a.html")
    assert block_texts(reading) == list(TEXTS)


@pytest.mark.parametrize("label", ["footnote", "Fußnote", "note de bas de page", "سند"])
def test_a_reference_labelled_as_a_footnote_leads_to_its_note(read: Read, label: str) -> None:
    text = f"<p>{MORE_TEXTS[0]}<sup><a href='#fn:1'>[{label} 1]</a></sup></p>"
    notes = f"<div role='doc-endnotes'><ol><li id='fn:1'><p>{MORE_TEXTS[1]}</p></li></ol></div>"
    reading = read(_page(f"<main><h1>{TITLE}</h1><div>{PARAGRAPHS}{text}{notes}</div></main>"), "a.html")
    assert reading.article.blocks[-1].kind == "note"
    assert MORE_TEXTS[0] in block_texts(reading)


def test_a_link_to_a_chapter_that_is_not_raised_stays_text(read: Read) -> None:
    text = f"<p>{MORE_TEXTS[0]} See <a href='#c3' id='r3'>Chapter 3</a>.</p>"
    chapter = f"<p id='c3'><a href='#r3'>Chapter 3</a> {MORE_TEXTS[1]}</p>"
    reading = read(_page(f"<main><h1>{TITLE}</h1><div>{PARAGRAPHS}{text}{chapter}</div></main>"), "a.html")
    assert block_texts(reading)[-2:] == [f"{MORE_TEXTS[0]} See Chapter 3.", f"Chapter 3 {MORE_TEXTS[1]}"]


def test_the_second_half_of_a_text_in_parts_of_a_page_builder_is_kept(read: Read) -> None:
    def part(kind: str, content: str) -> str:
        return f"<div class='elementor-widget elementor-widget-{kind}'><div class='elementor-widget-container'>{content}</div></div>"

    more = "".join(f"<p>{text} {text}</p>" for text in MORE_TEXTS[:2])
    parts = part("theme-post-content", PARAGRAPHS) + part("heading", "<h2>What the annex says</h2>")
    parts += part("text-editor", more) + part(
        "author-box", "<h4>Ilse Vermeer</h4><p>She writes about fees.</p>"
    )
    reading = read(
        _page(f"<div class='elementor'>{part('title', f'<h1>{TITLE}</h1>')}{parts}</div>"), "a.html"
    )
    kept = [f"{text} {text}" for text in MORE_TEXTS[:2]]
    assert block_texts(reading) == [*TEXTS, "What the annex says", *kept]


def test_the_text_below_the_heading_of_an_appeal_goes_with_it(read: Read) -> None:
    words = "Our flagship round-up arrives on Fridays, and it is short."
    appeal = f"<div><h2>Subscribe to our weekly newsletter</h2><p>{words}</p></div>"
    more = "".join(f"<p>{text}</p>" for text in MORE_TEXTS)
    reading = read(_page(f"<article><h1>{TITLE}</h1>{PARAGRAPHS}{appeal}{more}</article>"), "a.html")
    assert block_texts(reading) == [*TEXTS, *MORE_TEXTS]


def test_a_line_below_the_text_that_names_its_authors_is_not_text(read: Read) -> None:
    head = "<meta name='author' content='Ilse Vermeer'>"
    line = "(Reporting by Ilse Vermeer in Geneva; Editing by Paul Stone)"
    reading = read(
        _page(f"<article><h1>{TITLE}</h1>{PARAGRAPHS}<p>{line}</p></article>", head=head), "a.html"
    )
    assert block_texts(reading) == list(TEXTS)
    assert reading.article.metadata.authors == ("Ilse Vermeer",)


def test_acts_of_the_european_union_have_a_title_headings_and_numbered_recitals(read: Read) -> None:
    def recital(label: str, text: str) -> str:
        return f"<table><tr><td><p class='oj-normal'>{label}</p></td><td><p>{text}</p></td></tr></table>"

    recitals = "".join(recital(f"({number})", text) for number, text in enumerate(TEXTS, 1))
    act = (
        "<div><p class='oj-doc-ti'>COUNCIL DECISION (CFSP) 2027/12</p><p class='oj-doc-ti'>of 17 February 2027</p></div>"
        f"<div><p>Whereas:</p>{recitals}<p class='oj-ti-art'>Article 1</p><p>{MORE_TEXTS[0]}</p></div>"
    )
    article = read(_page(act, title="L_202700012EN.000101.fmx.xml"), "a.html").article
    assert article.metadata.title == "COUNCIL DECISION (CFSP) 2027/12"
    found = [(block.kind, block.text) for block in article.blocks]
    assert [text for kind, text in found if kind == "heading"] == ["Article 1"]
    assert [text for kind, text in found if kind == "list_item"] == list(TEXTS)
    numbers = [block.number for block in article.blocks if isinstance(block, ListItem)]
    assert numbers == [*range(1, len(TEXTS) + 1)]


def test_a_table_with_numbers_and_short_names_stays_a_table(read: Read) -> None:
    rows = "".join(f"<tr><td>({number})</td><td>Port {number}</td></tr>" for number in range(1, 5))
    article = read(
        _page(f"<article><h1>{TITLE}</h1>{PARAGRAPHS}<table>{rows}</table></article>"), "a.html"
    ).article
    assert [block.kind for block in article.blocks][-1] == "table"
