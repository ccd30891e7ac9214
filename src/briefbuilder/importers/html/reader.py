"""A saved web page to a draft: tree, blocks, choice, metadata; nothing is fetched."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from lxml import etree
from lxml.html import HtmlElement

from briefbuilder.domain.article import Metadata, Rights
from briefbuilder.domain.errors import ImportRefusedError
from briefbuilder.domain.text import Block, Heading, Note, NoteReference
from briefbuilder.domain.values import value
from briefbuilder.importers.byline import Byline, are_accounts, are_agencies
from briefbuilder.importers.clean import count_letters, first_words, match_key
from briefbuilder.importers.draft import Draft, DraftBuilder
from briefbuilder.importers.html.candidates import Candidate, iter_inlines
from briefbuilder.importers.html.choose import choose
from briefbuilder.importers.html.headline import (
    HeadLines,
    TitleStatement,
    choose_title,
    find_lead,
    find_printed_headline,
    read_head_lines,
)
from briefbuilder.importers.html.inline import HtmlContext, find_notes
from briefbuilder.importers.html.metadata import (
    find_authors,
    find_marked_publisher,
    find_publication,
    find_published,
    keep_persons,
    read_stated_authors,
)
from briefbuilder.importers.html.page import (
    EmbeddedPictures,
    FindSavedPicture,
    HtmlPage,
    find_exceeded_limit,
    load_page,
    markup_to_text,
    parse_elements,
    remove_popups,
)
from briefbuilder.importers.html.statements import JsonLdArticle, MetaTags, read_jsonld, read_tags
from briefbuilder.importers.html.walk import HtmlWalker
from briefbuilder.importers.language import guess_language
from briefbuilder.importers.limits import FALLBACK_CHARACTERS
from briefbuilder.importers.rights import extract_rights, find_rights_statements, is_only_rights

_UNREAD = ("script", "style", "svg")
"""Elements that are taken out of the tree when the head is read: they are much of a page, and no step needs them."""

_REGIONS = frozenset({"nav", "aside", "footer", "header", "form"})
_EXPLICIT = ("dcterm.title", "dcterms.title", "dc.title", "citation_title")
_LONG_HEADING = 10
"""Letters: a second heading of the first level that is shorter is no title."""

_SECTION = 20
"""Letters that the name of a section before a title has at most, and the title then at least."""

_MOST_REMOVALS = 60
"""Removed runs that are named one by one; the rest are counted."""


@value
class _PageFacts:
    """A page with what was read from it before anything is chosen."""

    page: HtmlPage
    root: HtmlElement
    held: Sequence[HtmlElement]
    tags: MetaTags
    stated: JsonLdArticle
    stated_authors: tuple[str, ...]
    marked_authors: tuple[str, ...]
    candidates: Sequence[Candidate]
    language: str | None
    beside: FindSavedPicture | None


def read_page(data: bytes, name: str, beside: FindSavedPicture | None = None) -> Draft:
    """Read the bytes of a web page; raise ImportRefusedError where there is no text in them.

    `beside` finds the pictures that were saved beside it.
    """
    builder = DraftBuilder()
    page = load_page(data)
    builder.note_charset(page.decoded)
    excess = find_exceeded_limit(page.text)
    held = () if excess else parse_elements(page.text)
    if not held:
        return _as_text(builder, page, name, excess or "structure")
    root = held[0]
    tags, stated = read_tags(root, page.text), read_jsonld(root)
    if "publisher" in page.text and find_publication(tags, stated) is None:
        stated = replace(stated, publication=find_marked_publisher(root))
    etree.strip_elements(root, *_UNREAD, with_tail=False)
    for words in remove_popups(root):
        builder.notice("removed-from-page", words)
    declared = root.get("lang") or stated.language or tags.first("og:locale", "content-language", "language")
    language = _tag(declared)
    notes = find_notes(root)
    setting = HtmlContext(base=tags.url, language=language, notes=frozenset(notes.values()))
    body = root.find("body")
    candidates = HtmlWalker(setting, notes).walk(root if body is None else body)
    named = read_stated_authors(tags, stated)
    read = _PageFacts(
        page=page,
        root=root,
        held=held,
        tags=tags,
        stated=stated,
        stated_authors=named,
        marked_authors=() if _are_persons(named) else find_authors(root, tags, stated),
        candidates=candidates,
        language=language,
        beside=beside,
    )
    return _draft(builder, read, name)


def _as_text(builder: DraftBuilder, page: HtmlPage, name: str, reason: str) -> Draft:
    from briefbuilder.importers.plaintext.reader import build_text_draft

    builder.notice("page-read-as-text", reason)
    text = markup_to_text(page.text)
    if not text:
        raise ImportRefusedError("import-no-text", name=name)
    if len(text) > FALLBACK_CHARACTERS:
        builder.notice("page-cut", first_words(text[FALLBACK_CHARACTERS:]))
    return build_text_draft(builder, text[:FALLBACK_CHARACTERS], name)


def _draft(builder: DraftBuilder, read: _PageFacts, name: str) -> Draft:
    choice = choose(read.root, read.candidates, read.stated.body or "")
    if choice.failed:
        builder.notice("extraction-failed")
    title, others = _titles(builder, read, name)
    chosen = list(choice.indexes)
    description = read.stated.description or read.tags.first(
        "og:description", "description", "twitter:description"
    )
    lead = find_lead(read.candidates, chosen, (title, *others), description, choice.boilerplate)
    chosen = [
        place
        for place in chosen
        if place != lead and not _repeats_head(read, chosen, place, (title, *others))
    ]
    lead_text = read.candidates[lead].text if lead is not None else None
    if lead_text:
        builder.notice("lead-set-apart", lead_text)
    rights = {place for place in chosen if is_only_rights(read.candidates[place].text)}
    chosen = [place for place in chosen if place not in rights or len(rights) == len(chosen)]
    outlets = (find_publication(read.tags, read.stated), read.tags.first("og:site_name"))
    named = (*(read.stated_authors or read.marked_authors), *read.stated.authors, *read.tags.every("author"))
    names = (*named, *filter(None, outlets))
    head = read_head_lines(read.candidates, chosen, title, names, read.language)
    chosen = [place for place in chosen if place not in head.indexes]
    for place in sorted(head.indexes):
        builder.notice("metadata-from-text", read.candidates[place].text)
    for place in sorted(rights.difference(chosen)):
        builder.notice("rights-set-apart", first_words(read.candidates[place].text))
    _add_blocks(builder, read, chosen)
    apart = {lead} if lead is not None else set()
    _note_removed(builder, read.candidates, {*chosen, *apart, *rights, *head.indexes}, title)
    return builder.draft(_metadata(builder, read, title, lead_text, head))


def _metadata(
    builder: DraftBuilder, read: _PageFacts, title: str, lead: str | None, head: HeadLines
) -> Metadata:
    published = find_published(read.root, read.tags, read.stated, head, read.language)
    if published.day is not None and published.guessed:
        builder.notice("date-guessed", published.day.isoformat())
    return Metadata(
        title=title,
        lead=lead,
        authors=_authors(read, head.byline),
        publication=find_publication(read.tags, read.stated) or head.byline.publication,
        published=published.day,
        url=read.tags.url or read.stated.url,
        language=_language(builder, read.language),
        rights=_rights(read),
    )


def _are_persons(names: Sequence[str]) -> bool:
    return bool(names) and not are_agencies(names) and not are_accounts(names)


def _authors(read: _PageFacts, byline: Byline) -> tuple[str, ...]:
    """Return the authors by the page's head, its byline, its marks; agencies and accounts where no person is named."""
    if _are_persons(read.stated_authors):
        return read.stated_authors
    told = keep_persons(byline.authors, read.tags, read.stated)
    return told or read.marked_authors or read.stated_authors


def _titles(builder: DraftBuilder, read: _PageFacts, name: str) -> tuple[str, tuple[str, ...]]:
    """Return the title, and what else the page states it to be."""
    tops = [candidate.text for candidate in read.candidates if _level(candidate.block) == 1]
    tags = read.tags
    statements = [
        _printed_headline(tops, tags, read.stated) or _top_heading(tops, tags),
        _second_heading(read.candidates, tops, tags),
        TitleStatement(read.stated.headline or "", 1.4),
        TitleStatement(tags.first("og:title") or "", 1.1),
        TitleStatement(tags.title, 0.9),
        TitleStatement(tags.first(*_EXPLICIT) or "", 1.3),
        TitleStatement(
            tags.first("parsely-title", "sailthru.title") or "", 0.02 if tags.first("og:title") else 1.15
        ),
        TitleStatement(tags.first("twitter:title", "weibo:article:title") or "", 0.02),
    ]
    sites = (read.stated.publication, tags.first("og:site_name"), tags.first("application-name"))
    title, others = choose_title(statements, sites, tags.url)
    for other in others:
        builder.notice("title-candidate", other)
    if not title:
        title = name.rpartition(".")[0] or name
        builder.notice("title-from-file-name", title)
    return title, others


def _printed_headline(tops: Sequence[str], tags: MetaTags, stated: JsonLdArticle) -> TitleStatement | None:
    """Return what the page prints as its headline where its head states another one for other pages to show."""
    shared = tags.first("og:title")
    return (
        find_printed_headline(tops, [*filter(None, (shared, tags.title))], stated.headline)
        if shared
        else None
    )


def _top_heading(tops: Sequence[str], tags: MetaTags) -> TitleStatement:
    """Return the first heading of the highest level with its weight: little where the head does not know it."""
    if not tops:
        return TitleStatement("", 0.0)
    head = match_key(f"{tags.title} {tags.first('og:title') or ''}")
    known = [top for top in tops if match_key(top) and match_key(top) in head]
    if not known:
        return TitleStatement(tops[0], 0.4 if head else 1.1 if len(tops) == 1 else 0.7)
    # Of several the longest: a site's own name is a heading of the first level on many pages.
    top = max(known, key=lambda text: len(match_key(text)))
    if top != tops[0] and count_letters(match_key(top)) < _LONG_HEADING:
        top = tops[0]
    sure = top in known and (top != tops[0] or len(set(map(match_key, tops))) == 1)
    return TitleStatement(top, 1.1 if sure else 0.7 if top in known else 0.4)


def _second_heading(candidates: Sequence[Candidate], tops: Sequence[str], tags: MetaTags) -> TitleStatement:
    """Return a heading of the second level that the title in the head begins or ends with.

    On many pages the heading of the first level is the site's name: it must be longer than any of those then, or
    stand before it.
    """
    title, known = match_key(tags.title), list(map(match_key, tops))
    for candidate in candidates:
        words = candidate.words
        if _level(candidate.block) != 2 or words == title or not words:
            continue
        longest = max((len(top) for top in known if top and top in title), default=0)
        behind = title.endswith(words) and len(words) > max(longest, len(title) / 2)
        before = title.startswith(words) and (
            len(words) > longest or any(map(title.endswith, filter(None, known)))
        )
        if candidate.size >= _LONG_HEADING and (behind or before):
            return TitleStatement(candidate.text, 1.2)
    return TitleStatement("", 0.0)


def _repeats_head(read: _PageFacts, chosen: Sequence[int], place: int, titles: Sequence[str]) -> bool:
    """Tell whether a block is the page's title or address once more, or a heading that states the title in other words.

    So is a heading that names the section before the title.
    """
    candidate, title = read.candidates[place], match_key(titles[0])
    if candidate.text == read.tags.url:
        return True
    if not isinstance(candidate.block, Heading):
        if candidate.words == title:
            return place in chosen[:3]
        # With the site's name behind it: what is shared or printed of a page, wherever it stands.
        return candidate.words.startswith(title) and candidate.words in map(match_key, titles[1:])
    if _level(candidate.block) == 1 and candidate.words in map(match_key, titles):
        own, words = set(candidate.text.casefold().split()), set(titles[0].casefold().split())
        return 2 * len(own & words) > min(len(own), len(words))
    with_section = candidate.words.endswith(title) and len(candidate.words) - len(title) <= _SECTION <= len(
        title
    )
    return with_section or candidate.words == title


def _add_blocks(builder: DraftBuilder, read: _PageFacts, chosen: Sequence[int]) -> None:
    """Add the chosen blocks, pictures put in, then the notes that they refer to."""
    pictures = EmbeddedPictures(builder, read.page, read.beside)
    referred: list[str] = []
    for place in chosen:
        block = pictures.embed(read.candidates[place].block)
        if block is None or isinstance(block, Note):
            continue
        referred += [inline.note for inline in iter_inlines(block) if isinstance(inline, NoteReference)]
        builder.add(block)
    if pictures.outside:
        builder.notice("pictures-not-in-file", str(pictures.outside))
    marks = {note: str(number) for number, note in enumerate(dict.fromkeys(referred), 1)}
    notes = {
        candidate.block.id: candidate.block
        for candidate in read.candidates
        if isinstance(candidate.block, Note)
    }
    for note, mark in marks.items():
        if note in notes:
            builder.add(replace(notes[note], mark=mark))


def _note_removed(builder: DraftBuilder, candidates: Sequence[Candidate], kept: set[int], title: str) -> None:
    """Name each run of blocks that was left out by its first words."""
    words = match_key(title)
    runs: list[list[str]] = []
    regions = [(place not in kept, _region(candidate.element)) for place, candidate in enumerate(candidates)]
    for (removed, _), group in groupby(range(len(candidates)), key=lambda place: regions[place]):
        left_out = [candidates[place] for place in group] if removed else []
        texts = [one.text for one in left_out if one.words and one.words != words]
        if texts:
            runs.append(texts)
    for texts in runs[:_MOST_REMOVALS]:
        builder.notice("removed-from-page", first_words(" · ".join(texts)))
    if len(runs) > _MOST_REMOVALS:
        builder.notice("more-removed-from-page", str(len(runs) - _MOST_REMOVALS))


def _region(element: HtmlElement) -> HtmlElement | None:
    """Return the part of the page that an element belongs to: a menu, a side column, a foot."""
    return next((found for found in element.iterancestors() if found.tag in _REGIONS), None)


def _language(builder: DraftBuilder, declared: str | None) -> str | None:
    """Return the declared language, unless the text is clearly in another one."""
    text = "\n".join(block.text for block in builder.blocks)
    guessed = guess_language(text, declared)
    if guessed is None or (declared and declared.partition("-")[0].lower() == guessed):
        return declared
    if declared and len(text) < 200:
        return declared
    builder.notice("language-overruled" if declared else "language-guessed", guessed)
    return guessed


def _rights(read: _PageFacts) -> Rights:
    """Return what the page states of its rights, in its metadata or in a short line of its own."""
    lines = find_rights_statements(candidate.text for candidate in read.candidates)
    stated = (read.stated.rights, read.tags.first("copyright", "dc.rights", "dcterms.rights", "rights"))
    addresses = (read.tags.links.get("license"), read.stated.licence)
    return extract_rights([*filter(None, stated), *lines], filter(None, addresses))


def _level(block: Block) -> int:
    return block.level if isinstance(block, Heading) else 0


def _tag(declared: str | None) -> str | None:
    """Return a declared language as a BCP 47 tag, None for what is none."""
    text = (declared or "").strip().split(",")[0].replace("_", "-")
    parts = text.split("-")
    if not (2 <= len(parts[0]) <= 3 and parts[0].isascii() and parts[0].isalpha()):
        return None
    region = f"-{parts[1].upper()}" if len(parts) > 1 and len(parts[1]) == 2 else ""
    return parts[0].lower() + region
