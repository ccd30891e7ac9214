"""A policy on the command line: what stops a command, what only warns, and what `doctor` tells."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.cli.conftest import Call

from briefbuilder import __version__
from briefbuilder.cli import doctor
from briefbuilder.storage.migrations import MIGRATIONS

SetPolicy = Callable[..., None]


@pytest.fixture(autouse=True)
def _state(monkeypatch: pytest.MonkeyPatch) -> None:
    """What else `doctor` finds takes a second, and has its own tests."""
    state = {"versions": {"briefbuilder": __version__}, "fonts": {}, "sandbox": {}, "encryption": {}}
    monkeypatch.setattr(doctor, "find_state", lambda _resources: state)


def test_a_policy_with_a_problem_stops_every_command_but_doctor(
    call: Call, set_policy: SetPolicy, tmp_path: Path
) -> None:
    set_policy("language: fr\nexport: [pdf]\n")
    answer = call("new", tmp_path / "a.dossier")
    assert answer.returncode == 1
    assert "/etc/briefbuilder/policy.yaml:3" in answer.stderr
    assert "Did you mean “exports”?" in answer.stderr
    assert not (tmp_path / "a.dossier").exists()
    assert call("--version").returncode == 0
    answer = call("doctor")
    assert answer.returncode == 0
    assert "/etc/briefbuilder/policy.yaml: has errors" in answer.stdout
    assert "Did you mean “exports”?" in answer.stdout


def test_a_policy_that_others_can_write_is_told_at_each_command(
    call: Call, set_policy: SetPolicy, tmp_path: Path
) -> None:
    set_policy("passwords: required\n", state="untrusted", reason="/etc/briefbuilder")
    answer = call("new", tmp_path / "a.dossier")
    assert answer.returncode == 0
    assert (
        "is not followed, because users other than administrators can change /etc/briefbuilder"
        in answer.stderr
    )
    found = json.loads(call("doctor", "--json").stdout)["policy"]
    assert found["places"] == [{"place": "/etc/briefbuilder/policy.yaml", "state": "untrusted"}]
    assert (found["values"], len(found["problems"])) == ({}, 1)


def test_doctor_tells_each_key_with_its_place(call: Call, set_policy: SetPolicy) -> None:
    set_policy("exports: [docx, pdf]\nmarkings: {eu: secret}\nown-templates: no\n")
    place = "/etc/briefbuilder/policy.yaml"
    out = call("doctor").stdout
    assert f"{place}: followed" in out
    for line in ("exports: docx, pdf", "markings: eu=secret", "own-templates: no"):
        assert f"{line} ({place})" in out
    found = json.loads(call("doctor", "--json").stdout)["policy"]
    assert found["values"]["markings"] == {"value": {"eu": "secret"}, "place": place}
    set_policy(
        "markings: {eu: secrett, nato: secret}\nmarking-profiles: [eu, own]\ntaxonomies: [diplomacy, ours]\n"
    )
    out = call("doctor").stdout
    for name in ("eu=secrett", "nato", "own", "ours"):
        assert f"This computer has no “{name}”" in out
    assert out.count("This computer has no") == 4
    set_policy("")
    assert "No policy is set." in call("doctor").stdout


def test_a_command_is_refused_in_a_sentence(
    call: Call, set_policy: SetPolicy, empty: Path, tmp_path: Path
) -> None:
    template = ("--template", "press-review", "--title", "Review")
    briefing = call("compose", empty, *template).stdout.strip()
    set_policy("exports: [docx]\npasswords: required\n")
    answer = call("export", empty, briefing, "-o", tmp_path / "review.pdf", "--anyway")
    assert (answer.returncode, answer.stdout) == (1, "")
    assert (
        answer.stderr == "briefbuilder: Your administrator does not allow exports as .pdf. Allowed: docx.\n"
    )
    answer = call("new", tmp_path / "a.dossier")
    assert answer.stderr == "briefbuilder: Your administrator requires a password for dossiers. Choose one.\n"


def test_a_briefing_gets_a_language_that_the_policy_allows_unless_another_is_named(
    call: Call, set_policy: SetPolicy, empty: Path
) -> None:
    compose = ("compose", empty, "--template", "press-review", "--title", "Week")
    set_policy("document-languages: [fr]\n")
    assert json.loads(call(*compose, "--json").stdout)["language"] == "fr"
    answer = call(*compose, "--language", "en")
    assert (answer.returncode, answer.stdout) == (1, "")
    assert "does not allow documents in the language “en”" in answer.stderr


def test_the_version_names_the_format_of_dossiers(call: Call) -> None:
    answer = call("--version")
    major = MIGRATIONS[-1].version // 1000
    assert answer.stdout == f"briefbuilder {__version__} (dossier format {major}.0)\n"


def test_doctor_tells_the_format_of_a_dossier_and_who_opens_it(call: Call, empty: Path) -> None:
    shape = json.loads(call("doctor", empty, "--json").stdout)
    assert shape == {"dossier": str(empty), "format": "12.0", "oldest_program": "0.1.0", "encrypted": False}
    with sqlite3.connect(empty) as connection:
        connection.execute("UPDATE state SET number = 3001000 WHERE name = 'program'")
    connection.execute("PRAGMA user_version = 99000")
    connection.close()
    assert "format 99.0, opened by briefbuilder 3.1.0 and later" in call("doctor", empty).stdout
    answer = call("articles", empty)
    assert answer.returncode == 1
    assert "needs briefbuilder 3.1.0 or later" in answer.stderr
