from __future__ import annotations

from briefbuilder.locales.chinese import simplified


def test_traditional_characters_become_simplified_ones() -> None:
    assert simplified("國務卿談關稅") == "国务卿谈关税"


def test_other_text_stays_as_it_is() -> None:
    assert simplified("외교부 – Tariffs, 关税") == "외교부 – Tariffs, 关税"
