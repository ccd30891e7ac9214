"""An annex: whole articles, each under its title, as running text with headings of its own."""

from __future__ import annotations

from dataclasses import replace

from briefbuilder.composing.blocks import visible
from briefbuilder.composing.disclosure import with_labels
from briefbuilder.composing.inlines import Pen, notes_of
from briefbuilder.composing.ledger import Ledger
from briefbuilder.composing.material import same_language
from briefbuilder.composing.own_text import running_text
from briefbuilder.composing.portions import with_portions
from briefbuilder.composing.quotations import source_blocks
from briefbuilder.composing.sources import citation
from briefbuilder.domain.briefing import Excerpt
from briefbuilder.domain.document import DrawnHeading, DrawnText, Element
from briefbuilder.domain.notices import Place
from briefbuilder.domain.text import Span

_DEEPEST = 6


def drawn_article(excerpt: Excerpt, ledger: Ledger, place: Place, level: int) -> tuple[Element, ...]:
    """Return an article of an annex under a heading below that level: its title, its source, its text."""
    material = ledger.material
    article = material.articles.get(excerpt.passage.article)
    blocks = visible(source_blocks(excerpt, article, ledger, place))
    blocks = with_portions(with_labels(blocks, excerpt, material), excerpt, ledger, place)
    if not blocks:
        return ()
    language = material.language_of(article)
    pen = Pen(
        ledger=ledger,
        place=place,
        text_language=language,
        element_language=language,
        notes=notes_of(article.blocks if article else ()) | notes_of(blocks),
        origin=excerpt.id,
    )
    if article is not None:
        ledger.use(article.id, excerpt.reliability)
    own = None if same_language(language, material.language) else language
    ledger.last_level = below = min(level + 1, _DEEPEST)
    title = (article and (article.metadata.title.strip() or article.original.name)) or ""
    head = DrawnHeading(
        level=below,
        content=pen.drawn((Span(title),), language),
        anchor=ledger.anchor("item", excerpt.id),
        origin=excerpt.id,
        language=own,
    )
    source = DrawnText(
        role="source",
        content=citation(article, excerpt, ledger, place, titled=False),
        origin=excerpt.id,
    )
    text = running_text(blocks, pen, below, "", numbered=False)
    return (head, source, *(replace(element, language=own) for element in text))
