"""Exports show names that reorder or hide text harmlessly, links with their hosts, and right-to-left text as it is."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from tests.hostile_dossier import BIDI, hostile_dossier

from briefbuilder.app.checks import check
from briefbuilder.app.commands.briefings import edit_briefing
from briefbuilder.app.export import export
from briefbuilder.app.resources import Resources
from briefbuilder.app.session import Session
from briefbuilder.domain import briefing_edits
from briefbuilder.domain.briefing import Excerpt, OwnText
from briefbuilder.domain.text import Paragraph, Span
from briefbuilder.domain.visible_text import hidden_characters

RTL = "الوزير قال «نعم» و می‌خواهم (2026) וגם בעברית"
DISGUISED = "https://bank.example@evil.example/"


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The exports of a briefing with hostile names, links and right-to-left text."""
    folder = tmp_path_factory.mktemp("hostile")
    with hostile_dossier(folder / "h.dossier", Resources(), (BIDI,)) as session:
        (briefing,) = session.store.briefings()
        content = (
            Span(RTL),
            Span(" see "),
            Span("the bank", link=DISGUISED),
            Span(" https://real.example/", link="https://other.example/"),
            Span(" file", link="file:///etc/passwd"),
            Span(" script", link="javascript:alert(1)"),
            Span(" data", link="data:text/html,x"),
            Span(" there", link="https://example.eu/"),
        )
        own = OwnText(id="links", blocks=(Paragraph(id="p", content=content),))
        after = briefing_edits.insert_item(briefing, briefing.parts[0].id, own)
        session.store.apply(edit_briefing(session, replace(after, title=f"{BIDI} title"), "edit-briefing"))
        paths = [folder / f"out.{suffix}" for suffix in ("docx", "pdf", "html", "md")]
        export(session, briefing.id, paths, anyway=True)
        assert session.store.articles()[0].metadata.title == f"{BIDI} title"
    return {path.suffix[1:]: path.read_bytes() for path in paths}


def texts(suffix: str, data: bytes) -> dict[str, str]:
    """Return the readable parts of an export by name."""
    if suffix == "docx":
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return {name: package.read(name).decode("utf-8", "replace") for name in package.namelist()}
    if suffix == "pdf":
        from pypdfium2 import PdfDocument

        pages = PdfDocument(data)
        info = "\n".join(map(str, pages.get_metadata_dict().values()))
        words = "\n".join(page.get_textpage().get_text_range() for page in pages)
        return {"pages": words.replace("\r\n", "\n").replace("\ufffe", ""), "info": info}
    return {suffix: data.decode("utf-8")}


@pytest.mark.parametrize("suffix", ["docx", "pdf", "html", "md"])
def test_no_export_has_characters_that_reorder_or_hide_text(files: dict[str, bytes], suffix: str) -> None:
    found = {name: hidden_characters(text) for name, text in texts(suffix, files[suffix]).items()}
    found = {
        name: hidden for name, hidden in found.items() if hidden and not name.endswith((".png", ".odttf"))
    }
    assert found == {}
    whole = "".join(texts(suffix, files[suffix]).values())
    assert "invoicegpj.exe" in whole


@pytest.mark.parametrize("suffix", ["docx", "html", "md"])
def test_right_to_left_text_is_exported_as_it_is(files: dict[str, bytes], suffix: str) -> None:
    assert RTL in "".join(texts(suffix, files[suffix]).values()).replace("\\", "")


def links(suffix: str, data: bytes) -> set[str]:
    """Return the targets of all links of an export."""
    if suffix == "pdf":
        with pikepdf.open(io.BytesIO(data)) as pdf:
            return {
                str(mark.A.URI)
                for page in pdf.pages
                for mark in page.get("/Annots", [])
                if "/A" in mark and "/URI" in mark.A
            }
    whole = "".join(texts(suffix, data).values())
    patterns = {
        "docx": r'Target="(\w+:[^"]+)" TargetMode="External"',
        "html": r'href="([^"#][^"]*)"',
        "md": r"\]\(<?([^)>\s]+)",
    }
    return set(re.findall(patterns[suffix], whole)) | set(re.findall(r"<(https?://[^>\s]+)>", whole))


@pytest.mark.parametrize("suffix", ["docx", "pdf", "html", "md"])
def test_only_links_that_show_their_host_are_exported(files: dict[str, bytes], suffix: str) -> None:
    assert links(suffix, files[suffix]) == {"https://example.eu/"}
    assert "bank.example@" not in "".join(texts(suffix, files[suffix]).values())
    assert "evil.example/0" in "".join(texts(suffix, files[suffix]).values()).replace("\n", "").replace(
        "\\", ""
    )


def test_the_check_tells_them(tmp_path: Path) -> None:
    with hostile_dossier(tmp_path / "h.dossier", Resources(), (BIDI,)) as session:
        (briefing,) = session.store.briefings()
        _quoted_only(session)
        found = check(session, briefing.id)
    hidden = [one.parameters for one in found if one.code == "characters-hidden"]
    names = {
        word
        for parameters in hidden
        for word in ("title", "author", "outlet", ".txt")
        if word in parameters["text"]
    }
    assert names == {"title", "author", "outlet", ".txt"}
    assert {one.parameters["host"] for one in found if one.code == "link-disguised"} == {"evil.example"}


def _quoted_only(session: Session) -> None:
    assert any(isinstance(item, Excerpt) for item in session.store.briefings()[0].items)
