"""Withheld text is found in any part of a file, however it is split."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from briefbuilder.domain.document import (
    ChartSeries,
    Document,
    DrawnChart,
    DrawnNote,
    DrawnText,
    DrawnTimeline,
    NoteMark,
    Run,
    TimelineEvent,
)
from briefbuilder.export.docx.writer import render_docx
from briefbuilder.export.html.writer import render_html
from briefbuilder.export.markdown.writer import render_markdown
from briefbuilder.export.odt.writer import render_odt
from briefbuilder.export.pdf.writer import render_pdf
from briefbuilder.export.protection import find_withheld

SECRET = "Il ministro non accetterà l’allegato «secondo», né a Bruxelles né altrove, perché costa troppo e dura poco."
OTHER = "Una frase che nessuno ha scritto in questo documento, neppure per caso."


def document(text: str = "Testo.", title: str = "Nota", note: str = "") -> Document:
    content = (*(Run(text=piece, bold=number % 2 == 0) for number, piece in enumerate(text.split(" ", 3))),)
    spaced = tuple(run for each in content for run in (each, Run(text=" ")))
    notes = (DrawnNote(id="n1", content=(Run(text=note),), placement="foot"),) if note else ()
    marks = (NoteMark(note="n1"),) if note else ()
    return Document(
        title=title, language="it", elements=(DrawnText(role="body", content=(*spaced, *marks)),), notes=notes
    )


def files(made: Document, root: Path) -> dict[str, bytes]:
    base = (root / "resources" / "docx" / "base.docx").read_bytes()
    return {
        ".docx": render_docx(made, base=base, page_numbers={}),
        ".pdf": render_pdf(made).data,
        ".html": render_html(made),
        ".md": render_markdown(made),
    }


@pytest.mark.parametrize("place", ["text", "title", "note"])
def test_only_text_in_the_file_is_found(place: str, root: Path) -> None:
    made = document(**{place: SECRET})
    for suffix, data in files(made, root).items():
        if suffix != ".md" or place != "title":
            assert find_withheld(data, suffix, [OTHER, SECRET]) == (SECRET,), suffix


@pytest.mark.parametrize("place", ["category", "series", "event", "description"])
def test_text_in_a_drawing_is_found(place: str, root: Path) -> None:
    secret = "Il ministro non accetterà l’allegato."
    texts = {each: secret if each == place else "Levante" for each in ("category", "series", "event")}
    words = secret if place == "description" else "Una figura."
    chart = DrawnChart(
        title=(),
        categories=(texts["category"], "Ponente"),
        series=(
            ChartSeries(name=texts["series"], values=(1.0, 2.0)),
            ChartSeries(name="B", values=(3.0, 4.0)),
        ),
        alternative_text=words,
    )
    event = TimelineEvent(first="2026-03-02", last="2026-03-02", label="2 marzo", text=texts["event"])
    made = replace(
        document(), elements=(chart, DrawnTimeline(events=(event,), alternative_text="Una figura."))
    )
    found = {
        suffix: find_withheld(data, suffix, [OTHER, secret]) for suffix, data in files(made, root).items()
    }
    found[".odt"] = find_withheld(render_odt(made, page_numbers={}), ".odt", [OTHER, secret])
    if place == "description":
        # The table of a chart needs no description.
        found.pop(".md")
    assert set(found.values()) == {(secret,)}


def test_names_that_a_chart_shortens_are_found_in_its_workbook(root: Path) -> None:
    chart = DrawnChart(
        title=(),
        categories=(SECRET * 3,),
        series=(ChartSeries(name="", values=(1.0,)),),
        alternative_text="x",
    )
    data = files(replace(document(), elements=(chart,)), root)[".docx"]
    assert find_withheld(data, ".docx", [SECRET * 3]) == (SECRET * 3,)


def test_one_sentence_of_a_long_text_is_found(root: Path) -> None:
    whole = f"{OTHER} {SECRET * 3}"
    for suffix, data in files(document(text=SECRET * 3), root).items():
        assert find_withheld(data, suffix, [whole]) == (whole,)


def test_a_short_sentence_without_letters_is_found(root: Path) -> None:
    secret = "大臣は第二附属書を拒否する。"
    for suffix, data in files(document(f"本文。 {secret}"), root).items():
        assert find_withheld(data, suffix, [secret, "欧州委員会"]) == (secret,), suffix


def test_clean_files_and_short_words_give_no_result(root: Path) -> None:
    for suffix, data in files(document(), root).items():
        assert find_withheld(data, suffix, [SECRET, "Testo.", ""]) == ()


def test_invisible_parts_are_searched(root: Path) -> None:
    data = files(document(), root)[".docx"]
    stream = io.BytesIO(data)
    with zipfile.ZipFile(stream, "a") as package:
        package.writestr("customXml/item9.xml", f"<left>{SECRET}</left>")
    assert find_withheld(stream.getvalue(), ".docx", [SECRET]) == (SECRET,)
