"""The documentation as the help shows it: pages of Markdown with their sections, and a search of all of them.

A folder such as `docs/it` has the translations of pages, under the same names as the English ones in `docs`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath

from briefbuilder.app.messages import REFERENCE, use_no_break_spaces
from briefbuilder.domain.values import value

INDEX = "index.md"
"""The page of a folder that lists the other pages in their order."""
_TRANSLATED = re.compile(r"^[a-z]{2}/")
"""How the path of a translated page begins: with the tag of its language."""
_LISTED = re.compile(r"^\| \[[^\]]+\]\(([^)#]+\.md)\) \|", re.MULTILINE)
_HEADING = re.compile(r"^(#{1,6}) (.+)$")
_COMMENT = re.compile(r"^<!--.*?-->\n", re.MULTILINE | re.DOTALL)
_FENCE = re.compile(r"^(```|~~~)")
_PICTURE = re.compile(r"!\[([^\]]*)\]\([^)]*\)")
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_RULE = re.compile(r"^\|[-| :]+\|$")
_SIGNS = re.compile(r"\*\*|`|(?<!\w)\*(?=\S)|(?<=\S)\*(?!\w)")
_WORD = re.compile(r"\w+")
_SNIPPET = 70
"""The number of characters that a result shows before and after what was found."""
_IN_TITLE = 20
_IN_HEADING = 8
_IN_TASK = 5
_AS_TYPED = 5
"""How much a word counts in the title of a page, in a heading and with the accents of the query, and a page with a task,
against 1 in the text."""
_BEGINNING, _ENDING = 4, 3
"""If no page has all words, letters at their ends are left out: how many must remain, and how many may go."""


@value(kw_only=False)
class GuideSection:
    """A heading and the plain text below it; the text before the first heading has the page's title."""

    heading: str
    text: str


@dataclass(frozen=True)
class GuidePage:
    """A page; `name` is the path of the English one in the folder of the documentation, with slashes.

    `part` is the title of the index that lists the page, or an empty text if that is the first one. `language` is
    that of the page, which is English if there is no translation.
    """

    name: str
    title: str
    markdown: str
    part: str = ""
    language: str = REFERENCE

    @property
    def path(self) -> str:
        """The path of the file in the folder of the documentation."""
        return page_path(self.name, self.language)

    @property
    def is_index(self) -> bool:
        """Whether the page lists others."""
        return PurePosixPath(self.name).name == INDEX

    @cached_property
    def sections(self) -> tuple[GuideSection, ...]:
        """The sections in plain text."""
        return tuple(_split(self.title, self.markdown))

    @cached_property
    def folded(self) -> tuple[GuideSection, ...]:
        """The sections as the search compares them."""
        return tuple(GuideSection(fold(section.heading), fold(section.text)) for section in self.sections)


@value(kw_only=False)
class GuideHit:
    """A section that contains all words of a search; `spans` are the found words in `snippet`."""

    page: str
    title: str
    heading: str
    snippet: str
    spans: tuple[tuple[int, int], ...]


class Guide:
    """The pages of a folder of documentation, each in a language or else in English."""

    def __init__(self, folder: Path, language: str = REFERENCE) -> None:
        self.folder = folder
        self.language = language

    @cached_property
    def pages(self) -> tuple[GuidePage, ...]:
        """The pages in the order of the indexes, each index before the pages that it lists."""
        first = self._read(INDEX)
        return () if first is None else (first, *self._listed(first, ""))

    def page(self, name: str) -> GuidePage | None:
        """Return a page by its name, or None."""
        listed = next((page for page in self.pages if page.name == name), None)
        return listed or (self._read(name) if name.endswith(".md") else None)

    def target(self, page: str, link: str) -> tuple[str, str] | None:
        """Return the page and the anchor that a link on a page leads to; None for a link out of the documentation."""
        path, _, anchor = link.partition("#")
        if "://" in path or path.startswith("mailto:"):
            return None
        here = self.page(page)
        base = PurePosixPath(page if here is None else here.path).parent
        known = self.page(_name(base / path)) if path else here
        return None if known is None else (known.name, anchor)

    def anchor(self, page: GuidePage, english: str) -> str:
        """Return the anchor on a page of the heading that has an anchor on the English page; another one as it is."""
        original = Guide(self.folder).page(page.name)
        anchors = [] if original is None else [heading_anchor(each.heading) for each in original.sections]
        place = anchors.index(english) if english in anchors else len(page.sections)
        return heading_anchor(page.sections[place].heading) if place < len(page.sections) else english

    def prepare(self) -> Iterator[int]:
        """Make a page ready to be searched with each step, and yield the number of its sections."""
        for page in self.pages:
            yield len(page.folded)

    def search(self, query: str) -> tuple[GuideHit, ...]:
        """Return the sections that contain words with each beginning in the query, the best first.

        If there are none, the ends of the words may differ: “renamed” then finds “renames”.
        """
        words = tuple(dict.fromkeys(word.lower() for word in _WORD.findall(query)))
        return self._search(words) or self._search(
            tuple(word[: max(_BEGINNING, len(word) - _ENDING)] for word in words)
        )

    def _search(self, words: tuple[str, ...]) -> tuple[GuideHit, ...]:
        found = [hit for page in self.pages if words and not page.is_index for hit in _hits(page, words)]
        return tuple(hit for _, hit in sorted(found, key=lambda each: -each[0]))

    def _listed(self, index: GuidePage, part: str) -> Iterator[GuidePage]:
        """Yield the pages that an index lists, and below each of them those that it lists itself."""
        for link in listed_pages(index.markdown):
            page = self._read(_name(PurePosixPath(index.path).parent / link), part)
            if page is not None and not page.name.startswith("decisions/"):
                yield page
                if page.is_index:
                    yield from self._listed(page, page.title)

    def _read(self, name: str, part: str = "") -> GuidePage | None:
        for language in dict.fromkeys((self.language, REFERENCE)):
            path = self.folder / page_path(name, language)
            if path.is_file():
                text = _COMMENT.sub("", path.read_text(encoding="utf-8"))
                text = use_no_break_spaces(text) if language == "fr" else text
                title = text.partition("\n")[0].removeprefix("# ").strip()
                return GuidePage(name, title, text, part, language)
        return None


def page_path(name: str, language: str) -> str:
    """Return the path of a page in a language in the folder of the documentation."""
    return name if language == REFERENCE else f"{language}/{name}"


def listed_pages(markdown: str) -> tuple[str, ...]:
    """Return the links to pages in the first column of the tables of an index."""
    return tuple(dict.fromkeys(_LISTED.findall(markdown)))


def fold(text: str) -> str:
    """Return a text without differences of case and accents, with a character for each of the text."""
    return "".join((unicodedata.normalize("NFKD", sign)[:1].lower() or sign)[:1] for sign in text)


def heading_anchor(heading: str) -> str:
    """Return the anchor of a heading, as links to it are written."""
    return re.sub(r"[^\w\s-]", "", heading.lower()).replace("\u00a0", " ").replace(" ", "-")


def find_words(text: str, query: str) -> tuple[tuple[int, int], ...]:
    """Return where words begin with the words of a query, each as start and end."""
    return _spans(fold(text), tuple(fold(word) for word in _WORD.findall(query)))


def newest_changes(changelog: Path) -> str:
    """Return the part of a changelog about the newest version, as Markdown with links to pages, or an empty text."""
    if not changelog.is_file():
        return ""
    text = changelog.read_text(encoding="utf-8").replace("](docs/", "](")
    parts = re.split(r"^(?=## )", text, flags=re.MULTILINE)
    return parts[1].strip() if len(parts) > 1 else ""


def _hits(page: GuidePage, typed: tuple[str, ...]) -> Iterator[tuple[int, GuideHit]]:
    title, words = fold(page.title), tuple(map(fold, typed))
    bonus = _IN_TASK * page.name.startswith("how-to/")
    for section, folded in zip(page.sections, page.folded, strict=True):
        heading, text = folded.heading, folded.text
        if not all(word in text or word in heading for word in words):
            continue
        weights = [
            _IN_TITLE * bool(_spans(title, (word,)))
            + _IN_HEADING * bool(_spans(heading, (word,)))
            + len(_spans(text, (word,)))
            for word in words
        ]
        if all(_spans(f"{heading} {text}", (word,)) for word in words):
            snippet = _snippet(section.text, _spans(text, words))
            spans = _spans(fold(snippet), words)
            shown = f"{section.heading} {section.text}".lower()
            exact = _AS_TYPED * sum(bool(_spans(shown, (word,))) for word in typed)
            yield (
                sum(weights) + bonus + exact,
                GuideHit(page.name, page.title, section.heading, snippet, spans),
            )


def _spans(text: str, words: Iterable[str]) -> tuple[tuple[int, int], ...]:
    found = {
        (match.start(), match.end())
        for word in words
        if word
        for match in re.finditer(rf"(?<!\w){re.escape(word)}\w*", text)
    }
    return tuple(sorted(found))


def _snippet(text: str, spans: tuple[tuple[int, int], ...]) -> str:
    start = max(0, spans[0][0] - _SNIPPET) if spans else 0
    end = min(len(text), (spans[0][1] if spans else 0) + _SNIPPET)
    start = text.rfind(" ", 0, start) + 1 if start else 0
    end = text.find(" ", end) if text.find(" ", end) >= 0 else len(text)
    return ("… " if start else "") + text[start:end].strip() + (" …" if end < len(text) else "")


def _split(title: str, markdown: str) -> Iterator[GuideSection]:
    heading, lines, in_code = title, list[str](), False
    for line in markdown.splitlines()[1:]:
        in_code ^= _FENCE.match(line) is not None
        found = None if in_code else _HEADING.match(line)
        if found is None:
            lines.append(_plain(line, is_code=in_code))
            continue
        yield GuideSection(heading, _joined(lines))
        heading, lines = _plain(found[2], is_code=False), []
    yield GuideSection(heading, _joined(lines))


def _plain(line: str, *, is_code: bool) -> str:
    """Return a line of Markdown as its reader sees it."""
    if _FENCE.match(line) or _RULE.match(line):
        return ""
    if is_code:
        return line
    line = _LINK.sub(r"\1", _PICTURE.sub(r"\1", line))
    if line.startswith("|"):
        line = " · ".join(cell.strip() for cell in line.strip("|").split("|"))
    return _SIGNS.sub("", line)


def _joined(lines: Iterable[str]) -> str:
    return " ".join(" ".join(lines).split())


def _name(path: PurePosixPath) -> str:
    """Return the name of the page at a path, without ".." and without its language."""
    parts: list[str] = []
    for part in path.parts:
        if part == ".." and parts:
            parts.pop()
        elif part not in {".", ".."}:
            parts.append(part)
    return _TRANSLATED.sub("", "/".join(parts))
