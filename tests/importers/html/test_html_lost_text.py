"""Minimal pages whose text was once lost: each keeps its text whatever surrounds it."""

from __future__ import annotations

import pytest
from tests.importers.conftest import Read
from tests.importers.readable import block_texts, notice_subjects

from briefbuilder.domain.text import Heading, Quote

SENTENCES = (
    "The ministers agreed on Tuesday to keep common stocks of the gases that chip makers need, and to share them.",
    "Nine ports will count what they unload with the same sensors, and will publish the figures each month.",
    "The smallest of them asked for two more years, since its cranes are older than the rule itself.",
    "A second group of states wants the stocks to be held by the firms, which would be paid for the space.",
    "The commission will answer both groups in spring and has not said which of the two it prefers.",
    "Until then every member keeps its own list, and nobody is obliged to tell the others what is on it.",
)
PROMOTIONS = (
    "Search more than two thousand harbours in dozens of countries, see where there is room, and book a berth on this page.",
    "Look through more than seventy houses of ours, among them stores, offices and inns where you need no appointment.",
    "Whether you visit a ship or come for yourself, we are here to help you find your way through all of our houses.",
)
PARAGRAPHS = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)
LINKS = "".join(f"<li><a href='/{number}'>Harbours and ports, page {number}</a></li>" for number in range(60))
MENU = "".join(f'<li><a href="/{word}">{word}</a></li>' for word in ("Economy", "Energy", "Trade", "Contact"))


def page_of(body: str, head: str = "") -> str:
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Ports share their stocks</title>{head}'
        f"</head><body><nav><ul>{MENU}</ul></nav>{body}<footer><p>Port Gazette, Harbour Street 4</p></footer>"
        "</body></html>"
    )


@pytest.mark.parametrize(
    ("head", "body"),
    [
        (f'<meta name="data" content="{"word " * 30_000}">', ""),
        ("", f'<input type="hidden" name="__VIEWSTATE" value="{"QUJD" * 40_000}">'),
        ("", f"<div data-posts='{{\"posts\": [{'1,' * 60_000}0]}}'></div>"),
        ("<script>" + "if (a<b) { x = 1; } " + "y = 2; " * 20_000 + "</script>", ""),
    ],
    ids=["meta", "view-state", "data", "script"],
)
def test_page_with_a_long_attribute_keeps_its_structure(read: Read, head: str, body: str) -> None:
    stated = '<meta name="author" content="Anna Verdi"><meta property="article:published_time" content="2024-03-05">'
    reading = read(
        page_of(f"{body}<article><h1>Ports share their stocks</h1>{PARAGRAPHS}</article>", stated + head),
        "a.html",
    )
    assert block_texts(reading) == list(SENTENCES)
    assert reading.article.metadata.authors == ("Anna Verdi",)
    assert not notice_subjects(reading, "page-read-as-text")


def test_page_with_too_many_attributes_is_read_as_text(read: Read) -> None:
    attributes = " ".join(f'a{number}=""' for number in range(40_000))
    reading = read(page_of(f"<div {attributes}></div><article>{PARAGRAPHS}</article>"), "a.html")
    assert notice_subjects(reading, "page-read-as-text") == ["attributes"]


@pytest.mark.parametrize(
    "hide",
    ["hidden id='S:0'", "hidden", "aria-hidden='true'", "style='display: none'", "style='visibility:hidden'"],
)
def test_text_that_is_only_in_a_hidden_region_is_kept(read: Read, hide: str) -> None:
    reading = read(
        page_of(f"<div {hide}><main><h1>Ports share their stocks</h1>{PARAGRAPHS}</main></div>"), "a.html"
    )
    assert block_texts(reading) == list(SENTENCES)


@pytest.mark.parametrize("hide", ["hidden", "style='display: none'"])
def test_page_that_is_hidden_as_a_whole_is_read_as_a_shown_one(read: Read, hide: str) -> None:
    window = f"<div style='display: none'><p>{SENTENCES[0].upper()}</p></div>"
    page = f"<ul>{LINKS}</ul><div><h1>Ports share their stocks</h1>{PARAGRAPHS}</div>{window}"
    reading = read(page_of(f"<p>Loading</p><div {hide}>{page}</div>"), "a.html")
    assert block_texts(reading) == list(SENTENCES)


def test_paragraphs_that_are_elements_of_the_page_are_apart(read: Read) -> None:
    text = "".join(f"<x-par>{sentence} <x-tip>Tip.</x-tip></x-par>" for sentence in SENTENCES)
    body = f"<x-page><x-head><h1>Ports share their stocks</h1></x-head><x-text>{text}</x-text></x-page>"
    assert block_texts(read(page_of(body), "a.html")) == [f"{sentence} Tip." for sentence in SENTENCES]


def test_elements_of_the_page_within_a_line_stay_in_it(read: Read) -> None:
    named = "<p><x-tip>Stocks of gases</x-tip> <x-tip>lie in the tanks of both harbours</x-tip></p>"
    found = block_texts(
        read(page_of(f"<main><h1>Ports share their stocks</h1>{PARAGRAPHS}{named}</main>"), "a.html")
    )
    assert found == [*SENTENCES, "Stocks of gases lie in the tanks of both harbours"]


def test_hidden_panel_of_a_page_that_is_hidden_as_a_whole_is_read(read: Read) -> None:
    panel = f"<div style='display: none'>{PARAGRAPHS}</div>"
    page = f"<ul>{LINKS}</ul><div><h1>Ports share their stocks</h1>{panel}</div>"
    reading = read(page_of(f"<div hidden>{page}</div>"), "a.html")
    assert block_texts(reading) == list(SENTENCES)


def test_text_below_the_title_is_preferred_to_promotions_above_it(read: Read) -> None:
    promotions = "".join(f"<div><p>{text}</p><a href='/x'>Find one</a></div>" for text in PROMOTIONS)
    text = "".join(f"<div>{sentence}</div>" for sentence in SENTENCES)
    page = f"<div>{promotions}</div><div><h1>Ports share their stocks</h1></div><div>{text}</div>"
    assert set(SENTENCES) <= set(block_texts(read(page_of(page), "a.html")))


def test_text_behind_a_soft_pay_wall_is_kept(read: Read) -> None:
    shown, more = PARAGRAPHS.split("</p>", 1)
    body = f"<article><h1>Ports share their stocks</h1>{shown}</p><div class='rest' style='display:none'>{more}</div></article>"
    assert block_texts(read(page_of(body), "a.html")) == list(SENTENCES)


def test_hidden_panels_between_headings_are_kept(read: Read) -> None:
    body = "".join(
        f"<h3>Question {number}</h3><div hidden aria-hidden='true'><p>{sentence}</p></div>"
        for number, sentence in enumerate(SENTENCES)
    )
    reading = read(
        page_of(
            f"<main><h1>Ports share their stocks</h1><p>Harbour masters asked six questions about the stocks, and the ministry has answered all of them.</p>{body}</main>"
        ),
        "a.html",
    )
    assert set(SENTENCES) <= set(block_texts(reading))


def test_hidden_window_outside_the_article_is_left_out_and_told(read: Read) -> None:
    window = (
        "Tell us what you think of this page, and we shall answer within ten days by letter or by telephone."
    )
    article = f"<article><h1>Ports share their stocks</h1>{PARAGRAPHS}</article>"
    reading = read(page_of(f"{article}<div hidden><p>{window}</p></div>"), "a.html")
    assert block_texts(reading) == list(SENTENCES)
    assert any(window[:60] in subject for subject in notice_subjects(reading, "removed-from-page"))


def test_hidden_copy_of_the_text_is_not_repeated(read: Read) -> None:
    article = f"<main><h1>Ports share their stocks</h1>{PARAGRAPHS}<div class='print' hidden>{PARAGRAPHS}</div></main>"
    assert block_texts(read(page_of(article), "a.html")) == list(SENTENCES)


SHORT = (
    "Talks resumed on Monday.",
    "No port has answered yet.",
    "The rule starts in May, for all nine of the ports on the coast.",
    "Fines are not planned.",
    "A review follows in a year.",
)


@pytest.mark.parametrize("times", [1, 5])
def test_short_paragraphs_are_all_kept(read: Read, times: int) -> None:
    lines = [line if not number else f"{line[:-1]} ({number})." for number in range(times) for line in SHORT]
    body = "".join(f"<p>{line}</p>" for line in lines)
    reading = read(page_of(f"<div class='content'><h1>Ports share their stocks</h1>{body}</div>"), "a.html")
    assert block_texts(reading) == lines


@pytest.mark.parametrize(
    "name",
    [
        "elementor-widget elementor-widget-text-editor",
        "paywall",
        "sidebar-grid",
        "promo",
        "widget",
        "story-share-text",
        "post-tags-text",
    ],
)
def test_name_alone_removes_no_running_text(read: Read, name: str) -> None:
    body = "".join(
        f"<div class='{name if number % 2 else 'part'}'><div><p>{sentence}</p></div></div>"
        for number, sentence in enumerate(SENTENCES)
    )
    reading = read(page_of(f"<div class='page'><h1>Ports share their stocks</h1>{body}</div>"), "a.html")
    assert block_texts(reading) == list(SENTENCES)


@pytest.mark.parametrize(
    "start", ["<header><button class='open'>Menu</header>", "<button><span>Menu</span>", "<div><button>Menu"]
)
def test_unclosed_button_does_not_take_the_page_with_it(read: Read, start: str) -> None:
    body = f"{start}<main><h1>Ports share their stocks</h1>{PARAGRAPHS}</main>"
    assert block_texts(read(page_of(body), "a.html")) == list(SENTENCES)


def test_heading_inside_a_button_is_a_heading(read: Read) -> None:
    body = "".join(
        f"<h2><button aria-expanded='true'>Question {number}</button></h2><div><p>{sentence}</p></div>"
        if number % 2
        else f"<button><h2>Question {number}</h2></button><div><p>{sentence}</p></div>"
        for number, sentence in enumerate(SENTENCES)
    )
    reading = read(page_of(f"<main><h1>Ports share their stocks</h1>{body}</main>"), "a.html")
    headings = [block.text for block in reading.article.blocks if isinstance(block, Heading)]
    assert headings == [f"Question {number}" for number in range(len(SENTENCES))]


@pytest.mark.parametrize("tag", ["footer", "cite", "p"])
def test_quotation_keeps_its_speaker(read: Read, tag: str) -> None:
    quote = f"<blockquote><p>We shall need two engineers for it.</p><{tag}>Anna Verdi, harbour master</{tag}></blockquote>"
    body = f"<article><h1>Ports share their stocks</h1>{PARAGRAPHS}{quote}{PARAGRAPHS.replace('The', 'Then the')}</article>"
    reading = read(page_of(body), "a.html")
    quoted = " ".join(block.text for block in reading.article.blocks if isinstance(block, Quote))
    assert quoted == "We shall need two engineers for it. Anna Verdi, harbour master"


@pytest.mark.parametrize(
    "formula",
    [
        "<math><mi>E</mi><mo>=</mo><mi>m</mi><msup><mi>c</mi><mn>2</mn></msup></math>",
        (
            "<span class='katex'><span class='katex-mathml'><math><semantics><mrow><mi>E</mi><mo>=</mo><mi>m</mi><msup><mi>c</mi>"
            "<mn>2</mn></msup></mrow><annotation encoding='application/x-tex'>E = mc^2</annotation></semantics></math></span>"
            "<span class='katex-html' aria-hidden='true'>E=mc2</span></span>"
        ),
        (
            "<span><span style='display: none'><math alttext='E=mc^{2}'><mi>E</mi><mo>=</mo><mi>m</mi><msup><mi>c</mi><mn>2</mn>"
            "</msup></math></span><img alt='E=mc^{2}' aria-hidden='true' src='x.svg'></span>"
        ),
    ],
    ids=["plain", "katex", "hidden"],
)
def test_formula_within_a_sentence_is_kept(read: Read, formula: str) -> None:
    body = f"<article><h1>Ports share their stocks</h1>{PARAGRAPHS}<p>The engineers started from {formula} and then counted all their containers anew.</p></article>"
    assert block_texts(read(page_of(body), "a.html"))[-1] == (
        "The engineers started from E=mc2 and then counted all their containers anew."
    )


def test_shadow_template_of_a_saved_page_is_read(read: Read) -> None:
    body = f"<port-page><template shadowrootmode='open'><main><h1>Ports share their stocks</h1>{PARAGRAPHS}</main></template></port-page>"
    assert block_texts(read(page_of(body), "a.html")) == list(SENTENCES)


@pytest.mark.parametrize("around", [1, 3])
def test_article_in_an_item_of_a_list_is_no_list(read: Read, around: int) -> None:
    gases = "<ul><li>Neon from the old works.</li><li>Xenon from the new ones.</li></ul>"
    body = f"<h1>Ports share their stocks</h1>{PARAGRAPHS}{gases}<p>More of them will follow in autumn, as the firms have said.</p>"
    for _ in range(around):
        body = f"<ul><li class='left'>{body}</li><li class='right'><a href='/other'>Other</a></li></ul>"
    blocks = read(page_of(f"<div>{body}</div>"), "a.html").article.blocks
    assert [block.kind for block in blocks] == [
        *["paragraph"] * len(SENTENCES),
        "list_item",
        "list_item",
        "paragraph",
    ]


def test_text_in_a_slot_is_read_where_the_shadow_template_places_it(read: Read) -> None:
    body = (
        "<port-page><template shadowrootmode='open'><style>p{color:red}</style><h1>Ports share their stocks</h1>"
        f"<slot></slot></template><div>{PARAGRAPHS}</div></port-page>"
    )
    assert block_texts(read(page_of(body), "a.html")) == list(SENTENCES)


@pytest.mark.parametrize("mark", ["<!--$?-->", ""])
def test_parts_sent_after_the_page_are_read_in_their_places(read: Read, mark: str) -> None:
    whole = [f"<p>{sentence}</p>" for sentence in SENTENCES]
    end = mark and "<!--/$-->"
    waiting = mark and "<p>The words that belong here are being fetched and will be with you soon.</p>"
    body = (
        f'<main><h1>Ports share their stocks</h1>{whole[0]}{mark}<template id="B:0"></template>{waiting}{end}{whole[-1]}</main>'
        f'<div hidden id="S:0">{whole[1]}<template id="P:a"></template>{whole[-2]}</div><div hidden id="S:a">{"".join(whole[2:-2])}</div>'
    )
    assert block_texts(read(page_of(body), "a.html")) == list(SENTENCES)


def test_text_that_waits_for_a_part_is_kept_where_the_part_never_came(read: Read) -> None:
    first, *others = (f"<p>{sentence}</p>" for sentence in SENTENCES)
    body = f'<main>{first}<!--$?--><template id="B:0"></template>{"".join(others)}<!--/$--></main>'
    assert block_texts(read(page_of(body), "a.html")) == list(SENTENCES)


def test_second_copy_for_another_screen_is_left_out(read: Read) -> None:
    copies = (
        f"<div class='wide'><div>{PARAGRAPHS}</div></div><div class='narrow'><div>{PARAGRAPHS}</div></div>"
    )
    assert block_texts(
        read(page_of(f"<main><h1>Ports share their stocks</h1>{copies}</main>"), "a.html")
    ) == list(SENTENCES)


def test_promotion_in_the_text_is_left_out(read: Read) -> None:
    promotion = (
        "<div class='promo'><p>Our calendar with the cranes of nine ports costs only ten euros.</p></div>"
    )
    body = f"<article><h1>Ports share their stocks</h1>{PARAGRAPHS}{promotion}{PARAGRAPHS.replace('T', 'And t')}</article>"
    assert "Our calendar" not in " ".join(block_texts(read(page_of(body), "a.html")))


def test_sign_that_links_to_a_heading_is_not_read(read: Read) -> None:
    heading = '<h2 id="a">Older cranes<a href="#a" title="Permalink">¶</a></h2>'
    reading = read(page_of(f"<article>{PARAGRAPHS}{heading}{PARAGRAPHS}</article>"), "a.html")
    assert [block.text for block in reading.article.blocks if isinstance(block, Heading)] == ["Older cranes"]


def test_text_for_readers_without_scripts_is_read(read: Read) -> None:
    stream = "<div class='about'><p>The stream brings all news of the harbours of nine states as they come.</p></div>"
    body = f"{stream}<ul><noscript><li><h1>Ports share their stocks</h1><div>{PARAGRAPHS}</div></li></noscript></ul>"
    assert set(SENTENCES) <= set(block_texts(read(page_of(body), "a.html")))


def test_hint_to_switch_scripts_on_is_not_read(read: Read) -> None:
    hint = "<noscript><p>Please switch scripts on in the settings to read this page.</p></noscript>"
    reading = read(
        page_of(f"{hint}<article><h1>Ports share their stocks</h1>{PARAGRAPHS}</article>"), "a.html"
    )
    assert block_texts(reading) == list(SENTENCES)


def test_loose_text_above_paragraphs_is_kept(read: Read) -> None:
    related = (
        "<div class='related'><h2>Related stories</h2><ul><li><a href='/a'>Old cranes</a></li></ul></div>"
    )
    rest = "".join(f"<div><p>{sentence}</p></div>" for sentence in SENTENCES[1:])
    body = f"<h1>Ports share their stocks</h1><div id='text'>{SENTENCES[0]}{related}{rest}</div>"
    assert [text for text in block_texts(read(page_of(body), "a.html")) if len(text) > 40] == list(SENTENCES)


def test_a_short_last_paragraph_after_a_single_long_one_is_kept(read: Read) -> None:
    long = (
        "The prices of fuel rose again on Monday, the ministry of trade said, and it expects that they will rise until "
        "the end of the winter, since stocks are low."
    )
    short = ["Ministers will meet on Friday to decide on a tax cut.", "The opposition wants more."]
    for more in (short[:1], short):
        body = "".join(f"<p>{text}</p>" for text in (long, *more))
        page = f"<article><h1>Prices rise again</h1>{body}</article><p class='share'>Tell your friends</p>"
        assert block_texts(read(page, "a.html")) == [long, *more]


def test_table_of_a_single_short_word_is_not_the_start_of_the_text(read: Read) -> None:
    search = "<table><tr><td></td><td>ports</td><td></td></tr></table><p><a href='/'>Home</a></p>" * 2
    filler = "<div><a href='/b'>News</a></div>" * 8
    reading = read(
        page_of(f"{search}{filler}<div><h1>Ports share their stocks</h1>{PARAGRAPHS}</div>"), "a.html"
    )
    assert block_texts(reading) == list(SENTENCES)


def test_teasers_above_the_title_are_left_out(read: Read) -> None:
    teaser = "<h2>Our pictures</h2><p>The best pictures of the day, and essays of our own photographers in nine ports.</p>"
    body = f"<div id='content'>{teaser}<h1>Ports share their stocks</h1>{PARAGRAPHS}</div>"
    assert block_texts(read(page_of(body), "a.html")) == list(SENTENCES)


def test_text_above_a_late_title_is_kept(read: Read) -> None:
    head, rest = (f"<p>{sentence}</p>" for sentence in SENTENCES[:2])
    body = f"<article>{head}{rest}<h1>Ports share their stocks</h1>{PARAGRAPHS[len(head + rest) :]}</article>"
    assert block_texts(read(page_of(body), "a.html")) == list(SENTENCES)


def test_a_paragraph_that_announces_a_quotation_is_kept(read: Read) -> None:
    opening = "Before she left for the islands, Minister Anna Verdi said in the harbour:"
    quoted = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES[:2])
    text = "".join(f'<p class="bodytext">{sentence}</p>' for sentence in SENTENCES[2:])
    body = (
        f'<main><div class="article"><h1>Ports share their stocks</h1><div class="teaser-text"><p>{opening}</p></div>'
        f'<div class="news-text-wrap"><blockquote>{quoted}</blockquote><h2>Background</h2>{text}</div></div></main>'
    )
    assert opening in block_texts(read(page_of(body), "a.html"))


@pytest.mark.parametrize("last", ["Suva, 12 August 2026", "Done in two languages."])
@pytest.mark.parametrize("name", ["", "class='text'"])
def test_a_last_line_below_a_list_that_ends_the_text_is_kept(read: Read, last: str, name: str) -> None:
    items = "".join(f"<li>{text}</li>" for text in SENTENCES[1:4])
    body = (
        f"<main><div><h1>Ports share their stocks</h1><div><p {name}>{SENTENCES[0]}</p><ul>{items}</ul><p {name}>{last}</p></div></div>"
        "<div class='see'><h2>See also</h2><div><a href='/a'>Fiji opens a fisheries laboratory</a></div></div></main>"
    )
    assert block_texts(read(page_of(body), "a.html"))[-1] == last


def test_a_last_line_without_a_visible_sign_is_left_out(read: Read) -> None:
    body = f"<main><div><h1>Ports share their stocks</h1>{PARAGRAPHS}<p>\u200d</p></div></main>"
    assert block_texts(read(page_of(body), "a.html")) == list(SENTENCES)


def _read_with_aside(read: Read, aside: str) -> list[str]:
    text = [f"<p>{sentence}</p>" for sentence in SENTENCES]
    body = f"<main><h1>Ports share their stocks</h1><div>{''.join(text[:3])}{aside}{''.join(text[3:])}</div></main>"
    return block_texts(read(page_of(body), "a.html"))


def test_a_box_without_links_within_the_text_is_kept(read: Read) -> None:
    box = "<aside class='info-box'><h3>In figures</h3><p>Twelve of a hundred ships pass through the strait.</p></aside>"
    kept = _read_with_aside(read, box)
    assert kept[3:5] == ["In figures", "Twelve of a hundred ships pass through the strait."]
    times = "<aside><h3>Timeline</h3><ul><li>2024: first talks</li><li>2025: closure</li></ul></aside>"
    assert _read_with_aside(read, times)[3:6] == ["Timeline", "2024: first talks", "2025: closure"]


def test_a_box_keeps_its_short_items_that_the_text_has_too(read: Read) -> None:
    words = SENTENCES[1].split()
    items = (words[1], "Oman: two million barrels", " ".join(words[2:4]))
    listed = "".join(f"<li>{item}</li>" for item in items)
    assert _read_with_aside(read, f"<aside><h3>Who takes part</h3><ul>{listed}</ul></aside>")[4:7] == [*items]


@pytest.mark.parametrize(
    "aside",
    [
        "<aside><h3>Read on</h3><p>Twelve of a hundred ships pass <a href='/a'>through the strait</a>.</p></aside>",
        f"<aside><p>{SENTENCES[1]}</p></aside>",
        "<aside>Sponsor Message</aside>",
        "<aside><h3>Letter</h3><p>Twelve of a hundred ships, every week.</p><form><input type='email'></form></aside>",
    ],
)
def test_boxes_with_links_or_fields_or_words_of_the_text_are_left_out(read: Read, aside: str) -> None:
    assert _read_with_aside(read, aside) == list(SENTENCES)


def test_two_questions_of_an_accordion_are_kept(read: Read) -> None:
    questions = ("Who runs the line?", "What is missing?")
    item = '<div class="item"><div class="tab-title" role="button"><a class="t">{0}</a></div><div class="tab-content" style="display:none"><p>{1}</p></div></div>'
    items = "".join(item.format(*pair) for pair in zip(questions, SENTENCES[3:5], strict=True))
    text = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES[:3])
    body = f"<main><div><h1>Ports share their stocks</h1><div>{text}</div><div class='accordion'>{items}</div><div><p>{SENTENCES[5]}</p></div></div></main>"
    kept = block_texts(read(page_of(body), "a.html"))
    assert kept == [*SENTENCES[:3], questions[0], SENTENCES[3], questions[1], SENTENCES[4], SENTENCES[5]]


SHORT_SENTENCES = (
    "The ferries stay in port until Friday.",
    "Both crews have asked for a third pilot.",
    "A storm is expected from the north-west.",
    "Fishing boats may leave before the noon tide.",
    "The harbour office answers calls until ten.",
    "Tickets for the cancelled crossings stay valid.",
)
TEASERS = "".join(
    f'<div class="card"><h3><a href="/{number}">A headline of another page, number {number}</a></h3>'
    f"<p>{sentence}</p></div>"
    for number, sentence in enumerate(PROMOTIONS)
)


@pytest.mark.parametrize(
    "lines",
    [
        "<div><h2>Today</h2>" + "<br><br>".join(SHORT_SENTENCES) + "</div>",
        "".join(f"<div><div>{sentence}</div></div>" for sentence in SHORT_SENTENCES),
    ],
    ids=["line-ends", "divisions"],
)
def test_lines_outside_paragraphs_are_kept_above_teasers_in_paragraphs(read: Read, lines: str) -> None:
    reading = read(page_of(f"<h1>Ferries stay in port</h1>{lines}<div>{TEASERS}</div>"), "a.html")
    text = "\n".join(block_texts(reading))
    assert [sentence for sentence in SHORT_SENTENCES if sentence not in text] == []


def test_lines_outside_paragraphs_are_kept_below_a_lead_in_a_paragraph(read: Read) -> None:
    lines = "".join(f"<section><span>{sentence}</span><br></section>" for sentence in SHORT_SENTENCES[:3])
    reading = read(page_of(f"<div><p>{SENTENCES[0]}</p>{lines}</div>"), "a.html")
    assert all(sentence in "\n".join(block_texts(reading)) for sentence in SHORT_SENTENCES[:3])
