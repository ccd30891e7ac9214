"""A problem report says what is needed, and has no content of a dossier and no path."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from briefbuilder.app.fault_reports import fault_report, save_report
from briefbuilder.app.resources import Resources
from briefbuilder.app.settings import Settings
from briefbuilder.app.state_report import make_report


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
    save_report(fault_report(ValueError("The minister said"), "export"), faults)
    report = make_report(resources, settings, faults)
    for told in ("Secret", "Eva", "eva/", "minister", str(tmp_path), str(Path.home())):
        assert told not in report, told
    for told in (
        "PySide6",
        "shared templates: yes",
        "recent dossiers: 1",
        "ValueError",
        "command: export",
        "limits: yes",
        "Tesseract: yes",
        "set by an administrator: taxonomies-folder, ocr",
    ):
        assert told in report, told
