"""An open session on the real resources, and real readings."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from briefbuilder.app.commands.imports import import_readings
from briefbuilder.app.resources import Resources
from briefbuilder.app.session import Session
from briefbuilder.domain.article import Article, ImportedArticle
from briefbuilder.importers.read import read_bytes

ITALIAN = """Accordo sui semiconduttori

L'Unione europea e il Giappone hanno concordato un partenariato digitale sull'intelligenza artificiale.

Derisking e catene di fornitura

Il derisking riduce la dipendenza dalla Cina per i semiconduttori. La città 💡 ospita il vertice.

Una seconda frase sulle terre rare e sui microchip chiude la sezione.
"""
ENGLISH = """Export controls on advanced chips

Ministers agreed to tighten export controls on advanced semiconductors and to speed up derisking from China.

They will meet again in Łódź.
"""


def text_reading(text: str, name: str = "article.txt") -> ImportedArticle:
    return read_bytes(text.encode(), name)


@pytest.fixture(scope="session")
def resources() -> Resources:
    """What ships, loaded once for all tests."""
    return Resources(templates=[Resources().folder.parent / "templates"])


@pytest.fixture
def dossier(tmp_path: Path) -> Path:
    return tmp_path / "work.dossier"


@pytest.fixture
def session(dossier: Path, resources: Resources) -> Iterator[Session]:
    with Session.create(dossier, resources) as opened:
        yield opened


@pytest.fixture
def read() -> Callable[..., ImportedArticle]:
    return text_reading


@pytest.fixture
def article(session: Session) -> Article:
    """The Italian article, imported."""
    (outcome,) = import_readings(session, [text_reading(ITALIAN, "accordo.txt")])
    assert outcome.article is not None
    return session.store.article(outcome.article)


@pytest.fixture
def other(session: Session, article: Article) -> Article:
    """An English article, imported after the Italian one."""
    (outcome,) = import_readings(session, [text_reading(ENGLISH, "controls.txt")])
    assert outcome.article is not None
    return session.store.article(outcome.article)
