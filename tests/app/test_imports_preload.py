"""What the first article is shown with is loaded before it appears."""

from __future__ import annotations

import pytest

from briefbuilder.app import resources as resources_module
from briefbuilder.app.commands.imports import preload
from briefbuilder.app.messages import Words
from briefbuilder.app.resources import Resources


def test_nothing_is_read_again_for_the_first_article(monkeypatch: pytest.MonkeyPatch) -> None:
    resources, words = Resources(), Words("en")
    preload(resources, words, resources.shipped_taxonomies())
    monkeypatch.delattr(resources_module, "load_parts")
    monkeypatch.delattr("briefbuilder.app.messages.Catalogue")
    loaded = resources.taxonomy()
    assert loaded.topics
    assert resources.matcher(loaded) is resources.matcher(resources.taxonomy())
    assert words.text("cancelled")
