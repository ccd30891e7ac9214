"""A template from nothing, following the documentation alone: new, edit, check, preview, and a briefing exported."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from zipfile import ZipFile

import pypdfium2
import pytest
from tests.docs.markdown_page import examples, page

from briefbuilder.__main__ import main

Call = Callable[..., tuple[int, str]]


@pytest.fixture
def call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Call:
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name))
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    monkeypatch.chdir(tmp_path)

    def run(*words: object) -> tuple[int, str]:
        said = StringIO()
        with redirect_stdout(said), redirect_stderr(said):
            status = main([str(word) for word in words])
        return status, said.getvalue()

    return run


def documented(beginning: str) -> str:
    """Return the example of the documentation that begins so."""
    return next(
        one.text for one in examples(page("reference/templates.md")) if one.text.startswith(beginning)
    )


def test_a_template_from_nothing_ends_in_an_exported_briefing(call: Call, tmp_path: Path, root: Path) -> None:
    status, said = call("template", "new", "our-note")
    assert status == 0
    path = Path(said.splitlines()[-1])
    assert path.name == "our-note.yaml"
    # Step 2 of the page: edit; here the smallest template and the examples of single sections, pasted below it.
    text = documented("version: 1\nid: our-note")
    for section in ("page:", "styles:", "title:", "header:\n  first", "numbering:", "contents:", "limits:"):
        text += documented(section)
    text += "fields:\n- {key: for, kind: text, label: For, required: true, sample: The Minister}\n"
    text = text.replace(
        "parts:\n",
        "parts:\n- {key: topics, kind: topics, label: Themes, layout: sub-parts, sort: newest}\n",
        1,
    )
    text = text.replace("place: below}", "place: below, sample: Chips and cheese}")
    path.write_text(text.replace("margins:", "margin:"), "utf-8")
    status, said = call("template", "check", path)
    assert status == 1
    assert re.search(r"our-note\.yaml:\d+:\d+: error: .*“margins”", said)
    path.write_text(text, "utf-8")
    assert call("template", "check", path) == (0, "No issues found.\n")
    assert "our-note: Our note (en), your own" in call("template", "list")[1]
    assert call("template", "preview", path, "-o", "sample.pdf", "-o", "sample.docx")[0] == 0
    sample = pypdfium2.PdfDocument(Path("sample.pdf"))[0].get_textpage().get_text_range()
    with ZipFile("sample.docx") as packed:
        shown = packed.read("word/document.xml").decode()
    for words in ("The Minister", "Chips and cheese"):
        assert words in sample
        assert words in shown
    dossier = tmp_path / "talks.dossier"
    articles = sorted(path for path in (root / "resources" / "samples").iterdir() if path.is_file())
    assert call("new", dossier)[0] == 0
    assert call("import", dossier, *articles)[0] == 0
    assert call("tag", dossier, "--accept-suggestions")[0] == 0
    status, said = call(
        "compose", dossier, "--template", "our-note", "--title", "Chips", "--topic", "semiconductors",
        "--field", "for=The Ambassador", "--json",
    )  # fmt: skip
    assert status == 0, said
    briefing = json.loads(said)["briefing"]
    status, said = call("export", dossier, briefing, "-o", "note.docx", "-o", "note.pdf")
    assert status == 0, said
    with ZipFile("note.docx") as packed:
        body = packed.read("word/document.xml").decode()
    pdf = pypdfium2.PdfDocument(Path("note.pdf"))
    words = " ".join(page.get_textpage().get_text_range() for page in pdf)
    for shown in ("The Ambassador", "Themes", "Semiconductors"):
        assert shown in body
        assert shown in words
