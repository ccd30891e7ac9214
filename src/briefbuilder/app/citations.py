"""The citation of an article as the template of a briefing writes it, for a note in an own text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefbuilder.app.export_input import snapshot
from briefbuilder.domain.briefing import Excerpt
from briefbuilder.domain.notices import Place
from briefbuilder.domain.passage import Passage
from briefbuilder.domain.text import Span

if TYPE_CHECKING:
    from briefbuilder.app.session import Session


def cite_article(session: Session, briefing_id: str, article_id: str, block: str = "") -> tuple[Span, ...]:
    """Return the citation of an article in a briefing, with the page of a block if the article has pages.

    Raises DossierError where the briefing or the article is not there.
    """
    from briefbuilder.composing.context import CompositionContext
    from briefbuilder.composing.sources import compose_citation
    from briefbuilder.domain.document import Run

    article = session.store.article(article_id)
    context = CompositionContext(snapshot(session, briefing_id))
    passage = Passage(article=article_id, blocks=(block,) if block else (), start=0, end=0, quote="")
    content = compose_citation(
        article, (Excerpt(id="", passage=passage),), context, Place(article=article_id)
    )
    return tuple(
        Span(run.text, italic=run.italic, bold=run.bold, link=run.link, language=run.language)
        for run in content
        if isinstance(run, Run)
    )
