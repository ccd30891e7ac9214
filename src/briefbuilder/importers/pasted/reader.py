"""A pasted text to an article: all that was chosen is kept, unless a whole page was copied with its menus."""

from __future__ import annotations

import re
from dataclasses import replace

from briefbuilder.domain.article import Metadata, Reading
from briefbuilder.domain.errors import ImportRefusedError
from briefbuilder.domain.text import Heading, Paragraph
from briefbuilder.importers.build import Builder, Draft
from briefbuilder.importers.clean import first_words
from briefbuilder.importers.language import guess_language
from briefbuilder.importers.markup import Surroundings, add_markup
from briefbuilder.importers.pasted.offered import Form, Offered, forms_of
from briefbuilder.importers.reading import read_bytes, reading_of
from briefbuilder.importers.rights import is_rights_statement, rights_of

_WHOLE_PAGE = re.compile(
    r"<(?:nav|aside|footer)[\s>]|role=[\"']?(?:navigation|banner|contentinfo)", re.IGNORECASE
)
_TITLE = 200
"""Code points of a first paragraph that may be a title."""
_ENDED = (".", "!", "…", ":", ";", "。", "．", ",")


def read_pasted(offered: Offered) -> Reading:
    """Read the best form of a pasted text, the next one where that cannot be read; nothing is fetched or opened.

    Raises:
        ImportRefusedError: no form holds a text.
    """
    refusal = ImportRefusedError("import-no-text", name="pasted")
    for number, form in enumerate(forms_of(offered)):
        try:
            return _read(form)
        except ImportRefusedError as error:
            if not number:
                refusal = error
    raise refusal


def _read(form: Form) -> Reading:
    if form.markup and not _WHOLE_PAGE.search(form.markup):
        return reading_of(_draft(form), form.data, form.name, "text/html")
    reading = read_bytes(form.data, form.name)
    metadata = reading.article.metadata
    if form.url and not metadata.url:
        article = replace(reading.article, metadata=replace(metadata, url=form.url))
        return replace(reading, article=article)
    return reading


def _draft(form: Form) -> Draft:
    builder = Builder()
    add_markup(builder, form.markup, Surroundings(base=form.url))
    if not any(block.text.strip() for block in builder.blocks):
        raise ImportRefusedError("import-no-text", name=form.name)
    title = _title(builder)
    text = "\n".join(block.text for block in builder.blocks)
    language = guess_language(text)
    if language:
        builder.notice("language-guessed", language)
    statements = [block.text for block in builder.blocks if is_rights_statement(block.text)]
    return builder.draft(Metadata(title=title, url=form.url, language=language, rights=rights_of(statements)))


def _title(builder: Builder) -> str:
    """Return the title, a heading or a short line at the head, which is taken off the text; else its first words."""
    first = builder.blocks[0]
    short = isinstance(first, Paragraph) and len(first.text) <= _TITLE and not first.text.endswith(_ENDED)
    if len(builder.blocks) > 1 and (isinstance(first, Heading) or (short and "\n" not in first.text)):
        del builder.blocks[0]
        return first.text
    title = first_words(next(block.text for block in builder.blocks if block.text.strip()), 100)
    builder.notice("title-from-first-words", title)
    return title
