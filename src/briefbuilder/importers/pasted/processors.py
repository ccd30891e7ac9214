"""What word processors put on the clipboard as markup, made the markup that a browser would write for it.

Word and Outlook write the items of a list as paragraphs with a typed mark and `mso-list:l0 level2 lfo1` in their
style, notes as links between names, comments and what was deleted under a revision as text among the text; Writer
names its notes after its own fashion; Google's editor wraps all in a bold element that is not bold, and forms in styles.
Source: Microsoft Office HTML and XML Reference; what the programs of 2016 and later write.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml.html import Element, HtmlElement

from briefbuilder.importers.html.inline import tag_of
from briefbuilder.importers.pasted.ranges import plain_cells, state_forms
from briefbuilder.importers.pasted.webwords import state_roles

_LISTED = re.compile(r"mso-list\s*:\s*l(\d+)\s+level(\d)\s+lfo(\d+)", re.IGNORECASE)
_MARK = re.compile(r"mso-list\s*:\s*ignore", re.IGNORECASE)
_OUTLINE = re.compile(r"mso-outline-level\s*:\s*([1-6])", re.IGNORECASE)
_ASIDE = re.compile(
    r"mso-element\s*:\s*(?:comment|header|footer)|mso-special-character\s*:\s*comment|mso-hide\s*:\s*all",
    re.IGNORECASE,
)
_COMMENT = re.compile(r"\bmso(?:comment(?:reference|text)|comanchor|comtxt|cell-del|del)\b", re.IGNORECASE)
_FORMS = (
    (re.compile(r"(?<![-\w])font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE), "b"),
    (re.compile(r"(?<![-\w])font-style\s*:\s*(?:italic|oblique)", re.IGNORECASE), "i"),
    (re.compile(r"text-decoration(?:-line)?\s*:[^;]*\bunderline", re.IGNORECASE), "u"),
    (re.compile(r"text-decoration(?:-line)?\s*:[^;]*\bline-through", re.IGNORECASE), "s"),
    (re.compile(r"vertical-align\s*:\s*super", re.IGNORECASE), "sup"),
    (re.compile(r"vertical-align\s*:\s*sub\b", re.IGNORECASE), "sub"),
)
_PLAIN_WEIGHT = re.compile(r"(?<![-\w])font-weight\s*:\s*(?:normal|[1-4]00)", re.IGNORECASE)
_UPRIGHT = re.compile(r"(?<![-\w])font-style\s*:\s*normal", re.IGNORECASE)
_NOTE = re.compile(r"#_(ftn|edn)(\d+)\Z|#(sdfootnote|sdendnote)(\d+)sym\Z", re.IGNORECASE)
_BACK = re.compile(r"#_(?:ftn|edn)ref\d+\Z|#sd(?:foot|end)note\d+anc\Z", re.IGNORECASE)
_COUNTED = re.compile(
    r"\(?(?:\d{1,4}\.)*(?:(?P<number>\d{1,4})|[a-z]{1,5}|[A-Z]{1,5}(?=[.)\]]))(?:[.)\]°º]|(?<=\d)\Z)"
)
"""The typed mark of an item that is counted; a bullet of a font of signs may be a letter, and has no point after it."""
_TITLES = {"msotitle": "h1", "msosubtitle": "h2"}


def amended(root: HtmlElement) -> None:
    """Change a tree that a word processor wrote into what it means; one of a browser stays as it is."""
    _without_asides(root)
    state_forms(root)
    state_roles(root)
    _notes(root)
    _forms(root)
    _headings(root)
    _typed_lists(root)
    _nested_lists(root)
    _tables(root)


def _style(element: HtmlElement) -> str:
    return element.get("style") or ""


def _without_asides(root: HtmlElement) -> None:
    """Take out comments and what was deleted under a revision; what was inserted is text like all else."""
    for element in list(root.iter()):
        tag = tag_of(element)
        revised = bool(element.get("datetime") or element.get("cite"))
        if tag == "ins":
            element.tag = "span"
        elif (
            (tag == "del" and revised)
            or _ASIDE.search(_style(element))
            or _COMMENT.search(element.get("class") or "")
        ):
            _drop(element)


def _drop(element: HtmlElement) -> None:
    """Remove an element, its tail kept; one that was removed with what is around it already is let be."""
    if element.getparent() is not None:
        element.drop_tree()


def _notes(root: HtmlElement) -> None:
    """Make marks of notes lead to the elements that hold the notes, and take out the marks before their words."""
    for anchor in list(root.iter("a")):
        address = anchor.get("href") or ""
        found = _NOTE.search(address)
        if _BACK.search(address):
            _drop(anchor)
        elif found is not None:
            anchor.set("href", f"#{found[1] or found[3]}{found[2] or found[4]}".lower())
            anchor.set("role", "doc-noteref")


def _forms(root: HtmlElement) -> None:
    """Write forms that stand in styles as the elements for them, and undo elements that a style takes back."""
    for element in [*root.iter("b", "strong", "i", "em", "span", "font"), *plain_cells(root)]:
        style, tag = _style(element), tag_of(element)
        undone = _PLAIN_WEIGHT if tag in {"b", "strong"} else _UPRIGHT
        if tag in {"b", "strong", "i", "em"} and undone.search(style):
            element.tag = "span"
        if not style:
            continue
        element.attrib.pop("style", None)
        if re.search(r"display\s*:\s*none|visibility\s*:\s*hidden", style, re.IGNORECASE):
            element.set("hidden", "")
        elif _MARK.search(style):
            element.set("style", style)
        else:
            for pattern, name in _FORMS:
                if pattern.search(style):
                    _wrap_inside(element, name)


def _wrap_inside(element: HtmlElement, name: str) -> None:
    """Put all that an element holds into one of that name."""
    inner = Element(name)
    inner.text, element.text = element.text, None
    inner.extend(list(element))
    element.append(inner)


def _headings(root: HtmlElement) -> None:
    for paragraph in list(root.iter("p")):
        names = (paragraph.get("class") or "").lower().split()
        title = next((_TITLES[name] for name in names if name in _TITLES), None)
        level = _OUTLINE.search(_style(paragraph))
        if title or level:
            paragraph.tag = title or f"h{level[1] if level else 1}"
    for heading in root.iter("h1", "h2", "h3", "h4", "h5", "h6"):
        _mark_of(heading)


def _mark_of(element: HtmlElement) -> str:
    """Take the typed mark off a paragraph and return it."""
    for inner in element.iter("span", "i", "b", "font"):
        if _MARK.search(_style(inner)):
            text = "".join(inner.itertext()).strip()
            _drop(inner)
            return text
    return ""


def _typed_lists(root: HtmlElement) -> None:
    """Make lists of runs of paragraphs that are items."""
    done: set[HtmlElement] = set()
    for paragraph in list(root.iter("p", "div")):
        if paragraph in done or not _LISTED.search(_style(paragraph)) or paragraph.getparent() is None:
            continue
        run = list(_run_from(paragraph))
        done.update(run)
        _listed(run)


def _run_from(paragraph: HtmlElement) -> Iterator[HtmlElement]:
    following: HtmlElement | None = paragraph
    while following is not None and _LISTED.search(_style(following)):
        yield following
        following = following.getnext()


def _listed(run: list[HtmlElement]) -> None:
    """Put lists in the place of a run of items, by their levels."""
    open_lists: list[tuple[int, tuple[str, str, str], HtmlElement]] = []
    for paragraph in run:
        found = _LISTED.search(_style(paragraph))
        if found is None:
            continue
        level, mark = int(found[2]), _COUNTED.match(_mark_of(paragraph))
        key = (found[1], found[3], "ol" if mark else "ul")
        while open_lists and (
            open_lists[-1][0] > level or (open_lists[-1][0] == level and open_lists[-1][1] != key)
        ):
            open_lists.pop()
        if not open_lists or open_lists[-1][0] < level:
            made = Element(key[2])
            if open_lists:
                open_lists[-1][2][-1].append(made)
            else:
                paragraph.addprevious(made)
            open_lists.append((level, key, made))
        item = Element("li")
        open_lists[-1][2].append(item)
        if mark and mark["number"]:
            item.set("value", mark["number"])
        paragraph.tail = None
        paragraph.attrib.pop("style", None)
        item.append(paragraph)


def _nested_lists(root: HtmlElement) -> None:
    """Put a list that stands between the items of another into the item before it, where it belongs."""
    for inner in list(root.iter("ul", "ol")):
        parent, before = inner.getparent(), inner.getprevious()
        if (
            parent is not None
            and tag_of(parent) in {"ul", "ol"}
            and before is not None
            and before.tag == "li"
        ):
            before.append(inner)


def _tables(root: HtmlElement) -> None:
    """Have tables of several columns taken for tables, however long the text in them: nobody lays out a page so."""
    for table in root.iter("table"):
        if table.find("caption") is None and table.find(".//table") is None:
            table.insert(0, Element("caption"))
