"""A problem report says what is needed, and has no content of a dossier and no path."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from briefbuilder.app.resources import Resources
from briefbuilder.app.settings import Settings
from briefbuilder.app.state_report import make_report, without_content

FAULT = r"""briefbuilder 0.1.0, Python 3.11.7, Linux
arguments: ['export', '/srv/eva/Secret talks.dossier']

Traceback (most recent call last):
  File "/srv/eva/venv/lib/python3.11/site-packages/briefbuilder/app/session.py", line 12, in apply
    raise ValueError(text)
  File "C:\Users\Eva\src\briefbuilder\domain\text.py", line 3, in <module>
ValueError: The minister said in confidence that

it is over: /srv/eva/Secret talks.dossier
"""


def test_an_error_keeps_its_kind_and_the_places_in_the_program_alone() -> None:
    assert without_content(FAULT).splitlines() == [
        "Traceback (most recent call last):",
        "  briefbuilder/app/session.py, line 12, in apply",
        "  briefbuilder/domain/text.py, line 3, in <module>",
        "ValueError",
    ]


def test_the_report_has_no_path_and_no_name_of_a_dossier(
    resources: Resources, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, set_policy: Callable[..., None]
) -> None:
    set_policy("ocr: none\ntaxonomies-folder: /srv/Eva/Secret\n")
    monkeypatch.setattr("briefbuilder.app.state_report._sandbox", lambda: {"limits": True})
    programs = {"Tesseract": str(tmp_path / "tesseract"), "LibreOffice": r"C:\Eva\soffice.exe"}
    monkeypatch.setattr("briefbuilder.app.state_report._programs", lambda: programs)
    settings = Settings(tmp_path / "settings.json")
    settings.template_folder = tmp_path / "Unit 3"
    settings.remember(tmp_path / "Secret talks.dossier")
    faults = tmp_path / "logs"
    faults.mkdir()
    (faults / "fault-20260101T000000000000.txt").write_text(FAULT, "utf-8")
    report = make_report(resources, settings, faults)
    for told in ("Secret", "Eva", "eva/", "minister", str(tmp_path), str(Path.home())):
        assert told not in report, told
    for told in (
        "PySide6",
        "shared templates: yes",
        "recent dossiers: 1",
        "ValueError",
        "limits: yes",
        "Tesseract: yes",
        "set by an administrator: taxonomies-folder, ocr",
    ):
        assert told in report, told
