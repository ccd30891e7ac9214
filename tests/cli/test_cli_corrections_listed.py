"""What was changed in an exported Word file, listed on the command line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import docx

Call = Callable[..., CompletedProcess[str]]


def test_corrections_are_listed_in_words_and_as_json(
    tagged: Path, tmp_path: Path, call: Call, rows: Callable[..., list[dict[str, Any]]]
) -> None:
    call("compose", tagged, "--template", "thematic-briefing", "--title", "Chips", "--topic", "derisking")
    back, other = tmp_path / "back.docx", tmp_path / "other.doc"
    assert call("export", tagged, "1", "-o", back, "--anyway").returncode == 0
    assert "Nothing was changed" in call("corrections", tagged, "1", back).stdout

    word = docx.Document(str(back))
    quoted = next(
        one
        for one in word.paragraphs
        if one.style is not None and one.style.name == "Quote" and len(one.text) > 100
    )
    before, run = quoted.text, quoted.runs[0]
    run.text = "Indeed: " + run.text
    word.core_properties.last_modified_by = "Chef de Cabinet"
    word.save(str(back))

    (change,) = rows("corrections", tagged, "1", back)
    assert (change["change"], change["kind"], change["author"]) == (1, "edited", "Chef de Cabinet")
    assert (change["tracked"], change["quotation"], change["conflict"]) == (False, True, False)
    assert (change["comment"], change["state"]) == (None, "open")
    assert (change["before"], change["after"]) == (before, "Indeed: " + before)
    said = call("corrections", tagged, "1", back).stdout
    assert "Compared with the export “back.docx”" in said
    assert "1. edited · Chef de Cabinet" in said
    assert "differs from the source · not recorded" in said

    other.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    refused = call("corrections", tagged, "1", other)
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "format from before 2007" in refused.stderr
