"""The walks of the documentation, done in the window step by step as their pages say."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pypdfium2
import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from tests.narrowing import not_none, of_type
from tests.ui.windows import session_of
from walks import (
    MANIFEST,
    PAGE_SIZE,
    ScreenTexts,
    Step,
    Walk,
    WalkPrompter,
    picture_texts,
    read_steps,
    use_fonts_of_pictures,
    walk_page,
)

from briefbuilder.app.resources import Resources
from briefbuilder.app.settings import Settings
from briefbuilder.domain.briefing import Briefing, Excerpt, OwnText
from briefbuilder.ui.bootstrap import build_services, window_of
from briefbuilder.ui.theme import Theme


@pytest.fixture
def walk(
    qapp: QApplication, qtbot: QtBot, resources: Resources, tmp_path: Path, outdated: dict[str, set[str]]
) -> Iterator[Walk]:
    """A walk in a window of the size of the pictures, which notes where pictures show other texts."""
    pictures: dict[str, Any] = json.loads(MANIFEST.read_text("utf-8"))["pictures"]
    texts, prompter = ScreenTexts("en"), WalkPrompter()
    usual = qapp.font()
    use_fonts_of_pictures(qapp)
    settings = Settings(tmp_path / "settings.json")
    window = window_of(
        build_services(None, resources, settings, prompter=prompter, theme=Theme("light"), language="en")
    )

    def compare(step: Step, shown: QWidget | Path) -> None:
        (_, path), *_ = step.pictures
        drawn = set(pictures[path.partition("pictures/")[2]]["texts"])
        now = set() if isinstance(shown, Path) else set(picture_texts(shown, texts))
        if drawn != now:
            outdated[path] = drawn ^ now

    window.resize(*PAGE_SIZE)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    folder = tmp_path / "Documents"
    folder.mkdir()
    yield Walk(window, prompter, folder, texts, qtbot.waitUntil, compare)
    window.services.jobs.close()
    window.close()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, int(QEvent.Type.DeferredDelete.value))
    qapp.setStyleSheet("")
    qapp.setFont(usual)


@pytest.fixture
def outdated() -> dict[str, set[str]]:
    """The texts that a picture shows and the window does not, or the other way round."""
    return {}


def _briefing(walk: Walk) -> Briefing:
    return not_none(walk.window.brief.current.briefing)


def _articles(walk: Walk) -> list[tuple[str | None, str | None]]:
    session = session_of(walk.window)
    records = session.store.articles()
    return [(record.metadata.publication, record.metadata.language) for record in records]


def _topics(walk: Walk) -> list[str]:
    session = session_of(walk.window)
    return [tag.topic for tag in session.store.tags()]


def _imported(walk: Walk) -> None:
    assert _articles(walk) == [("The Harbour Gazette", "en"), (None, "en"), ("Corriere di Levante", "it")]


def _tagged(walk: Walk) -> None:
    assert _topics(walk) == ["rare-earths", "derisking"]


def _accepted(walk: Walk) -> None:
    session = session_of(walk.window)
    assert len({tag.passage.article for tag in session.store.tags()}) == 3
    assert {"export-controls", "rare-earths"} <= set(_topics(walk))


def _named(walk: Walk) -> None:
    assert "The Meridian Review" in [publication for publication, _ in _articles(walk)]


def _created(walk: Walk) -> None:
    briefing = _briefing(walk)
    assert briefing.title == "Rare earths after Kyoto"
    assert briefing.template == "thematic-briefing"
    assert [part.topic for part in briefing.parts if part.topic] == ["export-controls", "rare-earths"]


def _ordered(walk: Walk) -> None:
    sources = [item.passage.article for item in _briefing(walk).items if isinstance(item, Excerpt)]
    assert sources[0] != sources[1]
    assert walk.window.brief.outline.current_node == _briefing(walk).items[1].id


def _own_text(walk: Walk) -> str:
    text = of_type(_briefing(walk).items[0], OwnText)
    return text.blocks[0].text


def _written(walk: Walk) -> None:
    assert "18 March 2025" in _own_text(walk)


def _detailed(walk: Walk) -> None:
    fields = _briefing(walk).fields
    assert fields["for"] == "The Minister’s private office"
    assert fields["drafted-by"] == "Economic Security Desk"


def _serious(walk: Walk) -> list[str]:
    return [one.code for one in walk.window.brief.panel.open_findings if one.severity != "hint"]


def _checked(walk: Walk) -> None:
    assert _serious(walk) == ["claim-different"]


def _fixed(walk: Walk) -> None:
    assert "18 March 2026" in _own_text(walk)
    assert _serious(walk) == []


def _signed(walk: Walk) -> None:
    session = session_of(walk.window)
    assert [kept.version for kept in session.store.versions(_briefing(walk).id)] == ["Signed off"]


def _exported(walk: Walk) -> None:
    with ZipFile(walk.folder / "Rare earths after Kyoto.docx") as packed:
        word = packed.read("word/document.xml").decode() + packed.read("word/footnotes.xml").decode()
    document = pypdfium2.PdfDocument(walk.folder / "Rare earths after Kyoto.pdf")
    pdf = " ".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    told = (
        "Rare earths after Kyoto",
        "18 March 2026",
        "The Minister’s private office",
        "The Meridian Review",
    )
    assert [words for words in told if words not in " ".join(word.split())] == []
    assert [words for words in told if words not in " ".join(pdf.split())] == []


def _copied(walk: Walk) -> None:
    designer = not_none(walk.window.designing.designer)
    assert designer.file.path is not None
    assert designer.file.path.name == "our-letter.yaml"


def _on_letterhead(walk: Walk) -> None:
    designer = not_none(walk.window.designing.designer)
    assert designer.letterhead.name.text() == "letterhead.docx"
    assert not {one.severity for one in designer.faults.findings} & {"error", "warning"}


def _saved(walk: Walk) -> None:
    resources = walk.window.services.resources
    template = resources.template("our-letter")
    assert template.label("en") == "Our letter"
    assert resources.letterhead_file("our-letter") is not None


RESULTS: dict[str, Callable[[Walk], None]] = {
    "import": _imported,
    "tag": _tagged,
    "accept": _accepted,
    "publication": _named,
    "new-briefing": _created,
    "order": _ordered,
    "write": _written,
    "details": _detailed,
    "check": _checked,
    "fix": _fixed,
    "sign-off": _signed,
    "export": _exported,
    "copy": _copied,
    "letterhead": _on_letterhead,
    "name": _on_letterhead,
    "style": _on_letterhead,
    "save": _saved,
}
"""What the window holds after a step."""


def _do(walk: Walk, folder: str) -> None:
    steps = read_steps(walk_page(folder, "en").read_text("utf-8"))
    assert steps
    for step in steps:
        walk.do(step)
        if step.id in RESULTS:
            RESULTS[step.id](walk)


def test_the_tutorial_leads_from_three_articles_to_word_and_pdf(
    walk: Walk, outdated: dict[str, set[str]]
) -> None:
    _do(walk, "tutorial")
    assert outdated == {}, "these pictures show other texts than the window: run tools/pictures.py"


def test_the_page_for_designers_leads_from_a_word_file_to_a_template(
    walk: Walk, outdated: dict[str, set[str]]
) -> None:
    _do(walk, "designers")
    assert outdated == {}, "these pictures show other texts than the window: run tools/pictures.py"
