"""Boxes between the paragraphs of a text are left out by what they hold; their names and words do not count."""

from __future__ import annotations

from itertools import combinations

import pytest
from tests.importers.conftest import Read
from tests.importers.html.sentences import MORE_TEXTS, TEXTS
from tests.narrowing import not_none

from briefbuilder.importers.html.inline import HtmlContext
from briefbuilder.importers.html.insertions import drop_insertions
from briefbuilder.importers.html.page import parse_page
from briefbuilder.importers.html.walk import HtmlWalker

SECOND_HALF = "".join(f"<p>{text}</p>" for text in TEXTS[3:])


def _read(read: Read, insertion: str) -> list[str]:
    first_half = "".join(f"<p>{text}</p>" for text in TEXTS[:3])
    text = f"<h1>Stocks of gases</h1>{first_half}{insertion}{SECOND_HALF}"
    page = f"<html lang='en'><head><title>Stocks of gases</title></head><body><div>{text}</div></body></html>"
    return [block.text for block in read(page, "a.html").article.blocks]


@pytest.mark.parametrize(
    "box",
    [
        "<p>We and our partners keep data on your device, such as signs that tell us who you are. You can say no.</p><a href='#'>Accept</a> <a href='#'>Options</a>",
        "<h3>Your morning</h3><p>What happened in the night, told by those who were awake.</p><button>Send</button><button>No</button>",
        "<h2>Welcome back</h2><label>Name</label><input><p>New here? Two articles a month cost nothing at all.</p>",
    ],
    ids=["links that lead nowhere", "buttons", "field"],
)
def test_a_box_to_act_in_is_left_out(read: Read, box: str) -> None:
    assert _read(read, f"<div>{box}</div>") == list(TEXTS)


def test_a_label_beside_a_field_is_left_out_without_other_text(read: Read) -> None:
    form = "<form><input type='number' name='amount'><button>Give</button></form>"
    assert _read(read, f"<div><p>Help us to go on</p>{form}</div>") == list(TEXTS)


@pytest.mark.parametrize(("number", "kept"), [(1, False), (3, True)])
def test_a_short_line_above_a_link_that_is_left_out_goes_with_it_unless_such_lines_recur(
    read: Read, number: int, *, kept: bool
) -> None:
    link = "<a href='/other'>The harbour that has lost its cranes for a second time</a>"
    parts = "".join(
        f"<section class='more'><p>From the coast {one}</p>{link}</section>" for one in range(number)
    )
    assert ("From the coast 0" in _read(read, parts)) is kept


@pytest.mark.parametrize(
    "part",
    [
        "<p>The word <button>stock</button> stands for what lies in the tanks of both harbours.</p>",
        "<div class='note'><p>The first tank was built in 1921, the last one in the year of the strike.</p></div>",
        "<div><p>The first tank was built in 1921, as <a href='/tanks'>a list of them</a> says.</p></div>",
        "<div><blockquote>We shall not pay for tanks that stay empty.</blockquote><button>Copy</button></div>",
    ],
    ids=["word with an explanation", "note", "link", "quotation"],
)
def test_a_part_of_the_text_is_kept(read: Read, part: str) -> None:
    assert len(_read(read, part)) == len(TEXTS) + 1


def test_sections_with_a_button_each_are_kept(read: Read) -> None:
    section = "<div class='step'><h3>Step {0}</h3><p>Open the valve {0} and wait until the sign is green.</p><button>Done</button></div>"
    found = _read(read, section.format("one") + section.format("two"))
    assert {"Step one", "Step two"} <= set(found)


@pytest.mark.parametrize(("field", "kept"), [("email", False), ("password", False), ("text", True)])
def test_boxes_that_ask_for_an_account_are_left_out_wherever_they_recur(
    read: Read, field: str, *, kept: bool
) -> None:
    box = "<div><h3>{0}</h3><p>What happened in the night, told by those who were awake.</p><input type='{1}'></div>"
    boxes = f"{box.format('Your morning', field)}<p>{MORE_TEXTS[0]}</p>{box.format('Your evening', field)}"
    found = _read(read, boxes)
    assert ({"Your morning", "Your evening"} <= set(found)) is kept
    assert MORE_TEXTS[0] in found


@pytest.mark.parametrize(
    "sign",
    [
        "<a href='#n{0}'>[{0}]</a>",
        "<sup><a href='#n{0}'>{0}</a></sup>",
        "<button>Explain</button>",
        "</p><div><button>Share</button><button>Listen</button></div><p>",
    ],
    ids=["note", "raised note", "explanation", "tools"],
)
def test_paragraphs_with_the_same_sign_each_are_kept(read: Read, sign: str) -> None:
    first_half = "".join(f"<p>{one} {other}</p>" for one, other in combinations(TEXTS, 2))
    second_half = "".join(f"<p>{text} {sign.format(place)}</p>" for place, text in enumerate(MORE_TEXTS))
    page = f"<body><main><h1>Stocks</h1><section>{first_half}</section><section>{second_half}</section></main></body>"
    found = "\n".join(block.text for block in read(page, "a.html").article.blocks)
    assert [text for text in (*TEXTS, *MORE_TEXTS) if text not in found] == []


@pytest.mark.parametrize(
    ("part", "kept"),
    [
        (
            "<p><a class='button primary' href='https://a.example/s'>Share Chokepoints</a></p>",
            False,
        ),
        ("<p><a href='https://a.example/s'>Share Chokepoints</a></p>", True),
        ("<div class='inline-newsletter'><p>Share Chokepoints: one letter a morning.</p></div>", False),
        ("<ul class='sns'><li>Share Chokepoints</li><li>Chirp</li></ul>", False),
        ("<div class='letters'><p>Share Chokepoints: one letter a morning.</p></div>", True),
    ],
)
def test_buttons_and_boxes_of_letters_and_networks_are_left_out(read: Read, part: str, *, kept: bool) -> None:
    assert any(line.startswith("Share Chokepoints") for line in _read(read, part)) is kept


@pytest.mark.parametrize(
    "part",
    [
        "<div><p>The first tank was built in 1921, the last one in the year of the strike.</p><button>Listen</button></div>",
        "<section><p>The first tank was built in 1921, the last one in the year of the strike.</p><a href='#'>Up</a></section>",
    ],
    ids=["button", "way back to the top"],
)
def test_a_paragraph_with_one_action_is_kept(read: Read, part: str) -> None:
    assert any("built in 1921" in line for line in _read(read, part))


def test_what_is_above_the_text_is_kept_beside_tools(read: Read) -> None:
    lead = "Ministers of eleven countries agree on common stocks of gases, and leave open who will pay."
    text = "".join(f"<p>{text}</p>" for text in TEXTS)
    tools = "<button>Share</button><button>Save</button>"
    page = f"<body><main><h1>Stocks</h1><div><p>{lead}</p>{tools}</div><div>{text}</div></main></body>"
    article = read(page, "a.html").article
    assert lead in {article.metadata.lead, *(block.text for block in article.blocks)}


@pytest.mark.parametrize(
    ("part", "kept"),
    [
        (
            "<div><h3>From the coast</h3><ul><li><a href='/a'>Ferry companies raise prices</a></li></ul></div>",
            False,
        ),
        ("<div><h3>From the coast</h3></div>", True),
        ("<div><h3>From the coast</h3><a href='/e'>Edit</a></div>", True),
        ("<h3>From the coast</h3><ul><li><a href='/a'>Ferry companies raise prices</a></li></ul>", True),
    ],
    ids=["heading of links", "heading alone", "heading with a sign", "heading of the text"],
)
def test_the_heading_of_links_that_are_left_out_goes_with_them(part: str, *, kept: bool) -> None:
    first_half = "".join(f"<p>{text}</p>" for text in TEXTS[:3])
    root = not_none(parse_page(f"<body>{first_half}{part}{SECOND_HALF}</body>"))
    candidates = HtmlWalker(HtmlContext()).walk(root)
    chosen = [index for index, candidate in enumerate(candidates) if candidate.linked < 1]
    found = [candidates[index].text for index in drop_insertions(candidates, chosen)]
    assert ("From the coast" in found) is kept


@pytest.mark.parametrize(
    "line",
    [
        "26-08114 (E)",
        "26-08114 (S) 020626",
        "*2608114*",
        "责任编辑：李敏",
        "（责任编辑：李敏）",
        "00:0034:12",
        "0:00 / 1:04:12",
    ],
)
def test_numbers_of_documents_and_editors_in_charge_are_no_text(read: Read, line: str) -> None:
    assert _read(read, f"<p>{line}</p>") == list(TEXTS)


@pytest.mark.parametrize(
    "line", ["26-08114 tons (E) were moved", "2608114", "责任编辑说：这是真的。", "10:00 – 18:00", "0:00"]
)
def test_lines_that_resemble_them_are_kept(read: Read, line: str) -> None:
    assert line in _read(read, f"<p>{line}</p>")
