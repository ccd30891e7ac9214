"""The documentation as the help shows it: pages of Markdown with their sections, and a search of all of them.

A folder such as `docs/it` has the translations of pages, under the same names as the English ones in `docs`.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, partial
from pathlib import Path, PurePosixPath

from briefbuilder.app.messages import REFERENCE, use_no_break_spaces
from briefbuilder.domain.values import value
from briefbuilder.locales.stemmers import ALGORITHMS, stemmer_of
from briefbuilder.word_lists import load_word_lists

INDEX = "index.md"
"""The page of a folder that lists the other pages in their order."""
_TRANSLATED = re.compile(r"^[a-z]{2}/")
"""How the path of a translated page begins: with the tag of its language."""
_LISTED = re.compile(r"^\| \[[^\]]+\]\(([^)#]+\.md)\) \|", re.MULTILINE)
_HEADING = re.compile(r"^(#{1,6}) (.+)$")
_COMMENT = re.compile(r"^<!--.*?-->\n", re.MULTILINE | re.DOTALL)
_FENCE = re.compile(r"^(```|~~~)")
_PICTURE = re.compile(r"!\[([^\[\]]*)\]\([^()]*\)")
_LINK = re.compile(r"\[([^\[\]]*)\]\([^()]*\)")
_RULE = re.compile(r"^\|[-| :]+\|$")
_SIGNS = re.compile(r"\*\*|`|(?<!\w)\*(?=\S)|(?<=\S)\*(?!\w)")
_WORD = re.compile(r"\w+")
_MOST_WORDS = 16
"""The number of words of a query that are looked for: each is compared with all words of the pages."""
_SNIPPET = 70
"""The number of characters that a result shows before and after what was found."""
_IN_TITLE, _IN_HEADING, _IN_TEXT, _IN_TASK = 20.0, 8.0, 4.0, 3.0
"""How much a word counts in the title of a page, in a heading and in the text, and what a page with a task has ahead."""
_FOLDED, _SYNONYM, _OTHER_ENDING, _IN_COMPOUND = 0.9, 0.8, 0.6, 0.4
"""How close a word of a page is to one of the query, against 1 if it begins with it: without accents, another word for
the same, with another ending, and as a part of a longer word."""
_BEGINNING, _ENDING, _PART = 4, 3, 5
"""Letters of a word that is longer than a beginning, that an ending may have, and of a part of a word."""
_MOST_HITS = 60
"""The most sections that a search finds."""
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
_MATCHED = 0.4
"""The share of the query, weighted by how rare its words are, that a section must have."""

Query = Sequence[Mapping[str, float]]
"""For each word of a search, the words of the pages that are meant by it, and how close they are to it: from 0 to 1."""


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
    def counts(self) -> tuple[tuple[Counter[str], Counter[str]], ...]:
        """How often each word occurs in the heading and in the text of each section, without case."""
        return tuple((_count(section.heading), _count(section.text)) for section in self.sections)


@value(kw_only=False)
class GuideHit:
    """A section that a search finds; `spans` are the found words in `snippet`."""

    page: str
    title: str
    heading: str
    snippet: str
    spans: tuple[tuple[int, int], ...]


@value
class _QuestionWords:
    """Words that a search ignores, and groups of words without accents that mean the same."""

    ignored: frozenset[str]
    groups: tuple[tuple[str, ...], ...]


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
        original = self._read(page.name, language=REFERENCE)
        anchors = [] if original is None else [heading_anchor(each.heading) for each in original.sections]
        place = anchors.index(english) if english in anchors else len(page.sections)
        return heading_anchor(page.sections[place].heading) if place < len(page.sections) else english

    def prepare(self) -> Iterator[int]:
        """Make a part ready to be searched with each step: the sections of each page, then all words; yield their number."""
        for page in self.pages:
            yield len(page.counts)
        yield len(self._vocabulary)

    def parse_query(self, query: str) -> Query:
        """Return the words of all pages that are meant by each word of a query."""
        typed = list(dict.fromkeys(word.lower() for word in _WORD.findall(query)))
        asked = [word for word in typed if word not in self._question_words.ignored] or typed
        return tuple(map(self._forms, asked[:_MOST_WORDS]))

    def search(self, query: str) -> tuple[GuideHit, ...]:
        """Return the sections that best answer a query, the best first.

        A word is found with other endings, as a part of longer words and by its synonyms. Not every word of a query must be
        found, but the rare ones.
        """
        forms = self.parse_query(query)
        pages = [page for page in self.pages if not page.is_index]
        rarity = [_rarity(pages, each) for each in forms]
        found = [rated for page in pages for rated in _rated_sections(page, forms, rarity)]
        best = sorted(found, key=lambda each: -each[0])[:_MOST_HITS]
        return tuple(_hit(page, section, forms) for _, page, section in best)

    @cached_property
    def _vocabulary(self) -> dict[str, str]:
        """Each word of the pages, and the same without accents."""
        words = {word for page in self.pages for pair in page.counts for counts in pair for word in counts}
        return {word: fold(word) for word in sorted(words)}

    @cached_property
    def _question_words(self) -> _QuestionWords:
        data = load_word_lists("briefbuilder.app", "synonyms").get(self.language, {})
        groups = tuple(tuple(fold(group).split()) for group in data.get("groups", ()))
        return _QuestionWords(ignored=frozenset(data.get("ignored", "").split()), groups=groups)

    def _forms(self, word: str) -> dict[str, float]:
        folded = fold(word)
        if len(folded) < _BEGINNING:
            return {
                known: 1.0 if known.startswith(word) else _FOLDED
                for known, plain in self._vocabulary.items()
                if plain.startswith(folded)
            }
        close_to = partial(_closeness, language=self.language)
        others = {
            each
            for group in self._question_words.groups
            if any(close_to(known, folded) >= _OTHER_ENDING for known in group)
            for each in group
        }
        initials = {other[:1] for other in others}
        forms = {}
        for known, plain in self._vocabulary.items():
            close = 1.0 if known.startswith(word) else close_to(folded, plain)
            if close < _FOLDED and known.translate(_UMLAUTS).startswith(word):
                close = _FOLDED
            # Another ending leaves the first letter as it is.
            if close < _SYNONYM and plain[:1] in initials:
                is_synonym = any(close_to(other, plain) >= _OTHER_ENDING for other in others)
                close = _SYNONYM if is_synonym else close
            if close:
                forms[known] = close
        return forms

    def _listed(self, index: GuidePage, part: str) -> Iterator[GuidePage]:
        """Yield the pages that an index lists, and below each of them those that it lists itself."""
        for link in listed_pages(index.markdown):
            page = self._read(_name(PurePosixPath(index.path).parent / link), part)
            if page is not None and not page.name.startswith("decisions/"):
                yield page
                if page.is_index:
                    yield from self._listed(page, page.title)

    def _read(self, name: str, part: str = "", language: str = "") -> GuidePage | None:
        for tag in dict.fromkeys((language or self.language, REFERENCE)):
            path = self.folder / page_path(name, tag)
            if path.is_file():
                text = _COMMENT.sub("", path.read_text(encoding="utf-8"))
                text = use_no_break_spaces(text) if tag == "fr" else text
                title = text.partition("\n")[0].removeprefix("# ").strip()
                return GuidePage(name, title, text, part, tag)
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


def find_words(text: str, query: Query) -> tuple[tuple[int, int], ...]:
    """Return where the words of a text are that are closest to those of a query, each as start and end."""
    places = [(match[0].lower(), match.span()) for match in _WORD.finditer(text)]
    found = set()
    for forms in query:
        here = forms.keys() & {word for word, _ in places}
        least = min(_FOLDED, _best(here, forms))
        found |= {word for word in here if forms[word] >= least}
    return tuple(span for word, span in places if word in found)


def newest_changes(changelog: Path) -> str:
    """Return the part of a changelog about the newest version, as Markdown with links to pages, or an empty text."""
    if not changelog.is_file():
        return ""
    text = changelog.read_text(encoding="utf-8").replace("](docs/", "](")
    parts = re.split(r"^(?=## )", text, flags=re.MULTILINE)
    return parts[1].strip() if len(parts) > 1 else ""


def _count(text: str) -> Counter[str]:
    return Counter(word.lower() for word in _WORD.findall(text))


@cache
def _stem(word: str, language: str) -> str:
    return stemmer_of(language)(word) if language in ALGORITHMS else word


def _closeness(typed: str, word: str, language: str) -> float:
    """Return how close a word is to one of a query, both without accents: from 0 to 1."""
    if word.startswith(typed):
        return _FOLDED
    # It takes long to find stems, and words with one stem begin alike.
    if word[:1] == typed[:1] and _stem(word, language) == _stem(typed, language):
        return _OTHER_ENDING
    begun, other = (each[: max(_BEGINNING, len(each) - _ENDING)] for each in (typed, word))
    is_part = len(begun) >= _PART and begun in word
    return _IN_COMPOUND if is_part or (len(other) >= _PART and other in typed) else 0.0


def _best(words: Collection[str], forms: Mapping[str, float]) -> float:
    return max((forms[word] for word in forms.keys() & words), default=0.0)


def _rarity(pages: Sequence[GuidePage], forms: Mapping[str, float]) -> float:
    """Return the weight of a word of a query: the fewer pages have it, the more (inverse document frequency)."""
    have = sum(max(_best(counts.keys(), forms) for pair in page.counts for counts in pair) for page in pages)
    return math.log(1 + (len(pages) - have + 0.5) / (have + 0.5))


def _rated_sections(
    page: GuidePage, query: Query, rarity: Sequence[float]
) -> Iterator[tuple[float, GuidePage, GuideSection]]:
    """Yield the sections of a page that answer a query, each with how well it does."""
    total = sum(rarity)
    task = _IN_TASK * page.name.startswith("how-to/")
    title = [_IN_TITLE * _best(page.counts[0][0].keys(), forms) for forms in query]
    for section, (heading, text) in zip(page.sections, page.counts, strict=True):
        here = [
            _IN_HEADING * _best(heading.keys(), forms) + _IN_TEXT * _saturate(text, forms) for forms in query
        ]
        weights = [(rare, own + of_page) for rare, own, of_page in zip(rarity, here, title, strict=True)]
        share = sum(rare for rare, weight in weights if weight) / total if total else 0.0
        if any(here) and share >= _MATCHED:
            yield share * sum(rare * weight for rare, weight in weights) / total + task, page, section


def _hit(page: GuidePage, section: GuideSection, query: Query) -> GuideHit:
    snippet = _snippet(section.text, find_words(section.text, query))
    return GuideHit(page.name, page.title, section.heading, snippet, find_words(snippet, query))


def _saturate(counts: Counter[str], forms: Mapping[str, float]) -> float:
    number = sum(counts[word] * forms[word] for word in forms.keys() & counts.keys())
    return number / (number + 1)


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
