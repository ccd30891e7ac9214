"""What a first article is shown with is loaded before it is there."""

from __future__ import annotations

import pytest

from briefbuilder.app.messages import Words
from briefbuilder.app.readiness import get_ready
from briefbuilder.app.resources import Resources
from briefbuilder.tagging import taxonomy


def test_nothing_is_read_again_for_the_first_article(monkeypatch: pytest.MonkeyPatch) -> None:
    resources, words = Resources(), Words("en")
    get_ready(resources, words, None)
    monkeypatch.delattr(taxonomy, "load_taxonomy")
    monkeypatch.delattr("briefbuilder.app.messages.Catalogue")
    ready = resources.taxonomy()
    assert ready.topics
    assert resources.matcher(ready) is resources.matcher(resources.taxonomy())
    assert words.text("undo-nothing")
