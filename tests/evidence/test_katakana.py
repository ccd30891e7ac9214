from __future__ import annotations

import pytest

from briefbuilder.evidence.name_comparison import KatakanaText

TEXT = KatakanaText(
    [
        "会議にはヘザー・ナウアート報道官とカバノー判事が出席した。",
        "エドワルド・ロドリゲスはボリビアへ戻り、クルミをリクエストした。",
    ]
)


@pytest.mark.parametrize("name", ["heather nauert", "brett kavanaugh", "eduardo rodriguez"])
def test_a_name_is_found_by_its_sound(name: str) -> None:
    assert list(TEXT.find(name.split()))
    assert not TEXT.lacks(name.split(), is_person=True)


@pytest.mark.parametrize("name", ["karl racine", "kim kellogg", "nora carroll"])
def test_a_person_is_lacking_where_nobody_is_called_nearly_the_same(name: str) -> None:
    assert TEXT.lacks(name.split(), is_person=True)
    assert not TEXT.lacks(name.split(), is_person=False), "a body or a place may be called otherwise"


def test_a_name_is_lacking_where_nothing_is_remotely_like_it() -> None:
    assert TEXT.lacks(["midsomer", "strumpf"], is_person=False)


def test_names_that_other_characters_may_write_are_never_lacking() -> None:
    assert not TEXT.lacks(["ishiba", "shigeru"], is_person=True)
