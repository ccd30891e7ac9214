"""Changes of labelled web pages that must not change what a person reads, such as other class names.

A change of a page depends on the name of the page alone.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from lxml import etree
from lxml import html as lxml_html
from lxml.html import HtmlElement

from bench.pages import LabelledPage
from briefbuilder.importers.clean import match_key
from briefbuilder.importers.html.page import load_page, parse_elements

BOXES = Path(__file__).with_name("page_boxes.yaml")
_SECTION_TAGS = ("article", "main", "section", "header", "footer", "aside", "nav")
_NAME_ATTRIBUTES = (
    "class",
    "id",
    "for",
    "aria-labelledby",
    "aria-describedby",
    "aria-controls",
    "data-testid",
)
_MICRODATA = ("itemprop", "itemtype", "itemscope", "property")
_MIN_TEXT = 60
"""Letters of a paragraph that the labels hold as text."""

_SYLLABLES = "ba ce di fo gu ka le mi no pu ra se ti vo zu".split()  # noqa: SIM905
_ADVERTISEMENT = (
    '<div><div>{}</div><div><a href="https://shop.example/offer"><img src="/banner.gif"></a></div></div>'
)
_MENU = (
    "<ul><li><a href='/w'>World</a></li><li><a href='/m'>Money</a></li><li><a href='/s'>Sport</a></li></ul>"
)
_EMPTY_PICTURE = "data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw=="
_make = lxml_html.fragment_fromstring


@cache
def _boxes() -> Mapping[str, Any]:
    loaded: Mapping[str, Any] = yaml.safe_load(BOXES.read_text("utf-8"))
    return loaded


@dataclass(slots=True)
class Page:
    """The tree of a page that is changed, and the paragraphs of its text."""

    root: HtmlElement
    body: HtmlElement
    text: Sequence[HtmlElement]
    rng: random.Random

    def rename(self, tags: Sequence[str], to: str) -> None:
        """Give all elements with some tags another one."""
        for element in list(self.root.iter(*tags)):
            element.tag = to

    def boxes(self) -> list[HtmlElement]:
        """Make the boxes of one language, in any order."""
        words = _boxes()["words"][self.rng.choice([*_boxes()["words"]])]
        made = [_make(box.format(*words)) for box in _boxes()["markup"]]
        self.rng.shuffle(made)
        return made

    def enclose_body(self, *tags: str) -> None:
        """Put all that is in the body into new elements, the outermost first."""
        content, place = list(self.body), self.body
        for tag in tags:
            place = etree.SubElement(place, tag)
        place.text, self.body.text = self.body.text, None
        place.extend(content)

    def enclose_text(self, *tags: str) -> None:
        """Put each paragraph of the text into new elements, the outermost first."""
        for element in self.text:
            for tag in tags:
                around = element.makeelement(tag)
                around.tail, element.tail = element.tail, None
                element.addprevious(around)
                around.append(element)


def _change_names(page: Page) -> None:
    known: dict[str, str] = {}

    def new(name: str) -> str:
        return known.setdefault(name, "".join(page.rng.choices(_SYLLABLES, k=4)) + str(len(known)))

    for element in page.root.iter():
        for attribute in sorted(set(_NAME_ATTRIBUTES).intersection(element.keys())):
            element.set(attribute, " ".join(map(new, (element.get(attribute) or "").split())))
    for link in page.root.iter("a"):
        target = (link.get("href") or "").partition("#")
        if not target[0] and target[2] in known:
            link.set("href", "#" + known[target[2]])


def _change_sections(page: Page) -> None:
    page.rename(_SECTION_TAGS, "div")
    for element in page.body.iter():
        element.attrib.pop("role", None)


def _remove_statements(page: Page) -> None:
    for element in list(page.root.iter("meta", "link", "script")):
        if element.tag != "meta" or element.get("charset") is None:
            element.drop_tree()
    for element in page.root.iter():
        for name in _MICRODATA:
            element.attrib.pop(name, None)


def _shift_headings(page: Page) -> None:
    for level in (4, 3, 2):
        page.rename((f"h{level}",), f"h{level + 1}")


def _lay_out_in_table(page: Page) -> None:
    page.enclose_body("table", "tr", "td")
    table = page.body[0]
    table.insert(0, _make(f"<table><tr><td>{_MENU}</td></tr></table>")[0])
    table[1].insert(0, _make(f"<table><tr><td>{_MENU}</td></tr></table>")[0][0])


def _split_spans(page: Page) -> None:
    for element in page.text:
        words, element.text = (element.text or "").split(" "), ""
        for place, start in enumerate(range(0, len(words), 4)):
            span = element.makeelement("span")
            span.text = " ".join(words[start : start + 4]) + (" " if start + 4 < len(words) else "")
            element.insert(place, span)


def _break_lines(page: Page) -> None:
    for inner in (inner for element in page.text for inner in element.iter()):
        inner.text = re.sub(" ", lambda _: page.rng.choice((" ", "\n      ")), inner.text or "")


def _insert_comments(page: Page) -> None:
    for element in page.text:
        element.addprevious(lxml_html.HtmlComment(" slot "))
        element.addprevious(element.makeelement(page.rng.choice(("div", "p", "span"))))
        if len(element):
            element[-1].addprevious(element.makeelement("span"))


def _save_in_browser(page: Page) -> None:
    page.body.make_links_absolute("https://www.example.com/news/", handle_failures="ignore")
    for picture in page.root.iter("img"):
        picture.set("srcset", f"{picture.get('src')} 1x, {picture.get('src')}?w=2 2x")
    for number, element in enumerate(page.text):
        element.set("data-v", str(number))
        element.addprevious(_make("<style>.x{margin:0}</style>"))
        if number % 4 == 3:
            element.addprevious(_make('<div><iframe src="about:blank"></iframe></div>'))


def _make_lazy(page: Page) -> None:
    for picture in list(page.body.iter("img")):
        copy = _make("<noscript><img></noscript>")
        copy[0].attrib.update(picture.attrib)
        picture.set("data-src", picture.get("src") or "")
        picture.set("src", _EMPTY_PICTURE)
        picture.addprevious(copy)


def _add_boxes_after(page: Page) -> None:
    for number, box in enumerate(page.boxes()):
        if page.text and number % 2:
            page.text[-1].addnext(box)
        else:
            page.body.append(box)


def _add_boxes_within(page: Page) -> None:
    for number, box in enumerate(page.boxes() if page.text else (), 1):
        page.text[number * (len(page.text) - 1) // 5].addprevious(box)


def _add_advertisements(page: Page) -> None:
    word = page.rng.choice(("Advertisement", "Anzeige", "Publicidad", "Sponsored"))
    for start in range(0, len(page.text), 3):
        first, last = page.text[start], page.text[min(start + 2, len(page.text) - 1)]
        parent = first.getparent()
        around = first.makeelement("div")
        first.addprevious(around)
        if parent is not None and last.getparent() is parent:
            around.extend(parent[parent.index(first) : parent.index(last) + 1])
        around.addnext(_make(_ADVERTISEMENT.format(word)))


def _hide(page: Page) -> None:
    page.enclose_body("div")
    page.body[0].set(*page.rng.choice((("hidden", ""), ("style", "display: none"))))


def _change_language(page: Page) -> None:
    page.root.set("lang", "de" if (page.root.get("lang") or "en").startswith("en") else "en")


def _use_custom_elements(page: Page) -> None:
    page.rename(_SECTION_TAGS, "x-part")
    for element in page.text:
        parent = element.getparent()
        if parent is not None and parent.tag == "div":
            parent.tag = "x-story"


def _use_shadow(page: Page) -> None:
    in_slot = page.rng.random() < 0.5
    page.enclose_body("x-app", *(() if in_slot else ("template",)))
    if in_slot:
        page.body[0].insert(0, _make("<template><div><slot></slot></div></template>"))
    page.body[0][0].set("shadowrootmode", "open")


def _rename(tags: Sequence[str], to: str) -> Callable[[Page], object]:
    return lambda page: page.rename(tags, to)


def _together(*names: str) -> Callable[[Page], object]:
    return lambda page: [CHANGES[name](page) for name in names]


CHANGES: Mapping[str, Callable[[Page], object]] = {
    "written-again": lambda _: None, "names": _change_names, "sections": _change_sections,
    **{f"no-{tag}": _rename((tag,), "div") for tag in _SECTION_TAGS},
    "paragraphs": _rename(("p",), "div"), "statements": _remove_statements, "headings": _shift_headings,
    "wrapped": lambda page: page.enclose_text(*["div"] * 5), "table": _lay_out_in_table, "spans": _split_spans,
    "spaces": _break_lines, "comments": _insert_comments, "saved": _save_in_browser, "lazy": _make_lazy,
    "boxes-before": lambda page: page.body.__setitem__(slice(0, 0), page.boxes()), "boxes-after": _add_boxes_after,
    "boxes-within": _add_boxes_within, "advertisements": _add_advertisements, "capitals": lambda _: None,
    "no-language": lambda page: page.root.attrib.pop("lang", None), "wrong-language": _change_language,
    "hidden": _hide, "custom": _use_custom_elements, "custom-paragraphs": _rename(("p",), "x-paragraph"),
    "shadow": _use_shadow, "a-section-each": lambda page: page.enclose_text("section", "div"),
    "anonymous": _together("names", "sections", "statements"),
    "combined": _together("boxes-before", "boxes-within", "boxes-after", "anonymous", "spans"),
}  # fmt: skip
"""The changes by name; "spaces" and "capitals" also concern how the page is written."""

_OMITTED_END = re.compile(r"</(?:p|li)>(?=\s*<(?:p|div|ul|ol|li|h[1-6]|table|blockquote|/ul|/ol|/div|/td)\b)")


def change_page(page: LabelledPage, name: str) -> bytes:
    """Return a page with a change."""
    elements = parse_elements(load_page(page.data).text)
    body = elements[0].find("body") if elements else None
    if not elements or body is None:
        return page.data
    known = page.expected
    words = match_key(known.get("text") or "\n".join(block["text"] for block in known["blocks"]))
    keys = {element: match_key(element.text_content()) for element in body.iter("p")}
    text = [element for element, own in keys.items() if len(own) >= _MIN_TEXT and own in words]
    CHANGES[name](Page(elements[0], body, text, random.Random(page.name)))  # noqa: S311 - not for secrets
    if name == "spaces":
        return bytes(lxml_html.tostring(elements[0], encoding="ascii"))
    markup = lxml_html.tostring(elements[0], encoding="unicode", doctype="<!DOCTYPE html>")
    if name == "capitals":
        markup = re.sub(r"</?[a-z][a-z0-9]*", lambda tag: tag.group().upper(), _OMITTED_END.sub("", markup))
    return ('<meta charset="utf-8">' + markup).encode()
