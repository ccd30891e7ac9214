"""An import that brings in a copy of a report says so."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Call, Rows

WIRE = """Il porto di Valdora riapre lunedì dopo due settimane di sciopero dei rimorchiatori, che avevano fermato navi.

L'accordo, firmato nella notte, prevede un aumento di cento euro al mese e turni di dodici ore su base volontaria.

Gli importatori di macchine calcolano un ritardo di tre settimane nelle consegne alle fabbriche della pianura.
"""


def test_a_copy_is_imported_with_a_notice_that_names_the_other(
    call: Call, rows: Rows, empty: Path, tmp_path: Path
) -> None:
    one, other = tmp_path / "agenzia.txt", tmp_path / "gazzetta.txt"
    one.write_text(f"Valdora, lo sciopero è finito\n\n{WIRE}", "utf-8")
    other.write_text(f"Porto, buone notizie\n\n{WIRE.replace('nella notte', 'alle tre')}", "utf-8")
    (first,) = rows("import", empty, one)
    assert not [notice for notice in first["notices"] if notice["code"].startswith("copy")]
    answer = call("import", empty, other, "--json")
    second = json.loads(answer.stdout)
    (notice,) = [notice for notice in second["notices"] if notice["code"] == "copy-of"]
    assert first["article"] in notice["text"]
    assert "Valdora, lo sciopero è finito" in notice["text"]
    listed = {row["article"]: row["copies"] for row in rows("articles", empty)}
    assert listed == {
        first["article"]: [second["article"]],
        second["article"]: [first["article"]],
    }


def test_many_copies_of_an_article_are_one_line(call: Call, rows: Rows, empty: Path, tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    for hour in ("due", "tre", "quattro"):
        text = WIRE.replace("nella notte", f"alle {hour}")
        (folder / f"{hour}.txt").write_text(f"Porto alle {hour}\n\n{text}", "utf-8")
    answer = call("import", empty, folder)
    told = [line for line in answer.stdout.splitlines() if "the same as" in line]
    assert len(told) == 3
    assert all(
        line.startswith("    Most of its text is the same as in 2 articles, such as “") for line in told
    )
    assert all(len(row["copies"]) == 2 for row in rows("articles", empty))
