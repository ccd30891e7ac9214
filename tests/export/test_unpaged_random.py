"""Random documents read the same from HTML and Markdown with independent parsers."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from lxml import etree
from lxml import html as lxml_html
from markdown_it import MarkdownIt
from markdown_it.token import Token
from tests.export.random_elements import Vocabulary, content, elements, named, notes
from tests.export.random_elements import words as words_of
from tests.narrowing import not_none

from briefbuilder.domain.document import (
    BandLine,
    Content,
    Document,
    DrawnCallout,
    DrawnContents,
    DrawnEndnotes,
    DrawnFigure,
    DrawnHeading,
    DrawnList,
    DrawnPair,
    DrawnQuotation,
    DrawnTable,
    DrawnText,
    Element,
    HeadersFooters,
    ListEntry,
    NoteMark,
    Run,
    has_picture,
)
from briefbuilder.domain.list_labels import PLAIN_LABEL
from briefbuilder.export.html.writer import render_html
from briefbuilder.export.labels import format_list_label, format_note_label
from briefbuilder.export.markdown.writer import render_markdown

ALPHABET = st.sampled_from(
    "abcXYZ019   .,;:–—’“”«»()[]{}%&<>\"'/\\`*_~|#+-=!?^$@éßŁ\n\t\u00a0\u00ad\u2028\x00\x0b\x85\ufeff\u202e半導体、。ם😀e\u0301"
)
TEXTS = st.one_of(
    st.text(ALPHABET, max_size=20),
    st.sampled_from(
        [
            "<script>alert(1)</script>",
            "[x](y)",
            "# no heading",
            "1. no list",
            "- no list",
            "(no address)",
            "&amp; &copy;",
            "![x](y)",
            "[^1]: no note",
            "a|b\n---|---",
            "```\nno code\n```",
            "    no code",
            "***",
            "---",
            "<!-- x -->",
            "http://a.b/_c_",
            "C:\\dir\\",
            "</style><img src=x onerror=alert(1)>",
        ]
    ),
)
LINKS = st.sampled_from(
    [
        None,
        None,
        "https://example.org/a b?x=è&y=%zz(1)|*_[&copy;]",
        "javascript:alert(1)",
        "mailto:a@b.it",
        "file:///C:/x.txt",
        "http://[bad",
    ]
)
LANGUAGES = st.sampled_from([None, "it", "ja", "ar", "not a tag!"])
LABELS = st.sampled_from(["", "", "1", "1.", "2.1", "a)", "-", "#"])
NUMBERS = st.sampled_from([1, 2, 3, 4, 17, -1, 10**10])
VOCABULARY = Vocabulary(
    texts=TEXTS, links=LINKS, labels=LABELS, languages=LANGUAGES, names=TEXTS, numbers=NUMBERS
)
CONTENT = content(VOCABULARY)
ELEMENTS = elements(VOCABULARY)
BAND = words_of(VOCABULARY)


class Example:
    """A document that is not printed whole where a test fails: that would take minutes."""

    def __init__(self, document: Document) -> None:
        self.document = document

    def __repr__(self) -> str:
        return f"<a document of {len(self.document.elements)} elements>"


@st.composite
def examples(draw: st.DrawFn) -> Example:
    drawn = draw(st.lists(ELEMENTS, max_size=5))
    mark: Content = (Run(text="UFFICIALE # [x]"),)
    document = Document(
        title=draw(TEXTS),
        language=draw(st.sampled_from(["it", "ar", "??"])),
        elements=(*named(drawn), DrawnEndnotes(title=(Run(text="Note finali"),))),
        notes=draw(notes(CONTENT)),
        headers_footers=HeadersFooters(
            header=(BandLine(centre=mark, role="marking"), BandLine(start=draw(BAND), end=draw(BAND))),
            footer=(BandLine(centre=mark, role="marking"),),
        ),
        subject=draw(TEXTS),
    )
    return Example(document)


def check_words(shown: list[str], expected: list[str]) -> None:
    """Fail with the first words that differ."""
    if shown == expected:
        return
    pairs = enumerate(zip(shown, expected, strict=False))
    place = next((place for place, (one, other) in pairs if one != other), min(len(shown), len(expected)))
    around = slice(max(place - 4, 0), place + 6)
    pytest.fail(f"word {place}: {shown[around]} where {expected[around]} should be", pytrace=False)


FORMLESS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
SPACES = re.compile(r"[\s\u2028\u2029\x85]+")


def words(text: str) -> list[str]:
    """Return a text as both formats must show it, with white space normalised."""
    return SPACES.sub(" ", FORMLESS.sub("", text)).split()


@dataclass
class Expected:
    """The words that a Document must show, computed from the Document alone."""

    document: Document
    markdown: bool

    def words(self) -> list[str]:
        self.order: dict[str, list[str]] = {"foot": [], "end": []}
        self.met: list[str] = []
        self.notes = {note.id: note for note in self.document.notes}
        headers_footers = self.document.headers_footers
        lines = [*self.bands(headers_footers.header), *self.lines(self.document.elements)]
        told: dict[str, str] = {}
        # A note may be marked in another note only: the list grows while it is read.
        for name in self.met:
            told[name] = self.text(self.notes[name].content)
        kinds = ("end", "foot")
        for kind in kinds if not self.markdown else ():
            if kind == "end" and self.order["end"]:
                lines.append("Note finali")
            lines.extend(told[name] for name in self.order[kind])
        if self.markdown:
            lines.extend(sorted(words_of for words_of in map(" ".join, map(words, told.values()))))
        return words("\n".join([*lines, *self.bands(headers_footers.footer)]))

    def bands(self, lines: tuple[BandLine, ...]) -> Iterator[str]:
        for line in lines:
            held = [self.text(content) for content in (line.start, line.centre, line.end)]
            yield (" — " if self.markdown else " ").join(text for text in held if words(text))

    def text(self, content: Content) -> str:
        texts: list[str] = []
        for place, inline in enumerate(content):
            shown = inline.text if isinstance(inline, Run) else ""
            if isinstance(inline, NoteMark):
                shown = self.mark(inline.note)
                before = content[place - 1] if place else None
                if shown and isinstance(before, NoteMark) and before.note in self.notes and not self.markdown:
                    shown = f",{shown}"
            texts.append(shown)
        return "".join(texts)

    def mark(self, name: str) -> str:
        if name not in self.notes:
            return ""
        placement = self.notes[name].placement
        if name not in self.order[placement]:
            self.order[placement].append(name)
            self.met.append(name)
        label = format_note_label(self.order[placement].index(name) + 1, placement)
        return f"[^{label}]" if self.markdown else label

    def lines(self, elements: tuple[Element, ...], *, cell: bool = False) -> Iterator[str]:
        for element in elements:
            yield from self.of(element, cell=cell)

    def of(self, element: Element, *, cell: bool) -> Iterator[str]:
        match element:
            case DrawnHeading() | DrawnText():
                yield f"{element.number} {self.text(element.content)}"
            case DrawnList():
                yield from (
                    f"{self.label(entry, cell=cell)} {self.text(entry.content)}" for entry in element.entries
                )
            case DrawnQuotation():
                yield from map(self.text, (*element.paragraphs, element.source))
            case DrawnContents():
                yield self.text(element.title)
                yield from (f"{line.number} {line.text}" for line in element.entries)
            case _:
                yield from self.of_held(element, cell=cell)

    def of_held(self, element: Element, *, cell: bool) -> Iterator[str]:
        match element:
            case DrawnCallout():
                yield self.text(element.title)
                yield from self.lines(element.elements, cell=cell)
            case DrawnTable():
                yield self.text(element.caption)
                for row in element.rows:
                    for held in row:
                        yield from self.lines(held.elements, cell=True)
            case DrawnFigure() if has_picture(self.document, element):
                if self.markdown and element.alternative_text.strip():
                    yield f"[{element.alternative_text.strip()}]"
                yield self.text(element.caption)
            case DrawnPair():
                yield from self.lines((*element.left, *element.right), cell=cell)

    def label(self, entry: ListEntry, *, cell: bool) -> str:
        """Return labels written as text: all labels in a cell, else numbers that no list can have."""
        if not self.markdown or entry.continues:
            return ""
        if cell:
            return format_list_label(entry)
        label = entry.label or PLAIN_LABEL
        is_counted = label.style == "decimal" and not label.prefix and 0 <= entry.number < 10**9
        return label.text(entry.number) if entry.ordered and not is_counted else ""


INLINE = {"a", "strong", "em", "u", "s", "code", "sub", "sup", "span", "cite"}


def shown_html(data: bytes) -> list[str]:
    """Return the visible words of a page, without the arrows of backlinks."""
    root = lxml_html.document_fromstring(data.decode())
    body = not_none(root.find("body"))
    text = ""
    for event, node in etree.iterwalk(body, events=("start", "end")):
        gap = "" if node.tag in INLINE else "\n"
        back = node.get("role") == "doc-backlink"
        text += gap + ("" if back else node.text or "") if event == "start" else gap + (node.tail or "")
    return words(text)


READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
FENCE = re.compile(r"[ >]*(`{3,})[^`]*")
NOTE = re.compile(r"\[\^([ivx0-9]+)\]: (.*)")


def shown_markdown(data: bytes) -> list[str]:
    """Return the words of Markdown as read by another program; notes are parsed separately."""
    lines = data.decode().split("\n")
    at = [index for index, line in outside_fences(lines) if NOTE.fullmatch(line)]
    notes = [read_markdown(NOTE.fullmatch(lines[index])[2]) for index in at]  # type: ignore[index]
    before = lines[: at[0]] if at else lines
    after = lines[at[-1] + 1 :] if at else []
    told = [word for note in sorted(" ".join(held) for held in notes) for word in note.split()]
    return [*read_markdown("\n".join(before)), *told, *read_markdown("\n".join(after))]


def outside_fences(lines: list[str]) -> Iterator[tuple[int, str]]:
    """Return the lines outside code with their indices, since code may look like a note."""
    fence = ""
    for index, line in enumerate(lines):
        marks = FENCE.fullmatch(line)
        if fence:
            fence = "" if line.strip(" >") == fence else fence
        elif marks:
            fence = marks[1]
        else:
            yield index, line


def read_markdown(text: str) -> list[str]:
    shown = ""
    for token in READER.parse(text):
        assert token.type not in {"html_block", "hr"}, token.content[:200]
        if token.type == "fence":
            shown += token.content
        shown += "\n" + "".join(map(inline_text, token.children or [])) + "\n"
    return words(shown)


def inline_text(token: Token) -> str:
    if token.type in {"softbreak", "hardbreak"}:
        return "\n"
    if token.type == "html_inline":
        assert re.fullmatch(r"</?(sup|sub|strong|em|del)>|<br>", token.content), token.content
        return "\n" if token.content == "<br>" else ""
    if token.type == "link_open":
        address = str(token.attrs["href"])
        assert address.startswith(("https://example.org/", "mailto:a@b.it")), f"a link to {address[:80]!r}"
    assert token.type != "image"
    return token.content


SOUND = settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    # A failing document is read as it was drawn: making it smaller takes minutes.
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)


def check_html(example: Example) -> None:
    document = example.document
    data = render_html(document)
    check_words(shown_html(data), Expected(document, markdown=False).words())
    is_same = render_html(document) == data
    assert is_same
    text = data.decode()
    for harmful in ("<script", "<img"):
        place = text.find(harmful)
        assert place < 0, text[place : place + 200]
    for address in re.findall(r'(?:href|src)="([^"]*)"', text):
        assert html.unescape(address).startswith(("https://example.org/", "mailto:", "#")), address


def check_markdown(example: Example) -> None:
    document = example.document
    data = render_markdown(document)
    check_words(shown_markdown(data), Expected(document, markdown=True).words())
    is_same = render_markdown(document) == data
    assert is_same


def test_a_failure_names_the_first_words_that_differ() -> None:
    with pytest.raises(pytest.fail.Exception, match=r"word 1: \['a', 'x', 'c'\] where \['a', 'b', 'c'\]"):
        check_words(["a", "x", "c"], ["a", "b", "c"])
    with pytest.raises(pytest.fail.Exception, match="word 2"):
        check_words(["a", "b"], ["a", "b", "c"])
    check_words(["a"], ["a"])


def test_reader_of_this_test_notices_missing_escapes() -> None:
    """The reader must notice text that was not escaped."""
    reads: Callable[[str], list[str]] = read_markdown
    assert reads("*a* # b") == ["a", "#", "b"]
    assert reads("# a") == ["a"]
    assert reads("1. a") == ["a"]
    assert [line for _, line in outside_fences(["a", "```", "[^1]: b", "```", "[^1]: c"])] == ["a", "[^1]: c"]


@SOUND
@given(example=examples())
def test_random_html_reads_back_as_the_document(example: Example) -> None:
    check_html(example)


@SOUND
@given(example=examples())
def test_random_markdown_reads_back_as_the_document(example: Example) -> None:
    check_markdown(example)


@pytest.mark.soak
@settings(SOUND, max_examples=200)
@given(example=examples())
def test_two_hundred_documents_read_back_from_html_and_markdown(example: Example) -> None:
    check_html(example)
    check_markdown(example)
