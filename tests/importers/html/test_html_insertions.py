"""Boxes between the paragraphs of a text are left out by what they hold; their names and words do not count."""

from __future__ import annotations

from collections.abc import Callable

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
        "<h3>Your morning</h3><p>What happened in the night, told by those who were awake.</p><button>Send</button>",
        "<h2>Welcome back</h2><label>Name</label><input><p>New here? Two articles a month cost nothing at all.</p>",
    ],
    ids=["links that lead nowhere", "button", "field"],
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


def _thread(answer: str) -> str:
    said = (
        "I have lived behind these quays for thirty years and never saw a tank that was empty for long.",
        "My neighbour sold his meadow last spring, and nobody told him what would be built there one day.",
        "Who will pay for the road? The old one is too narrow for the lorries that carry the tanks to us.",
    )
    return "".join(
        f"<div><p>{text} ({number})</p>{answer.format(number)}</div>" for number, text in enumerate(6 * said)
    )


@pytest.mark.parametrize(
    ("answer", "kept"),
    [
        ("<button>Antworten</button>", False),
        ("<a href='?to={0}#answer'>Antworten</a>", False),
        ("<a href='/c#c-{0}'>12 March at 10:0{0}</a>", False),
        ("<a href='/tanks/{0}'>The tank</a>", True),
    ],
    ids=["button", "link", "address of a comment", "link to another page"],
)
def test_a_thread_below_the_text_is_left_out(read: Read, answer: str, *, kept: bool) -> None:
    text = "".join(f"<p>{number}. {text}</p>" for number in range(4) for text in TEXTS)
    page = f"<html><head><title>Stocks</title></head><body><div><h1>Stocks</h1>{text}</div><div>{_thread(answer)}</div></body></html>"
    found = [block.text for block in read(page, "a.html").article.blocks]
    assert any("neighbour" in line for line in found) is kept
    assert len([line for line in found if line[0].isdecimal()]) == 4 * len(TEXTS)


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
