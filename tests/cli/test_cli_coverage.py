"""`coverage`."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Call, Rows


def test_a_dossier_is_counted_in_json_and_in_words(
    rows: Rows, call: Call, empty: Path, samples: Path
) -> None:
    rows("import", empty, samples / "toto-sangyo-nichi-eu-handotai.txt")
    rows("tag", empty, "1", "0", "semiconductors")
    (topic,) = rows("coverage", empty)
    assert topic == {
        "by": "topic", "key": "semiconductors", "label": "Semiconductors", "articles": 1, "tags": 1
    }  # fmt: skip
    assert call("coverage", empty, "--lang", "it").stdout == "Semiconduttori: 1 articolo, 1 etichetta\n"
    (outlet,) = rows("coverage", empty, "--by", "country")
    assert (outlet["key"] is None) == (outlet["label"] is None)


def test_another_thing_to_count_by_is_a_wrong_argument(call: Call, empty: Path) -> None:
    run = call("coverage", empty, "--by", "author")
    assert run.returncode == 2
    assert "topic" in run.stderr
