"""What this computer remembers of the exchange of each dossier."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from briefbuilder.app.exchange.settings import DeskMemory, ExchangeSettings, Partner, account_name, desk_name
from briefbuilder.domain.errors import ExchangeError

HEAD, OTHER = "a" * 64, "b" * 64


def test_each_dossier_has_its_place_and_partners_and_the_name_goes_on(tmp_path: Path) -> None:
    settings = ExchangeSettings(tmp_path / "config" / "exchange.json")
    talks, trade = tmp_path / "talks.dossier", tmp_path / "trade.dossier"
    assert settings.of(talks) == DeskMemory(name=account_name())
    partner = Partner(name="Rossi", desk="d1", sent=(HEAD,), confirmed=(OTHER,), lacking=(OTHER,))
    memory = DeskMemory(name="Anna", place="share", key_file="house.key").with_partner(partner)
    settings.keep(talks, memory)
    again = ExchangeSettings(settings.path)
    assert again.of(talks) == memory
    assert again.of(trade) == DeskMemory(name="Anna")
    assert settings.path.stat().st_mode & 0o077 == 0
    other = DeskMemory(name="Bruno", place="elsewhere")
    again.keep(trade, other)
    settings.keep(talks, memory)
    assert settings.of(trade) == ExchangeSettings(settings.path).of(trade) == other
    changed = memory.with_partner(replace(partner, name="ROSSI", sent=(OTHER,)))
    assert [each.name for each in changed.partners] == ["ROSSI"]


def test_a_partner_is_known_by_its_desk_or_by_a_part_of_its_name() -> None:
    memory = DeskMemory().with_partner(Partner(name="Weber")).with_partner(Partner(name="Rossi", desk="d1"))
    assert memory.partner(" weber ") == Partner(name="Weber")
    for desk, name, found in (
        ("d1", "Renamed", "Rossi"),
        ("d2", "Anna Weber", "Weber"),
        ("d2", "Bruno Rossi", None),
        ("d2", "Weberin", None),
    ):
        partner = memory.partner_at(desk, name)
        assert (partner.name if partner else None) == found
    two = memory.with_partner(Partner(name="Anna"))
    assert two.partner_at("d2", "Anna Weber") is None


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff",
        b"[1]",
        b'{"/x": 3}',
        b'{"/x": {"partners": [1, {"name": 2}]}}',
        json.dumps(
            {"/x": {"name": [], "place": 1, "partners": [{"name": "R", "sent": ["x", None], "lacking": 3}]}}
        ).encode(),
    ],
)
def test_a_damaged_file_is_ignored(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "exchange.json"
    path.write_bytes(content)
    found = ExchangeSettings(path).of(Path("/x"))
    assert (found.place, found.key_file) == ("", "")
    assert all(partner == Partner(name="R") for partner in found.partners)


def test_a_name_is_one_line_of_a_person() -> None:
    assert desk_name("  Anna \t Weber ") == "Anna Weber"
    assert desk_name(account_name()) == account_name()
    for wrong in ("", " \n", "x" * 101, "Anna\x1b[2J", "Anna\u202eWeber"):
        with pytest.raises(ExchangeError, match="desk-name-unusable"):
            desk_name(wrong)
