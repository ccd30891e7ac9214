"""The table of actions: how much the menus hold, keys that every keyboard has, and icons that are there."""

from __future__ import annotations

from briefbuilder.system.paths import resources_folder
from briefbuilder.ui.action_table import TABLE

MOST = 63
SUBMENUS = {"exchange", "structure"}


def test_seven_menus_hold_no_more_than_can_be_looked_through() -> None:
    shown = [spec for spec in TABLE if spec.in_menu and spec.menu not in SUBMENUS]
    assert len({spec.menu for spec in shown}) == 7
    assert len(shown) <= MOST


def test_no_keys_are_altgr_on_windows() -> None:
    assert [spec.id for spec in TABLE for keys in spec.keys if "Ctrl+Alt" in keys] == []


def test_every_icon_of_the_table_is_there_and_every_id_is_unique() -> None:
    assert [
        spec.id
        for spec in TABLE
        if spec.icon and not (resources_folder() / "icons" / f"{spec.icon}.svg").is_file()
    ] == []
    assert len({spec.id for spec in TABLE}) == len(TABLE)


def test_the_mnemonics_of_a_menu_differ() -> None:
    for menu in {spec.menu for spec in TABLE}:
        letters = [
            spec.text[spec.text.index("&") + 1].lower()
            for spec in TABLE
            if spec.menu == menu and spec.in_menu and "&" in spec.text
        ]
        assert len(letters) == len(set(letters)), (menu, sorted(letters))
