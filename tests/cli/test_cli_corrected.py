"""What the command line reads from a dossier is the corrected text; `check` finds no difference in it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from tests.cli.conftest import Call, Rows

from briefbuilder.app.commands import articles, corrections
from briefbuilder.app.resources import Resources
from briefbuilder.app.session import Session


def test_corrections_reach_show_search_check_and_export(
    rows: Rows, call: Call, samples: Path, tmp_path: Path
) -> None:
    path = tmp_path / "talks.dossier"
    rows("new", path)
    source = samples / "meridian-review-de-risking-by-design.docx"
    rows("import", path, source)
    (article,) = rows("articles", path)
    name = article["article"]
    before = rows("show", path, name)[0]
    rows("tag", path, name, "0", "derisking")
    (briefing,) = rows(
        "compose", path, "--template", "thematic-briefing", "--title", "T", "--topic", "derisking"
    )
    before_codes = {one["code"] for one in findings(call, path, briefing["briefing"])}
    with Session.open(path, Resources()) as session:
        first, second, *_ = (
            block for block in session.store.article(name).blocks if block.kind == "paragraph"
        )
        session.store.apply(corrections.shape_blocks(session, name, [second.id], "heading", 2))
        session.store.apply(corrections.divide_block(session, name, first.id, first.text.index(" ") + 1))
        changed = replace(session.store.article(name).metadata, title="Quite another title")
        session.store.apply(articles.edit_metadata(session, name, changed))
    after = rows("show", path, name)[0]
    assert after["title"] == "Quite another title"
    assert len(after["blocks"]) == len(before["blocks"]) + 1
    assert {"id": second.id, "kind": "heading", "level": 2, "text": second.text}.items() <= next(
        block for block in after["blocks"] if block["id"] == second.id
    ).items()
    assert after["sha256"] == before["sha256"]
    assert [hit["heading"] for hit in rows("search", path, f'"{second.text}"')] == [second.text]
    codes = {one["code"] for one in findings(call, path, briefing["briefing"])}
    assert codes == before_codes
    assert not codes & {"quotation-lost", "quotation-differs"}
    target = tmp_path / "out.md"
    rows("export", path, briefing["briefing"], "-o", target, "--anyway")
    assert first.text.split(" ", 1)[1][:20] in " ".join(target.read_text("utf-8").split())


def findings(call: Call, path: Path, briefing: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in call("check", path, briefing, "--json").stdout.splitlines()]
