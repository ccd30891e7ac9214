"""Boxes between the paragraphs of a text are left out by what they hold; their names and words do not count."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations

import pytest

from briefbuilder.domain.article import ImportedArticle
from briefbuilder.importers.html.inline import HtmlContext
from briefbuilder.importers.html.insertions import drop_insertions
from briefbuilder.importers.html.page import parse_page
from briefbuilder.importers.html.walk import HtmlWalker

Read = Callable[[bytes | str, str], ImportedArticle]

TEXTS = (
    "The ministers agreed on Tuesday to keep common stocks of the gases that chip makers need in the harbours.",
    "Officials will report twice a year; the first report is due in spring and covers the two largest harbours.",
    "Neither side has said what happens when a stock runs out before the other one can deliver what it promised.",
    "A spokesman for the ports said that the sensors had been ordered and would arrive before the end of June.",
    "The last talks failed because nobody could say who pays for the storage of what is never used by anyone.",
    "Two of the harbours have no room for new tanks and will have to buy the meadows that lie behind their quays.",
)
MORE_TEXTS = (
    "Farmers on the northern bank learned of the plans from a map that somebody had left in the village inn.",
    "The railway has two tracks there, of which one has been closed since the bridge was found to be unsafe.",
    "Insurers ask for a fire brigade of its own, with boats, at each of the places where tanks will be built.",
    "According to the mayor, the rent of the meadows would pay for the school bus and for the new swimming pool.",
    "Engineers warn that the ground is soft and that each tank will need more than ninety piles to stand on.",
    "In the end the council asked for a second opinion, which it expects to read on the first day of autumn.",
)
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
    root = parse_page(f"<body>{first_half}{part}{SECOND_HALF}</body>")
    assert root is not None
    candidates = HtmlWalker(HtmlContext()).walk(root)
    chosen = [index for index, candidate in enumerate(candidates) if candidate.linked < 1]
    found = [candidates[index].text for index in drop_insertions(candidates, chosen)]
    assert ("From the coast" in found) is kept
