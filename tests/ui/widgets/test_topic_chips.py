"""The dot of a topic is seen on the chip with its name."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from briefbuilder.app.resources import Resources
from briefbuilder.app.taxonomies import USUAL_TAXONOMIES
from briefbuilder.ui.theme import Scheme, Theme, contrast
from briefbuilder.ui.widgets.chip import Chip


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_dot_of_each_topic_is_seen_on_its_chip(
    qtbot: QtBot, resources: Resources, scheme: Scheme
) -> None:
    theme, box = Theme(scheme), QWidget()
    qtbot.addWidget(box)
    colours = {topic.colour for topic in resources.taxonomy(USUAL_TAXONOMIES).topics}
    pale = []
    for colour in sorted(colours):
        chip = Chip("Semiconductors", colour, theme, box)
        chip.resize(chip.sizeHint())
        picture, half = chip.grab().toImage(), chip.height() // 2
        dot, ground = picture.pixelColor(half, half), picture.pixelColor(half, half // 3)
        if contrast(dot, ground) < 3:
            pale.append((colour, dot.name(), ground.name()))
    assert len(colours) > 10
    assert pale == []
