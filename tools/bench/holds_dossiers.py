"""The dossiers and pages of the benchmark of holds: many articles with a long one, and briefings with many parts, items and tables."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from bench.commands import paragraphs as different_paragraphs
from bench.generated import made
from bench.texts import SENTENCES, paragraphs
from briefbuilder.app.commands.articles import edit_metadata
from briefbuilder.app.commands.briefings import compose_briefing, edit_briefing
from briefbuilder.app.commands.imports import import_readings
from briefbuilder.app.commands.tags import tag_section
from briefbuilder.app.evidence import facts_rules
from briefbuilder.app.exchange.places import set_up_place
from briefbuilder.app.resources import Resources
from briefbuilder.app.session import Session
from briefbuilder.domain import briefing_edits
from briefbuilder.domain.article import Article
from briefbuilder.domain.briefing import Excerpt, Item, OwnText
from briefbuilder.domain.briefing import Part as BriefingPart
from briefbuilder.domain.passage import section_passage
from briefbuilder.domain.text import Cell, Paragraph, Row, Span, Table
from briefbuilder.importers.read import read_bytes
from briefbuilder.storage.facts import prepare_facts
from briefbuilder.storage.passwords import write_copy

ARTICLES, FEWER, FEWEST, PAGES = 3000, 300, 30, 40
LONG, LONG_NAME = 185, "rapporto.txt"
"""Pages and name of an article of 100,000 words."""
ITEMS, MOST_ITEMS = 73, 600
_OTHER_ACTS = 30
"""Articles that another desk tags and edits on a day."""
PASSWORD = "una frase lunga"  # noqa: S105 - of a dossier that is made for the benchmark


def _page(number: int) -> str:
    body = "".join(
        f"<h2>{text} {number}</h2>" if is_heading else f"<p>{text} ({number})</p>"
        for is_heading, text in paragraphs(12)[number : number + 28]
    )
    return f"<!doctype html><html lang=it><title>Pagina {number}</title><article><h1>Pagina {number}</h1>{body}</article></html>"


def _own_text(number: int) -> OwnText:
    """Return a sentence, or a table in every second text."""
    if number % 2:
        return OwnText(id=f"o{number}", blocks=(_paragraph("p", SENTENCES[number % len(SENTENCES)]),))
    cells = [
        [Cell(blocks=(_paragraph(f"c{row}-{at}", f"{row * at + number} milioni"),)) for at in range(4)]
        for row in range(8)
    ]
    table = Table(id="t", rows=tuple(Row(cells=tuple(row)) for row in cells), header_rows=1)
    return OwnText(id=f"o{number}", blocks=(table,))


def _paragraph(name: str, text: str) -> Paragraph:
    return Paragraph(id=name, content=(Span(text),))


def _item(number: int, articles: Sequence[Article]) -> Item:
    if number % 10 > 6:
        return _own_text(number)
    article = articles[number % len(articles)]
    return Excerpt(id=f"o{number}", passage=section_passage(article, article.sections[number % 10]))


def _add_briefing(session: Session, title: str, count: int, an_part: int) -> None:
    """Add a briefing of so many items, with some in each part."""
    known = prepare_facts((), facts_rules())  # else their facts would be read beside all acts
    session.store.keep_facts((record, known) for record in session.store.articles())
    act, briefing = compose_briefing(session, "thematic-briefing", title, [], {}, "it")
    session.store.apply(act)
    articles = [session.store.article(record.id) for record in session.store.articles()[:60]]
    parts = tuple(
        BriefingPart(
            id=f"w{start}",
            key=briefing.parts[0].key,
            heading=f"{start // an_part + 1}. {title}",
            items=tuple(_item(number, articles) for number in range(start, min(start + an_part, count))),
        )
        for start in range(0, count, an_part)
    )
    full = replace(briefing, parts=(*briefing.parts, *parts))
    session.store.apply(edit_briefing(session, full, "edit-briefing"))


def make_dossiers(folder: Path, cached: Path, *, shared: bool) -> None:
    """Write the dossiers and the pages that are opened and imported, and `shared` those of two desks with their place."""
    with Session.open(
        Path(shutil.copy(made(cached, ARTICLES), folder / "many.dossier")), Resources()
    ) as session:
        words = "\n\n".join(text for _, text in different_paragraphs(LONG))
        import_readings(session, [read_bytes(f"Un rapporto\n\n{words}".encode(), LONG_NAME)])
        _add_briefing(session, "Nota", ITEMS, 10)
    if shared:
        _share(folder)
    with Session.open(
        Path(shutil.copy(made(cached, FEWER), folder / "wide.dossier")), Resources()
    ) as session:
        for number in range(3):
            _add_briefing(session, f"Quadro {number}", MOST_ITEMS, 15)
    shutil.copy(made(cached, FEWEST), folder / "few.dossier")
    secret = folder / "secret.dossier"
    secret.touch()
    write_copy(folder / "wide.dossier", None, secret, PASSWORD)
    (folder / "pages").mkdir()
    for number in range(PAGES):
        (folder / "pages" / f"{number}.html").write_text(_page(number), encoding="utf-8")


def _share(folder: Path) -> None:
    """Write the dossiers of two desks, and the folder in which they exchange what they do."""
    one, other = folder / "shared.dossier", folder / "other.dossier"
    shutil.copy(folder / "many.dossier", one)
    with Session.open(one, Resources()) as session:
        session.store.shared.author = "Rossi"
        session.store.share()
        session.store.copy_to(other)
    (folder / "place").mkdir()
    set_up_place(str(folder / "place"))


def act_at_other_desk(session: Session, pages: Path, number: int) -> None:
    """Import pages, tag, and edit articles and the long briefing as another desk does on a day; days have numbers."""
    store = session.store
    texts = (path.read_bytes() for path in sorted(pages.iterdir())[: PAGES // 2])
    import_readings(
        session, [read_bytes(text.replace(b"Pagina", b"Pagina %d-" % number), "page.html") for text in texts]
    )
    records = store.articles()
    for at, record in enumerate(records[number :: len(records) // _OTHER_ACTS]):
        store.apply(tag_section(session, record.id, 1, ["semiconductors"]))
        title = f"{record.metadata.title} ({at})"
        store.apply(edit_metadata(session, record.id, replace(record.metadata, title=title)))
        long = max(store.briefings(), key=lambda one: sum(1 for _ in one.items))
        own = [item for item in long.items if isinstance(item, OwnText)][at % 10]
        written = replace(own, blocks=(_paragraph("p", f"{SENTENCES[at % len(SENTENCES)]} {number}-{at}"),))
        store.apply(edit_briefing(session, briefing_edits.replace_item(long, written), "edit-text"))
