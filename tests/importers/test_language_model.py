"""The unpacked language model: the same answers, kept whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest
from py3langid.langid import MODEL_FILE, LanguageIdentifier

from briefbuilder.importers.language_model import load_identifier

TEXTS = (
    "La ministra ha annunciato un accordo sulle scorte di gas.",
    "Die Häfen sollen gemeinsame Vorräte anlegen.",
    "Переговоры продолжатся во вторник.",
    "El acuerdo",
    "",
)


@pytest.fixture
def caches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "caches"
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder))
    return folder


def test_the_unpacked_model_answers_as_the_packed_one_does(caches: Path) -> None:
    packed = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    load_identifier()
    (kept,) = (caches / "briefbuilder").iterdir()
    assert {path.name for path in kept.iterdir()} >= {"ptc", "nextmove"}
    unpacked = load_identifier()
    assert not isinstance(unpacked, LanguageIdentifier)
    for text in TEXTS:
        known = dict(packed.rank(text))
        assert dict(unpacked.rank(text)) == pytest.approx(known, abs=1e-5)


@pytest.mark.parametrize("text", TEXTS)
def test_the_likeliest_languages_come_first(caches: Path, text: str) -> None:
    load_identifier()
    shares = [share for _, share in load_identifier().rank(text)]
    assert shares == sorted(shares, reverse=True)
    assert sum(shares) == pytest.approx(1)


def test_a_damaged_or_older_model_is_put_right(caches: Path) -> None:
    load_identifier()
    (kept,) = (caches / "briefbuilder").iterdir()
    older = kept.with_name("languages-1-1")
    older.mkdir()
    (kept / "row").write_bytes(b"")
    assert load_identifier().rank(TEXTS[0])[0][0] == "it"
    assert [path.name for path in (caches / "briefbuilder").iterdir()] == [kept.name]
    assert (kept / "row").stat().st_size > 1000


def test_tables_that_are_cut_short_are_not_believed(caches: Path) -> None:
    load_identifier()
    (kept,) = (caches / "briefbuilder").iterdir()
    whole = (kept / "ptc").read_bytes()
    (kept / "ptc").write_bytes(whole[:1000])
    assert load_identifier().rank(TEXTS[0])[0][0] == "it"
    assert (kept / "ptc").read_bytes() == whole


@pytest.mark.parametrize(("table", "filling"), [("nextmove", b"\x7f"), ("row", b"\xff"), ("output", b"\x7f")])
def test_tables_that_lead_nowhere_are_made_anew(caches: Path, table: str, filling: bytes) -> None:
    load_identifier()
    (kept,) = (caches / "briefbuilder").iterdir()
    whole = (kept / table).read_bytes()
    (kept / table).write_bytes(filling * len(whole))
    assert load_identifier().rank(TEXTS[0])[0][0] == "it"
    assert (kept / table).read_bytes() == whole


def test_where_nothing_can_be_kept_the_model_works_all_the_same(caches: Path) -> None:
    caches.write_text("a file where the folder should be")
    assert load_identifier().rank(TEXTS[1])[0][0] == "de"
