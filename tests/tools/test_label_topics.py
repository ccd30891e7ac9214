"""The table from topics to labels names topics that ship, and labels that exist."""

from __future__ import annotations

from pathlib import Path

import yaml

from briefbuilder.app.resources import Resources

LABELS = {
    "semiconductors", "derisking", "trade", "sanctions", "energy", "climate", "defence", "nonproliferation", "migration",
    "elections", "digital_ai", "eu_brexit", "disasters", "justice_crime", "health", "economy", "diplomacy", "rights",
    "terrorism",
}  # fmt: skip


def test_every_row_is_of_a_topic_that_ships_and_has_labels_of_the_set(root: Path) -> None:
    table = yaml.safe_load((root / "tools" / "bench" / "label_topics.yaml").read_text("utf-8"))
    topics = {topic.id for topic in Resources().taxonomy().topics}
    assert set(table) <= topics
    for topic, labels in table.items():
        assert labels, topic
        assert set(labels) <= LABELS, topic
