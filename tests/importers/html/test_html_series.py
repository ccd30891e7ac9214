"""Series in a text: answers, panels, key points, entries with times, items of lists and rows of tables, which an extraction loses."""

from __future__ import annotations

from datetime import date

import pytest
from tests.importers.conftest import Read
from tests.importers.html.sentences import MORE_TEXTS, TEXTS
from tests.importers.readable import block_texts

from briefbuilder.domain.text import Heading

TITLE = "Permits for seasonal workers"
PARAGRAPHS = "".join(f"<p>{text}</p>" for text in TEXTS)
QUESTIONS = (
    "Can I change my employer?",
    "May my family join me?",
    "What does it cost?",
    "How long does it take?",
)
ANSWERS = (
    "Yes, after six months, with a form that both employers sign.",
    "Only if the stay is longer than nine months.",
    "The fee is 80 euros. Students pay nothing.",
    "Three weeks at most.",
)
PANELS = (
    "The agreement opens the ports of both countries to ships that carry grain, and sets one fee for all of them.",
    "Both parliaments have to ratify it, which is not expected before the spring of the year after next.",
    "The ministry counts on costs of eighty million over five years, which the present budget covers.",
)


def _page(body: str, head: str = "") -> str:
    return f"<!doctype html><html lang='en'><head><title>{TITLE} | Office</title>{head}</head><body>{body}</body></html>"


def test_the_line_above_text_that_unfolds_is_a_heading(read: Read) -> None:
    folded = f"<details><summary>{QUESTIONS[0]}</summary><p>{MORE_TEXTS[0]}</p></details>"
    label = "<details><summary>Notes</summary><p>None.</p></details>"
    body = f"<main><h1>{TITLE}</h1>{PARAGRAPHS}<h2>Questions</h2>{folded}{label}{PARAGRAPHS}</main>"
    blocks = read(_page(body), "a.html").article.blocks
    headings = [(block.text, block.level) for block in blocks if isinstance(block, Heading)]
    assert headings == [("Questions", 2), (QUESTIONS[0], 3)]


@pytest.mark.parametrize("hide", ["", " hidden", " style='display:none'"])
def test_questions_and_answers_below_the_text_are_kept(read: Read, hide: str) -> None:
    items = "".join(
        f"<div class='item'><div class='q'><h3>{question}</h3><span class='icon'>+</span></div>"
        f"<div class='a'{hide}><p>{answer}</p></div></div>"
        for question, answer in zip(QUESTIONS, ANSWERS, strict=True)
    )
    links = "".join(f"<a href='/{text}'>{text} in the harbour</a>" for text in ("Work", "Study", "Visits"))
    body = (
        f"<main><div class='content'><h1>{TITLE}</h1>{PARAGRAPHS}</div><div class='block'><h2>Questions</h2>{items}</div>"
        f"<div class='more'><h2>More pages</h2>{links}</div></main>"
    )
    series = [text for pair in zip(QUESTIONS, ANSWERS, strict=True) for text in pair]
    assert block_texts(read(_page(body), "a.html")) == [*TEXTS, "Questions", *series]


def test_questions_that_lead_to_other_pages_are_left_out(read: Read) -> None:
    links = "".join(
        f"<div><h3><a href='/{number}'>{text}</a></h3></div>" for number, text in enumerate(QUESTIONS)
    )
    body = f"<main><div><h1>{TITLE}</h1>{PARAGRAPHS}</div><div><h2>Others ask</h2>{links}</div></main>"
    assert block_texts(read(_page(body), "a.html")) == list(TEXTS)


@pytest.mark.parametrize("mark", ["role='tabpanel'", "class='panel'", "class='part is-next'"])
def test_hidden_parts_beside_a_shown_one_of_their_kind_are_kept(read: Read, mark: str) -> None:
    hidden = "".join(
        f"<div {mark} style='display:none' aria-hidden='true'><p>{text}</p></div>" for text in PANELS[1:]
    )
    shown = mark.replace(" is-next", "")
    body = (
        f"<div id='content'><h1>{TITLE}</h1><div>{PARAGRAPHS}</div><div class='parts'><div {shown}><p>{PANELS[0]}</p></div>{hidden}"
        f"</div><p>{MORE_TEXTS[0]}</p></div>"
    )
    assert block_texts(read(_page(body), "a.html")) == [*TEXTS, *PANELS, MORE_TEXTS[0]]


def test_hidden_parts_of_a_hidden_window_stay_hidden(read: Read) -> None:
    parts = "".join(f"<div role='tabpanel'><p>{text}</p></div>" for text in PANELS)
    body = f"<div id='content'><h1>{TITLE}</h1><div>{PARAGRAPHS}</div></div><div style='display:none'>{parts}</div>"
    assert block_texts(read(_page(body), "a.html")) == list(TEXTS)


def test_key_points_between_the_title_and_the_text_are_kept(read: Read) -> None:
    points = (
        "Stocks last until the end of August",
        "Convoys wait at the border since June",
        "Donors meet on Thursday",
    )
    items = "".join(f"<li>{point}</li>" for point in points)
    text = "".join(f"<div class='k1'><p>{text}</p></div>" for text in TEXTS)
    contents = "".join(f"<li><a href='#{number}'>Part {number} of the text</a></li>" for number in range(3))
    body = f"<div><h1>{TITLE}</h1><div><ul>{contents}</ul><div><h2>Key points</h2><ul>{items}</ul></div>{text}</div></div>"
    assert block_texts(read(_page(body), "a.html")) == ["Key points", *points, *TEXTS]


def test_key_points_in_an_element_beside_the_text_are_kept_and_controls_are_not(read: Read) -> None:
    points = ("Two of the five insurers want to leave by January", "Premiums have tripled since September")
    items = "".join(f"<li>{point}</li>" for point in points)
    sizes = "".join(f"<li>{size} text</li>" for size in ("Small", "Medium", "Large"))
    text = "".join(f"<div class='text'>{text}</div>" for text in TEXTS)
    above = f"<div><ul>{sizes}</ul></div><div class='summary'><ul>{items}</ul></div>"
    body = (
        f"<article><header><h1>{TITLE}</h1></header>{above}<div class='article-body'>{text}</div></article>"
    )
    assert block_texts(read(_page(body), "a.html")) == [*points, *TEXTS]


def test_the_times_of_entries_are_kept_and_labels_of_advertisements_are_not(read: Read) -> None:
    times = ("22:41", "21:15", "20:03", "19:30")
    entries = "".join(
        f"<section class='entry'><div class='entry-time'>{time}</div><h3>{text.split('.')[0]}</h3><p>{text}</p></section>"
        "<div class='slot'>Advertisement</div>"
        for time, text in zip(times, TEXTS, strict=False)
    )
    found = block_texts(
        read(_page(f"<main><h1>{TITLE}</h1><p>{MORE_TEXTS[0]}</p>{entries}</main>"), "a.html")
    )
    assert [text[:5] for text in found if text.startswith(times)] == list(times)
    assert "Advertisement" not in found


def test_what_stands_below_a_table_that_is_most_of_the_text_is_kept(read: Read) -> None:
    rows = "".join(f"<tr><td>{number}</td><td>{text}</td></tr>" for number, text in enumerate(TEXTS, 1))
    decision = ("The action is dismissed.", "The applicant bears the costs of the case before the court.")
    items = "".join(f"<li>{text}</li>" for text in decision)
    body = f"<div><h1>{TITLE}</h1><table>{rows}</table><p>On those grounds,</p><p>the court rules:</p><ol>{items}</ol></div>"
    assert block_texts(read(_page(body), "a.html"))[1:] == [
        "On those grounds,",
        "the court rules:",
        *decision,
    ]


def test_the_date_of_an_event_below_the_first_paragraph_is_text(read: Read) -> None:
    days = ("3 January 2025", "17 March 2025", "9 June 2025")
    items = "".join(
        f"<li><time>{day}</time><h4>{text.split()[0]} again</h4><p>{text}</p></li>"
        for day, text in zip(days, TEXTS, strict=False)
    )
    reading = read(
        _page(f"<div><h1>{TITLE}</h1><p>5 July 2026</p><p>{MORE_TEXTS[0]}</p><ul>{items}</ul></div>"),
        "a.html",
    )
    assert [text for text in block_texts(reading) if text in days] == list(days)
    assert reading.article.metadata.published == date(2026, 7, 5)


def test_a_law_has_the_title_that_the_european_legislation_identifier_states(read: Read) -> None:
    title = "Regulation (EU) 2026/1412 on permits for seasonal workers"
    head = f"<meta property='eli:title' content='{title}' lang='en'>"
    page = f"<html lang='en'><head><title>Regulation - 2026/1412 - EN - Laws</title>{head}</head><body><div>{PARAGRAPHS}</div></body></html>"
    assert read(page, "a.html").article.metadata.title == title


def test_a_chinese_line_that_the_page_names_itself_after_is_the_title(read: Read) -> None:
    text = "外交部长星期二宣布，关于边境口岸的谈判在中断近三周后将在数日内恢复，双方此前曾互相指责。"
    body = f"<div class='con'><div class='tit'>两国外长会谈纪要</div><div class='txt'>{'<br><br>'.join([text, text[::-1], text * 2])}</div></div>"
    page = f"<html lang='zh'><head><title>两国外长会谈纪要_外交部</title></head><body>{body}</body></html>"
    reading = read(page, "a.html")
    assert reading.article.metadata.title == "两国外长会谈纪要"
    assert "两国外长会谈纪要" not in block_texts(reading)
