"""A topic's colour on a chip and as a dot, in light and dark windows."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from briefbuilder.app.resources import Resources
from briefbuilder.app.taxonomies import USUAL_TAXONOMIES
from briefbuilder.ui.theme import Scheme, Theme, contrast
from briefbuilder.ui.widgets.chip import Chip, dot_colour


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_dot_of_each_topic_is_seen_on_its_chip(
    qtbot: QtBot, resources: Resources, scheme: Scheme
) -> None:
    theme, box = Theme(scheme), QWidget()
    qtbot.addWidget(box)
    colours = {topic.colour for topic in resources.taxonomy(USUAL_TAXONOMIES).topics}
    pale, edgeless = [], []
    for colour in sorted(colours):
        chip = Chip("Semiconductors", colour, theme, box)
        chip.resize(chip.sizeHint())
        picture, half = chip.grab().toImage(), chip.height() // 2
        dot, ground = picture.pixelColor(half, half), picture.pixelColor(half, half // 3)
        if contrast(dot, ground) < 3:
            pale.append((colour, dot.name(), ground.name()))
        edge = picture.pixelColor(chip.width() // 2, 0)
        if contrast(edge, theme.colours.colour("paper")) < 1.5:
            edgeless.append((colour, edge.name()))
    assert len(colours) > 10
    assert pale == []
    assert edgeless == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_topics_keep_their_hues_and_their_shades(qtbot: QtBot, resources: Resources, scheme: Scheme) -> None:
    theme = Theme(scheme)
    own = [QColor(one) for one in {topic.colour for topic in resources.taxonomy(USUAL_TAXONOMIES).topics}]
    shown = [dot_colour(colour.name(), theme) for colour in own]
    turned = [abs(one.hslHue() - other.hslHue()) for one, other in zip(own, shown, strict=True)]
    assert max(min(angle, 360 - angle) for angle in turned) <= 4
    assert len({colour.name() for colour in shown}) == len(own)


@pytest.mark.parametrize("colour", ["#ffffff", "#fff2a8", "#000000", "#808080"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_dot_of_any_colour_is_seen(qtbot: QtBot, scheme: Scheme, colour: str) -> None:
    theme = Theme(scheme)
    for ground in ("paper", "side", "selected"):
        assert contrast(dot_colour(colour, theme), theme.colours.colour(ground)) >= 3
