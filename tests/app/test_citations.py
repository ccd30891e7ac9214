"""The citation of an article for a note in an own text."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefbuilder.app.citations import cite_article
from briefbuilder.app.commands.briefings import compose_briefing
from briefbuilder.app.commands.imports import import_readings
from briefbuilder.app.resources import Resources
from briefbuilder.app.session import Session
from briefbuilder.domain.errors import DossierError
from briefbuilder.domain.text import Span
from briefbuilder.importers.read import read_bytes

PAGE = b"""<html lang="en"><head><title>A fund for chips</title><meta property="og:site_name" content="The Courier">
<meta property="article:published_time" content="2024-10-14"></head><body><article><h1>A fund for chips</h1>
<p>The fund of the two governments has 43 billion euros for new factories, and the first of them opens soon.</p>
<p>The council of the fund meets in spring to see how much of the money was given to whom, and what for.</p>
</article></body></html>"""


def test_an_article_is_cited_as_the_template_writes_sources(tmp_path: Path) -> None:
    with Session.create(tmp_path / "fund.dossier", Resources()) as session:
        import_readings(session, [read_bytes(PAGE, "fund.html")])
        act, briefing = compose_briefing(session, "thematic-briefing", "Chips", [], {}, "en")
        session.store.apply(act)
        (record,) = session.store.articles()
        cited = cite_article(session, briefing.id, record.id)
        assert (
            "".join(span.text for span in cited) == "The Courier, “A fund for chips”, 14\u00a0October 2024."
        )
        assert Span("The Courier", italic=True) in cited
        with pytest.raises(DossierError):
            cite_article(session, briefing.id, "no such article")
