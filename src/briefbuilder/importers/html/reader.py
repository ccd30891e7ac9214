"""A saved web page to a draft: tree, blocks, choice, metadata; nothing is fetched."""

from __future__ import annotations

import gc
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

from lxml import etree
from lxml.html import HtmlElement

from briefbuilder.domain.article import Metadata, Rights
from briefbuilder.domain.errors import ImportRefusedError
from briefbuilder.domain.languages import base_language
from briefbuilder.domain.text import (
    Block,
    Heading,
    Inline,
    ListItem,
    Note,
    NoteReference,
    Paragraph,
    Span,
    Table,
)
from briefbuilder.domain.values import value
from briefbuilder.importers.byline import Byline, are_accounts, are_agencies, read_closing_line
from briefbuilder.importers.clean import CJK, count_letters, first_words, match_key
from briefbuilder.importers.dates import find_date_language
from briefbuilder.importers.draft import Draft, DraftBuilder
from briefbuilder.importers.html.candidates import Candidate, iter_inlines, total_size
from briefbuilder.importers.html.choose import choose
from briefbuilder.importers.html.head_lines import (
    HeadLines,
    PrintedAuthors,
    find_printed_authors,
    read_head_lines,
)
from briefbuilder.importers.html.headline import (
    TitleStatement,
    adds_site_name,
    choose_title,
    find_lead,
    find_part,
    find_printed_headline,
    is_title_part,
    leads_home,
)
from briefbuilder.importers.html.inline import HtmlContext, find_notes
from briefbuilder.importers.html.metadata import (
    find_authors,
    find_linked_authors,
    find_marked_publisher,
    find_marks,
    find_other_authors,
    find_outlet_in_title,
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
from briefbuilder.importers.html.repair import repair_tree, shorten_own_links
from briefbuilder.importers.html.social import find_conversation, read_conversation
from briefbuilder.importers.html.statements import (
    JsonLdArticle,
    MetaTags,
    parse_jsonld,
    read_jsonld,
    read_tags,
)
from briefbuilder.importers.html.walk import HtmlWalker
from briefbuilder.importers.language import guess_language
from briefbuilder.importers.limits import FALLBACK_CHARACTERS
from briefbuilder.importers.rights import (
    extract_rights,
    find_likely_statements,
    is_only_rights,
    is_rights_statement,
)

_STRIPPED_TAGS = ("script", "style", "svg")
"""Elements that are removed after the head is read: no step needs them."""

_REGION_TAGS = frozenset({"nav", "aside", "footer", "header", "form"})
"""Regions of a page, such as menus: removed blocks of two regions are told apart."""

_TITLE_NAMES = ("dcterm.title", "dcterms.title", "dc.title", "citation_title", "eli:title")
_FILE_NAME = re.compile(r"\S+\.(?:xml|x?html?|pdf|docx?)", re.IGNORECASE)
_MIN_HEADING = 10
"""Letters: a shorter heading is not a title."""

_MIN_TITLE_WORDS = 4
_FIRST_BLOCKS = 3
"""The first chosen blocks, among which the title is looked for as a line, and the words that such a line has."""

_MAX_DATED = 2000
"""Code points of the longest block that is searched for the order of day and month."""

_MIN_TEXT = 200
"""Code points of a text whose own language counts more than the declared one."""

_MAX_ABOVE_TITLE = 0.2
"""The greatest share of the running text that is left out above the title."""

_CLOSING_BLOCKS = 5
"""The last blocks, among which a line that names the authors is looked for."""

_MAX_HEADING = 90
"""Code points of a bold line that is a heading."""

_MIN_BELOW_HEADING = 60
"""Letters of the paragraph below it."""

_MAX_REMOVALS = 60
"""Removed runs with a separate notice; the rest are counted."""


@value
class _PageFacts:
    """A page and what is known before blocks are chosen; `held` keeps its elements alive."""

    page: HtmlPage
    root: HtmlElement
    held: Sequence[HtmlElement]
    tags: MetaTags
    stated: JsonLdArticle
    stated_authors: tuple[str, ...]
    marks: Sequence[HtmlElement]
    marked_authors: tuple[str, ...]
    linked_authors: tuple[str, ...]
    candidates: Sequence[Candidate]
    rights_lines: Sequence[str]
    language: str | None
    date_language: str | None
    find_saved: FindSavedPicture | None


@contextmanager
def _no_collection() -> Iterator[None]:
    """Let no garbage be collected: a page has very many elements, and hardly any is garbage before all of it is read."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


@_no_collection()
def read_page(data: bytes, name: str, find_saved: FindSavedPicture | None = None) -> Draft:
    """Read a web page; raise ImportRefusedError if it has no text.

    `find_saved` finds the pictures that were saved with it.
    """
    builder = DraftBuilder()
    page = load_page(data)
    builder.note_charset(page.decoded)
    excess = find_exceeded_limit(page.text)
    held = () if excess else parse_elements(page.text)
    if not held:
        return _read_as_text(builder, page, name, excess or "structure")
    root = held[0]
    scripts = parse_jsonld(root)
    tags, stated = read_tags(root, page.text), read_jsonld(scripts)
    conversation = find_conversation(root, page.text, scripts)
    if conversation is not None:
        etree.strip_elements(root, *_STRIPPED_TAGS, with_tail=False)
        draft = read_conversation(builder, conversation, tags, EmbeddedPictures(builder, page, find_saved))
        if draft is not None:
            return draft
    if "publisher" in page.text and find_publication(tags, stated) is None:
        stated = replace(stated, publication=find_marked_publisher(root))
    etree.strip_elements(root, *_STRIPPED_TAGS, with_tail=False)
    shorten_own_links(root, (tags.url, tags.saved_from))
    repair_tree(root)
    for words in remove_popups(root):
        builder.notice("removed-from-page", words)
    declared = root.get("lang") or stated.language or tags.first("og:locale", "content-language", "language")
    language = _parse_language_tag(declared)
    notes = find_notes(root)
    context = HtmlContext(
        base=tags.url, language=language, notes=frozenset(note.note for note in notes.values())
    )
    body = root.find("body")
    candidates = HtmlWalker(context, notes, hidden=True).walk(root if body is None else body)
    authors = read_stated_authors(tags, stated)
    marks = [] if _are_persons(authors) else find_marks(root)
    marked = () if _are_persons(authors) else find_authors(marks, tags, stated)
    linked = () if _are_persons(authors) or marked else keep_persons(find_linked_authors(root), tags, stated)
    facts = _PageFacts(
        page=page,
        root=root,
        held=held,
        tags=tags,
        stated=stated,
        stated_authors=authors,
        marks=marks,
        marked_authors=marked,
        linked_authors=linked,
        candidates=candidates,
        rights_lines=find_likely_statements(candidate.text for candidate in candidates),
        language=language,
        date_language=find_date_language(
            (candidate.text for candidate in candidates if len(candidate.text) <= _MAX_DATED), language
        ),
        find_saved=find_saved,
    )
    return _build_draft(builder, facts, name)


def _read_as_text(builder: DraftBuilder, page: HtmlPage, name: str, reason: str) -> Draft:
    from briefbuilder.importers.plaintext.reader import build_text_draft

    builder.notice("page-read-as-text", reason)
    text = markup_to_text(page.text)
    if not text:
        raise ImportRefusedError("import-no-text", name=name)
    if len(text) > FALLBACK_CHARACTERS:
        builder.notice("page-cut", first_words(text[FALLBACK_CHARACTERS:]))
    return build_text_draft(builder, text[:FALLBACK_CHARACTERS], name)


def _build_draft(builder: DraftBuilder, facts: _PageFacts, name: str) -> Draft:
    choice = choose(facts.root, facts.candidates)
    if choice.failed:
        builder.notice("extraction-failed")
    chosen = list(choice.indexes)
    title, others = _find_titles(builder, facts, name, chosen)
    description = facts.stated.description or facts.tags.first(
        "og:description", "description", "twitter:description"
    )
    lead = find_lead(facts.candidates, chosen, (title, *others), description, choice.boilerplate)
    chosen = _drop_above_title(facts.candidates, chosen, (title, *others))
    chosen = [
        index
        for index in chosen
        if index != lead and not _repeats_head(facts, chosen, index, (title, *others))
    ]
    lead_text = facts.candidates[lead].text if lead is not None else None
    if lead_text:
        builder.notice("lead-set-apart", lead_text)
    likely = frozenset(facts.rights_lines)
    texts = ((index, facts.candidates[index].text) for index in chosen)
    rights = {index for index, text in texts if text in likely and is_only_rights(text)}
    chosen = [index for index in chosen if index not in rights or len(rights) == len(chosen)]
    outlets = (find_publication(facts.tags, facts.stated), facts.tags.first("og:site_name"))
    names = (
        *(facts.stated_authors or facts.marked_authors or facts.linked_authors),
        *(facts.stated.authors or facts.stated.organizations),
        *facts.tags.all("author"),
        *filter(None, outlets),
    )
    head = read_head_lines(facts.candidates, chosen, title, names, facts.date_language)
    are_known = _are_persons(facts.stated_authors) or bool(facts.marked_authors)
    printed = (
        PrintedAuthors()
        if are_known
        else find_printed_authors(facts.candidates, chosen, title, facts.language)
    )
    chosen = [index for index in chosen if index not in head.indexes]
    for index in sorted(head.indexes):
        builder.notice("metadata-from-text", facts.candidates[index].text)
    for index in sorted(rights.difference(chosen)):
        builder.notice("rights-set-apart", first_words(facts.candidates[index].text))
    closing = {index: facts.candidates[index].text for index in chosen[-_CLOSING_BLOCKS:]}
    authors = _choose_authors(facts, head.byline, printed, [*closing.values()])
    known = set(map(match_key, authors))
    signatures = {
        index
        for index, text in closing.items()
        if match_key(text) in known or set(read_closing_line(text)) & set(authors)
    }
    if len(signatures) == len(chosen):
        signatures = set()
    for index in sorted(signatures):
        builder.notice("metadata-from-text", facts.candidates[index].text)
    chosen = [index for index in chosen if index not in signatures]
    _add_blocks(builder, facts, chosen)
    leads = {lead} if lead is not None else set()
    _report_removed(builder, facts.candidates, {*chosen, *leads, *rights, *head.indexes, *signatures}, title)
    return builder.draft(replace(_build_metadata(builder, facts, head, title, authors), lead=lead_text))


def _build_metadata(
    builder: DraftBuilder,
    facts: _PageFacts,
    head: HeadLines,
    title: str,
    authors: tuple[str, ...],
) -> Metadata:
    published = find_published(
        facts.root, facts.tags, facts.stated, head.byline, head.days, facts.date_language
    )
    if published.day is not None and published.guessed:
        builder.notice("date-guessed", published.day.isoformat())
    return Metadata(
        title=title,
        authors=authors,
        publication=find_publication(facts.tags, facts.stated)
        or head.byline.publication
        or find_outlet_in_title(facts.tags, facts.stated),
        published=published.day,
        url=facts.tags.url or facts.stated.url,
        language=_choose_language(builder, facts.language),
        rights=_find_rights(facts),
    )


def _are_persons(names: Sequence[str]) -> bool:
    return bool(names) and not are_agencies(names) and not are_accounts(names)


def _choose_authors(
    facts: _PageFacts, byline: Byline, around: PrintedAuthors, closing: Sequence[str]
) -> tuple[str, ...]:
    """Return the authors in the head, the byline or marks; agencies, organizations and accounts only if there is no person.

    If the byline names none of those in the head, these only uploaded the text.
    """
    printed = keep_persons(byline.authors, facts.tags, facts.stated)
    if _are_persons(facts.stated_authors):
        known = set(map(match_key, facts.stated_authors))
        is_other = printed and known.isdisjoint(map(match_key, printed))
        # One printed name may be a list whose words for "and" are not known.
        line = "\n".join(map(match_key, printed))
        is_list = len(known) > len(printed) and all(map(line.__contains__, known))
        return printed if is_other and not is_list else facts.stated_authors
    beside = keep_persons(around.persons, facts.tags, facts.stated)
    is_sure = around.labelled and not (facts.linked_authors and set(facts.linked_authors).issubset(beside))
    return (
        facts.marked_authors
        or (beside if is_sure else ())
        or printed
        or facts.linked_authors
        or keep_persons(
            next(filter(None, map(read_closing_line, reversed(closing))), ()), facts.tags, facts.stated
        )
        or facts.stated_authors
        or find_other_authors(facts.marks, facts.tags, facts.stated, around.others)
        or tuple(name for name in beside if not is_title_part(name, facts.tags.title))
    )


def _find_titles(
    builder: DraftBuilder, facts: _PageFacts, name: str, chosen: Sequence[int]
) -> tuple[str, tuple[str, ...]]:
    """Return the title and its other variants."""
    tags, stated = facts.tags, facts.stated
    headings = [candidate for candidate in facts.candidates if 0 < _heading_level(candidate.block) <= 2]
    mastheads = [candidate for candidate in headings if leads_home(candidate.element)]
    headings = [candidate for candidate in headings if candidate not in mastheads]
    stated_titles = {match_key(text) for text in (tags.first("og:title"), stated.headline) if text}
    tops = [
        find_part(candidate, stated_titles) or candidate.text
        for candidate in headings
        if _heading_level(candidate.block) == 1
    ]
    named = (stated.publication, tags.first("og:site_name"), tags.first("application-name"))
    sites = (*named, *(candidate.text for candidate in mastheads))
    in_head = [*filter(None, (tags.first("og:title"), tags.title))]
    first = [facts.candidates[index] for index in chosen[:_FIRST_BLOCKS]]
    parts = _find_title_parts(headings, tags.title) or (
        [] if tops else [candidate.text for candidate in first if _is_title_line(candidate.text, tags.title)]
    )
    heading = TitleStatement(max(parts, key=len), 1.2) if parts else TitleStatement(next(iter(tops), ""), 0.7)
    statements = [
        find_printed_headline(tops, in_head, stated.headline, sites) or heading,
        TitleStatement(stated.headline or "", 1.4),
        TitleStatement(tags.first("og:title") or "", 1.1),
        TitleStatement(tags.title, 0.02 if _FILE_NAME.fullmatch(tags.title) else 0.9),
        TitleStatement(tags.first(*_TITLE_NAMES) or "", 1.3),
        TitleStatement(
            tags.first("parsely-title", "sailthru.title") or "", 0.02 if tags.first("og:title") else 1.15
        ),
        TitleStatement(tags.first("twitter:title", "weibo:article:title") or "", 0.02),
    ]
    title, others = choose_title(statements, sites, tags.url)
    for other in others:
        if not adds_site_name(other, title, sites, tags.url):
            builder.notice("title-candidate", other)
    if not title:
        title = name.rpartition(".")[0] or name
        builder.notice("title-from-file-name", title)
    return title, others


def _find_title_parts(headings: Sequence[Candidate], title: str) -> list[str]:
    """Return the headings that the title in the head starts or ends with.

    On many pages the name of the site is the main heading, and that of the article the second.
    """
    stated = match_key(title)
    return [
        candidate.text
        for candidate in headings
        if candidate.size >= _MIN_HEADING
        and (
            stated.startswith(candidate.words)
            or stated.endswith(candidate.words)
            or _is_title_line(candidate.text, title)
        )
    ]


def _is_title_line(text: str, title: str) -> bool:
    """Return whether a line is a whole part of the title in the head: of several words, or the most of it in CJK characters."""
    is_most = CJK.search(text) is not None and 2 * len(text) >= len(title)
    is_part = is_title_part(text, title) or title.endswith(f": {text}")
    return is_part and (is_most or len(text.split()) >= _MIN_TITLE_WORDS)


def _drop_above_title(
    candidates: Sequence[Candidate], chosen: Sequence[int], titles: Sequence[str]
) -> list[int]:
    """Drop what is above the heading that is the title, such as teasers and the name of a section, if it is little.

    Of several main headings it is the one with the title or a part of it; a single one may be a variant.
    """
    known, title = set(map(match_key, titles)), match_key(titles[0])
    tops = [
        (number, candidates[index].words)
        for number, index in enumerate(chosen)
        if _heading_level(candidates[index].block) == 1
    ]
    if len(tops) > 1:
        tops = [(number, words) for number, words in tops if words in title or title in words]
    heading = next((number for number, words in tops if words in known), 0)
    above, below = (total_size(candidates, part) for part in (chosen[:heading], chosen[heading:]))
    return list(chosen[heading:] if above <= _MAX_ABOVE_TITLE * below else chosen)


def _repeats_head(facts: _PageFacts, chosen: Sequence[int], index: int, titles: Sequence[str]) -> bool:
    """Return whether a block repeats the title or the address, also as a heading with a variant of the title."""
    candidate, title = facts.candidates[index], match_key(titles[0])
    if candidate.text == facts.tags.url:
        return True
    if not isinstance(candidate.block, Heading):
        return candidate.words == title and index in chosen[:_FIRST_BLOCKS]
    if _heading_level(candidate.block) == 1 and candidate.words in map(match_key, titles):
        own, words = set(candidate.text.casefold().split()), set(titles[0].casefold().split())
        return 2 * len(own & words) > min(len(own), len(words))
    return candidate.words == title or find_part(candidate, {title}) is not None


def _add_blocks(builder: DraftBuilder, facts: _PageFacts, chosen: Sequence[int]) -> None:
    """Add the chosen blocks with their pictures, then the notes that they refer to."""
    pictures = EmbeddedPictures(builder, facts.page, facts.find_saved)
    inlines = (inline for index in chosen for inline in iter_inlines(facts.candidates[index].block))
    referred = dict.fromkeys(inline.note for inline in inlines if isinstance(inline, NoteReference))
    blocks: list[Block] = []
    for index in chosen:
        block = facts.candidates[index].block
        if isinstance(block, Note):
            if block.id in referred:
                continue  # it is added below
            block = Paragraph(id="", content=block.content)
        embedded = pictures.embed(block)
        if embedded is not None:
            blocks.append(embedded)
    for block in _promote_bold_lines(blocks):
        builder.add(block)
    pictures.report_outside()
    marks = {note: str(number) for number, note in enumerate(referred, 1)}
    notes = {
        candidate.block.id: candidate.block
        for candidate in facts.candidates
        if isinstance(candidate.block, Note)
    }
    for note, mark in marks.items():
        if note in notes:
            builder.add(replace(notes[note], mark=mark))


def _promote_bold_lines(blocks: list[Block]) -> list[Block]:
    """Return the blocks, with bold lines above running text as headings if there are no others, as in press releases."""
    if not blocks or any(isinstance(block, Heading) for block in blocks):
        return blocks
    return [
        Heading(id="", content=block.content, level=2, language=block.language)
        if isinstance(block, Paragraph) and _is_bold_line(block) and _may_follow_heading(below)
        else block
        for block, below in zip(blocks, (*blocks[1:], None), strict=True)
    ]


def _may_follow_heading(block: Block | None) -> bool:
    if isinstance(block, Paragraph):
        return count_letters(match_key(block.text)) >= _MIN_BELOW_HEADING
    return isinstance(block, ListItem | Table)


def _is_bold_line(block: Paragraph) -> bool:
    """Return whether a paragraph is a short bold line with words, without a link or a sign at its end."""
    if not all(
        isinstance(inline, Span) and (inline.bold or inline.text.isspace()) for inline in block.content
    ):
        return False
    text = block.text.strip()
    is_line = len(text) <= _MAX_HEADING and text[:1].isalnum() and text[-1:].isalnum()
    return is_line and any(map(str.isalpha, text)) and not any(map(_is_linked, block.content))


def _is_linked(inline: Inline) -> bool:
    return isinstance(inline, Span) and inline.link is not None


def _report_removed(
    builder: DraftBuilder, candidates: Sequence[Candidate], kept: set[int], title: str
) -> None:
    """Add a notice with the first words of each run of removed blocks."""
    words = match_key(title)
    runs: list[list[str]] = [[]]
    # Most blocks have the same parent as the one above.
    around: dict[HtmlElement | None, HtmlElement | None] = {}
    last: HtmlElement | None = None
    for index, candidate in enumerate(candidates):
        if index in kept:
            runs.append([])
            continue
        parent = candidate.element.getparent()
        if parent not in around:
            around[parent] = next(candidate.element.iterancestors(*_REGION_TAGS), None)
        if around[parent] is not last:
            last = around[parent]
            runs.append([])
        if candidate.words and candidate.words != words:
            runs[-1].append(candidate.text)
    runs = [texts for texts in runs if texts]
    for texts in runs[:_MAX_REMOVALS]:
        builder.notice("removed-from-page", first_words(" · ".join(texts)))
    if len(runs) > _MAX_REMOVALS:
        builder.notice("more-removed-from-page", str(len(runs) - _MAX_REMOVALS))


def _choose_language(builder: DraftBuilder, declared: str | None) -> str | None:
    """Return the declared language unless the text is clearly in another one."""
    text = "\n".join(block.text for block in builder.blocks)
    guessed = None if declared and len(text) < _MIN_TEXT else guess_language(text, declared)
    if guessed is None or (declared and base_language(declared) == guessed):
        return declared
    builder.notice("language-overruled" if declared else "language-guessed", guessed)
    return guessed


def _find_rights(facts: _PageFacts) -> Rights:
    """Return the rights stated in the metadata or in short lines."""
    lines = filter(is_rights_statement, facts.rights_lines)
    stated = (facts.stated.rights, facts.tags.first("copyright", "dc.rights", "dcterms.rights", "rights"))
    addresses = (facts.tags.links.get("license"), facts.stated.licence)
    return extract_rights([*filter(None, stated), *lines], filter(None, addresses))


def _heading_level(block: Block) -> int:
    return block.level if isinstance(block, Heading) else 0


_LANGUAGE_TAG = re.compile(
    r"([a-z]{2,3})(?:-([a-z]{4}))?(?:-([a-z]{2}))?(?:-.*)?", re.ASCII | re.IGNORECASE | re.DOTALL
)


def _parse_language_tag(declared: str | None) -> str | None:
    """Return the language, script and region of a declared BCP 47 tag, or None if it is invalid."""
    found = _LANGUAGE_TAG.fullmatch((declared or "").split(",")[0].strip().replace("_", "-"))
    if found is None:
        return None
    language, script, region = (part or "" for part in found.groups())
    return "-".join(filter(None, (language.lower(), script.title(), region.upper())))
