"""Texts in another language than declared."""

from __future__ import annotations

import pytest

from briefbuilder.app import checks
from briefbuilder.app.checks import detect_language
from briefbuilder.app.commands import briefings, tags
from briefbuilder.app.session import Session
from briefbuilder.domain import briefing_edits
from briefbuilder.domain.article import Article
from briefbuilder.domain.briefing import OwnText
from briefbuilder.domain.text import Paragraph, Span

ITALIAN = (
    "Il ministro ha detto che la riduzione delle dipendenze resta la priorità del governo, e che non si tratta di chiudere le porte a nessuno. "
    "Le imprese chiedono tempi certi per gli investimenti nei semiconduttori, e una sola voce verso i partner. "
    "Al vertice di ottobre si parlerà anche di energia, di porti e di dati, ma è sulla tecnologia che si misura l’intesa tra i due paesi."
)
JAPANESE = "大臣は、依存を減らすことが政府の優先課題であり、誰に対しても扉を閉ざすことではないと述べた。企業は確実な日程を求めている。"


@pytest.mark.parametrize(
    ("text", "declared", "told"),
    [
        (ITALIAN, "en", "it"),
        (ITALIAN, "it-IT", "it"),
        (JAPANESE, "it", "ja"),
        ("Breve.", "en", None),
        ("Президент заявил, что переговоры продолжатся осенью, и назвал дату.", "en", None),
    ],
)
def test_only_what_leaves_no_doubt_is_told(text: str, declared: str, told: str | None) -> None:
    assert detect_language(text, declared) == told


def test_own_text_in_another_language_is_told_until_it_says_which(session: Session, article: Article) -> None:
    session.store.apply(tags.tag_section(session, article.id, 1, ["derisking"]))
    act, briefing = briefings.compose_briefing(session, "thematic-briefing", "Note", ["derisking"], {}, "en")
    session.store.apply(act)

    def codes(language: str | None) -> list[str | None]:
        text = OwnText(id="own", blocks=(Paragraph(id="p", content=(Span(ITALIAN),), language=language),))
        after = briefing_edits.insert_item(briefing, briefing.parts[0].id, text)
        session.store.apply(briefings.edit_briefing(session, after, "edit-text"))
        return [
            one.place.item for one in checks.check(session, briefing.id) if one.code == "language-differs"
        ]

    assert codes(None) == ["own"]
    assert codes("it") == []
