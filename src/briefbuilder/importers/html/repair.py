"""Change the tree of a page so that its text is where readers of the page see it.

Saved pages keep parts in markup that a browser shows differently: formulas in MathML, components in shadow templates, elements
of the page's own, signs that link to a heading, and headings or, without an end tag, whole pages in buttons and items of lists.
The entries of a live blog get their times as headings, or in front of their headings.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from itertools import islice, pairwise

from lxml import etree
from lxml.html import HtmlElement

from briefbuilder.domain.list_labels import TYPED_LABEL
from briefbuilder.importers.formulas import mathml_signs
from briefbuilder.importers.html.candidates import BLOCK_TAGS
from briefbuilder.importers.html.inline import HIDING_ATTRIBUTES

_SHADOW_ATTRIBUTES = ("shadowrootmode", "shadowroot", "shadowmode")
_HEADING_TAGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "summary"})
_CONTENT_TAGS = ("h1", "h2", "h3", "h4", "h5", "h6", "p", "main", "article")
"""Elements that a button does not contain unless its end tag is missing or it opens a part of the text."""

_HEADING_LEVELS = ("h1", "h2", "h3", "h4", "h5", "h6")
_MIN_BESIDE_TITLE = 2
_LIST_PARTS = frozenset({"ul", "ol", "li"})
_OWN_ELEMENTS = etree.XPath("descendant::*[contains(local-name(), '-')]")
_LINE_TAGS = (
    frozenset({"p", "a", "span", "b", "strong", "i", "em", "label", "li", "td", "th", "dt", "dd"})
    | _HEADING_TAGS
)
"""Elements whose content is a line."""

_OPENING_MARKS = frozenset("«»‹›“”„‟‘’‚\"'「『《")
_OUTER_MARKS, _INNER_MARKS = ("“", "”"), ("‘", "’")

_MIN_PARAGRAPHS = 5
_MIN_RUNNING = 40
"""Paragraphs of so many characters that make an item of a list a part of the page, such as a column."""

_MAX_SUMMARY = 200
"""Code points of a line above text that unfolds."""

_MIN_BELOW_HEADING = 2
"""As many do so below a heading that is no link, as in the entries of a live blog."""

_ITEM_PARAGRAPHS = etree.XPath("descendant::li/descendant::p")
_MAX_AROUND = 12
"""Such items within each other."""

_ACT_TITLE = "doc-ti"
_ACT_HEADINGS = {"ti-section-1": "h2", "ti-section-2": "h3", "ti-grseq-1": "h3", "ti-art": "h4"}
_ROWS = etree.XPath("tr | tbody/tr")
_CELLS = 2
_ROW_LABEL = re.compile(rf"(?:{TYPED_LABEL})|[–—•-]")
"""The first cell of a row that is an item of a list."""

_MAY_BE_TIMES = etree.XPath(
    "descendant::time | descendant::*[not(*)][string-length() < 40][contains(translate(., '.h', '::'), ':')]"
)
_CLOCK = re.compile(r"(?<!\d)(?:[01]?\d|2[0-3])(?:\s?[:.：hH時时点시]\s?)[0-5]\d(?!\d)")
_CLOCK_LINE = re.compile(
    r"\D{0,4}(?:[01]?\d|2[0-3])(?:[:：][0-5]\d|[.h ]{1,2}[0-5]\d(?=\s*[a-z]))(?::[0-5]\d)?"
    r"(?:\s*(?:[ap]\.?m\.?|uhr|h|gmt|utc|bst|ist|cet|cest|eet|eest|msk|est|edt|jst))?\W?",
    re.IGNORECASE,
)
"""A line that is a time of the day, where no element says so."""

_MAX_TIME = 30
"""Code points, and parts of text, of a line with nothing but a time."""

_MIN_ENTRIES = 3
_MIN_ENTRY = 100
"""Code points of the shortest entry of a live blog."""

_SCRIPT_TAGS = {"super": "sup", "sub": "sub"}


def shorten_own_links(root: HtmlElement, addresses: Iterable[str | None]) -> None:
    """Make the links to places of the page itself relative again: browsers save them with the address of the page."""
    own = {address.partition("#")[0] for address in addresses if address}
    for link in root.iter("a") if own else ():
        address, sign, place = (link.get("href") or "").partition("#")
        if place and address in own:
            link.set("href", sign + place)


def repair_tree(root: HtmlElement) -> None:
    """Repair all these parts of a page."""
    for template in list(root.iter("template")):
        if any(template.get(name) is not None for name in _SHADOW_ATTRIBUTES):
            _open_shadow_template(template)
    for element in _OWN_ELEMENTS(root):
        _name_own_element(element)
    for button in list(root.iter("button")):
        _repair_button(button)
    _turn_into_columns(root)
    _promote_title(root)
    _promote_summaries(root)
    _name_headings_of_acts(root)
    _name_live_entries(root)
    for table in reversed(list(root.iter("table"))):
        _turn_into_list(table)
    for tag, repair in (
        ("math", _show_formula),
        ("q", _mark_quotation),
        ("rt", _bracket_reading),
    ):
        for element in list(root.iter(tag)):
            repair(element)
    for link in list(root.iter("a")):
        if _is_permalink(link):
            link.drop_tree()


def _open_shadow_template(template: HtmlElement) -> None:
    """Put the content of an element into the slots of its shadow template."""
    host = template.getparent()
    template.tag = "div"
    if host is None:
        return
    slots = {slot.get("name") or "": slot for slot in reversed(list(template.iter("slot")))}
    for child in list(host):
        slot = slots.get(child.get("slot") or "")
        if child is not template and slot is not None:
            slot.append(child)
    for slot in slots.values():
        slot.tag = "div"
    default = slots.get("")
    if default is not None and template.tail and template.tail.strip():
        default.text, template.tail = f"{default.text or ''}{template.tail}", None


def _name_own_element(element: HtmlElement) -> None:
    """Make a container or a paragraph of an element of the page's own that is not within a line of text."""
    parent = element.getparent()
    if (
        parent is None
        or parent.tag in _LINE_TAGS
        or _has_own_text(parent)
        or not any(map(str.strip, element.itertext()))
    ):
        return
    if next(element.iterdescendants(*BLOCK_TAGS), None) is not None:
        element.tag = "div"
    elif _has_own_text(element):
        element.tag = "p"


def _has_own_text(element: HtmlElement) -> bool:
    """Return whether an element has text outside the elements in it."""
    return any(text and not text.isspace() for text in (element.text, *(child.tail for child in element)))


def _repair_button(button: HtmlElement) -> None:
    """Turn a button that is the text of a heading into that text, and one that contains content into a container."""
    if button.find(".//button") is None and _is_whole_heading(button):
        button.tag = "span"
    elif next(button.iter(*_CONTENT_TAGS), None) is not None:
        button.tag = "div"


def _is_whole_heading(button: HtmlElement) -> bool:
    heading = next((around for around in button.iterancestors() if around.tag in _HEADING_TAGS), None)
    if heading is None:
        return False
    own = "".join(button.itertext()).split()
    return bool(own) and own == "".join(heading.itertext()).split()


def _turn_into_columns(root: HtmlElement) -> None:
    """Turn lists into containers if an item holds a whole article or section: a column, or a menu without its end tag."""
    running = [paragraph for paragraph in _ITEM_PARAGRAPHS(root) if _is_running(paragraph)]
    for _ in range(_MAX_AROUND):
        found = Counter(next(paragraph.iterancestors("li"), None) for paragraph in running)
        columns = [
            item
            for item, held in found.items()
            if item is not None and held >= (_MIN_BELOW_HEADING if _has_heading(item) else _MIN_PARAGRAPHS)
        ]
        if not columns:
            return
        for item in columns:
            around = item.getparent()
            for part in (item, *(() if around is None else (around, *around))):
                if part.tag in _LIST_PARTS:
                    part.tag = "div"


def _has_heading(item: HtmlElement) -> bool:
    heading = next(item.iter(*_HEADING_LEVELS), None)
    around = () if heading is None else (*heading.iterancestors("a"), *heading.iter("a"))
    return heading is not None and not around


def _promote_title(root: HtmlElement) -> None:
    """Make a heading of the paragraph that a word processor names the title, above all headings, which go down a level.

    Google Docs and Word write documents without containers: the title is beside the headings and the paragraphs.
    """
    titles = [paragraph for paragraph in root.iter("p") if _is_named_title(paragraph)]
    if len(titles) != 1:
        return
    parent = titles[0].getparent()
    headings = [element for element in root.iter() if element.tag in _HEADING_LEVELS]
    beside = [] if parent is None else list(titles[0].itersiblings("p", *_HEADING_LEVELS))
    if len(beside) < _MIN_BESIDE_TITLE or not set(headings) <= set(beside):
        return
    titles[0].tag = _HEADING_LEVELS[0]
    for heading in headings:
        heading.tag = _HEADING_LEVELS[min(_HEADING_LEVELS.index(heading.tag) + 1, len(_HEADING_LEVELS) - 1)]


def _promote_summaries(root: HtmlElement) -> None:
    """Make headings of the lines above text that unfolds, such as questions above their answers."""
    level = 1
    for element in list(root.iter(*_HEADING_LEVELS, "summary")):
        if element.tag != "summary":
            level = _HEADING_LEVELS.index(element.tag) + 1
        elif next(element.iter(*_HEADING_LEVELS), None) is None:
            is_line = len("".join(element.itertext()).strip()) <= _MAX_SUMMARY
            if is_line and any(map(_is_running, element.itersiblings("*"))):
                element.tag = _HEADING_LEVELS[min(level, len(_HEADING_LEVELS) - 1)]


def _is_named_title(paragraph: HtmlElement) -> bool:
    return not {"title", "msotitle"}.isdisjoint((paragraph.get("class") or "").casefold().split())


def _name_headings_of_acts(root: HtmlElement) -> None:
    """Make headings of the titles and the names of articles in acts of the European Union, which only have classes."""
    beside = None
    for paragraph in root.iter("p"):
        name = (paragraph.get("class") or "").removeprefix("oj-")
        if name == _ACT_TITLE and paragraph.getparent() is not beside:
            paragraph.tag = "h1" if beside is None else "h2"
            beside = paragraph.getparent()
        elif name in _ACT_HEADINGS:
            paragraph.tag = _ACT_HEADINGS[name]


def _name_live_entries(root: HtmlElement) -> None:
    """Put the times of the entries of a live blog in front of the entries' headings, or make headings of them."""
    lines = [line for line in map(_find_time_line, _MAY_BE_TIMES(root)) if line is not None]
    if len(lines) < _MIN_ENTRIES:
        return
    held = Counter(around for line in lines for around in line.iterancestors())
    feeds = defaultdict(list)
    for line in lines:
        within = [line, *line.iterancestors()]
        entry = next((part for part, around in pairwise(within) if held[around] > 1), line)
        if entry is not line and _is_live_entry(entry):
            feeds[entry.getparent()].append((entry, line))
    for feed, entries in feeds.items():
        if feed is None or len(entries) < _MIN_ENTRIES:
            continue
        tags = {heading.tag for entry, _ in entries for heading in entry.iter(*_HEADING_LEVELS)}
        tag = next((name for name in _HEADING_LEVELS if name in tags), _HEADING_LEVELS[1])
        for entry, line in entries:
            _name_entry(entry, line, tag)
        # The entries are neither items of a list nor articles by themselves.
        for part in (feed, *feed):
            if part.tag in _LIST_PARTS:
                part.tag = "div"
        for part in list(feed.iterdescendants("article")):
            part.tag = "section"


def _find_time_line(element: HtmlElement) -> HtmlElement | None:
    """Return the outermost element whose whole text is a time of the day, if it is a line by itself."""
    is_time: Callable[[str], object] = _CLOCK.search if element.tag == "time" else _CLOCK_LINE.fullmatch
    time = _short_text(element)
    if not is_time(time):
        return None
    line, around = element, element.getparent()
    while around is not None and (
        (text := _short_text(around)) == time or (text and _CLOCK_LINE.fullmatch(text))
    ):
        line, around = around, around.getparent()
    before = line.getprevious()
    beside = (line.tail, before.tail if before is not None else around.text if around is not None else None)
    return line if around is not None and not any(map(str.strip, filter(None, beside))) else None


def _short_text(element: HtmlElement) -> str:
    """Return the text of an element in few parts and of few characters, else nothing."""
    parts = list(islice(element.itertext(), _MAX_TIME))
    text = " ".join(" ".join(parts).split())
    return text if len(parts) < _MAX_TIME and len(text) <= _MAX_TIME else ""


def _is_live_entry(entry: HtmlElement) -> bool:
    running = sum(len((paragraph.text or "").strip()) for paragraph in entry.iter("p", "div"))
    return running >= _MIN_ENTRY and entry.find(".//h1") is None


def _name_entry(entry: HtmlElement, line: HtmlElement, tag: str) -> None:
    """Put the time of an entry in front of the heading beside it, or make a heading of it if the entry begins with it."""
    text, shown = _text(entry), _text(line)
    heading = next(entry.iter(*_HEADING_LEVELS), None)
    named = "" if heading is None else _text(heading)
    is_named = text.startswith((f"{shown} {named}", f"{named} {shown}"))
    if heading is not None and (line in heading.iter() or not is_named):
        heading = None
    marked = next(line.iter("time"), None)
    if heading is None and (marked is None or line.tag in _HEADING_LEVELS or not text.startswith(shown)):
        return
    time = line.makeelement("time", {} if marked is None else dict(marked.attrib))
    time.text = shown
    if heading is None:
        heading = line.makeelement(tag)
        line.addprevious(heading)
    time.tail = f" {(heading.text or '').lstrip()}"
    heading.text = None
    heading.insert(0, time)
    line.drop_tree()


def _text(element: HtmlElement) -> str:
    return " ".join(" ".join(element.itertext()).split())


def _turn_into_list(table: HtmlElement) -> None:
    """Turn a table into a list if each row is a typed label and its text, as in acts of the European Union."""
    rows = [[cell for cell in row if cell.tag == "td"] for row in _ROWS(table)]
    labels = [" ".join("".join(cell.itertext()).split()) for cell, *_ in filter(None, rows)]
    if len(labels) != len(rows) or not rows or not all(map(_ROW_LABEL.fullmatch, labels)):
        return
    if not all(len(row) == _CELLS and _is_running(row[-1]) for row in rows):
        return
    for (first, text), label in zip(rows, labels, strict=True):
        begin = next(text.iter("p"), text)
        if len(label) > 1:
            begin.text = f"{label} {(begin.text or '').lstrip()}"
        item = first.getparent()
        if item is not None:
            item.remove(first)
            item.tag, text.tag = "li", "div"
    for part in [*table.iterchildren("tbody", "colgroup", "col")]:
        part.drop_tag()
    table.tag = "ul"
    table.set("style", "list-style: none")


def _is_running(paragraph: HtmlElement) -> bool:
    return len("".join(paragraph.itertext()).strip()) >= _MIN_RUNNING


def _is_permalink(link: HtmlElement) -> bool:
    """Return whether a link is the sign beside a heading, such as "¶" or "#", that leads to this heading."""
    parent = link.getparent()
    return (
        parent is not None
        and parent.tag in _HEADING_TAGS
        and "#" in (link.get("href") or "")
        and not len(link)
        and len(parent) + len((parent.text or "").strip()) > 1
        and not any(map(str.isalnum, link.text or ""))
    )


def _mark_quotation(quotation: HtmlElement) -> None:
    """Put the quotation marks around an element that only its style gives them."""
    text = "".join(quotation.itertext()).strip()
    if not text or text[0] in _OPENING_MARKS:
        return
    opening, closing = _INNER_MARKS if _is_quoted(quotation) else _OUTER_MARKS
    quotation.text = opening + (quotation.text or "").lstrip()
    _add_text(quotation, closing)


def _is_quoted(quotation: HtmlElement) -> bool:
    return any(around.tag == "q" for around in quotation.iterancestors())


def _bracket_reading(reading: HtmlElement) -> None:
    """Put the reading of a word, which is shown above it, in brackets unless the page has brackets for it."""
    parent = reading.getparent()
    if parent is not None and parent.find("rp") is None and "".join(reading.itertext()).strip():
        reading.text = "(" + (reading.text or "")
        _add_text(reading, ")")


def _show_formula(formula: HtmlElement) -> None:
    """Replace a formula by its signs in a line, and show it if only the style sheet or a picture does."""
    shown = HtmlElement()
    shown.tag = "span"
    for text, script in mathml_signs(formula):
        if script == "baseline":
            _add_text(shown, text)
        else:
            shifted = HtmlElement()
            shifted.tag, shifted.text = _SCRIPT_TAGS[script], text
            shown.append(shifted)
    shown.tail = formula.tail
    parent = formula.getparent()
    if parent is None:
        return
    parent.replace(formula, shown)
    for around in (parent, *parent.iterancestors()):
        if around.tag != "span":
            break
        for name in HIDING_ATTRIBUTES:
            around.attrib.pop(name, None)


def _add_text(element: HtmlElement, text: str) -> None:
    last = element[-1] if len(element) else None
    if last is None:
        element.text = (element.text or "") + text
    else:
        last.tail = (last.tail or "") + text
