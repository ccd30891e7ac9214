"""What an outlet prints around all its texts makes no copies and hides none, whatever the order of import."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import permutations
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.storage.conftest import MakeReading

from briefbuilder.domain.article import ImportedArticle
from briefbuilder.domain.changes import ArticleRecord, Change, ChangeSet, Key
from briefbuilder.storage.blobs import prepare
from briefbuilder.storage.opening import create, open_beside, open_dossier
from briefbuilder.storage.store import Store

Import = Callable[..., ArticleRecord]
MOMENT = "2026-03-02T09:00:00.000000Z"

SIGN_OFFS = {
    "en": "All rights reserved. Readers who find an error may write to the editors within ten days, and subscribers "
    "receive a letter each morning with the stories that our correspondents consider most important.",
    "it": "Riproduzione riservata. Chi trova un errore può scrivere alla redazione entro dieci giorni; gli abbonati "
    "ricevono ogni mattina una lettera con le notizie che i nostri corrispondenti ritengono più importanti.",
    "fr": "Tous droits réservés. Les lecteurs qui trouvent une erreur peuvent écrire à la rédaction dans les dix "
    "jours ; les abonnés reçoivent chaque matin une lettre avec les nouvelles que nos correspondants jugent utiles.",
    "de": "Alle Rechte vorbehalten. Wer einen Fehler findet, schreibe der Redaktion binnen zehn Tagen; Abonnenten "
    "erhalten jeden Morgen einen Brief mit den Meldungen, die unsere Korrespondenten für die wichtigsten halten.",
    "es": "Todos los derechos reservados. Quien encuentre un error puede escribir a la redacción en diez días; los "
    "suscriptores reciben cada mañana una carta con las noticias que nuestros corresponsales creen importantes.",
    "ja": "無断転載を禁じます。記事の誤りに気づかれた方は十日以内に編集部までお知らせください。購読者の皆様には、海外の特派員が"
    "重要と考える記事をまとめた便りを毎朝お届けしています。本社の窓口は平日の午前九時から午後五時まで開いています。",
    "zh": "版权所有，未经许可不得转载。读者如发现错误，请在十日之内来信告知编辑部。订阅者每天早晨都会收到一封信，其中包括驻外记者"
    "认为最重要的新闻。本报办公地点位于港口巷十四号二层，接待时间为工作日上午九时至下午五时。",
    "ar": "جميع الحقوق محفوظة. يمكن للقراء الذين يجدون خطأ أن يكتبوا إلى هيئة التحرير خلال عشرة أيام، ويتلقى "
    "المشتركون كل صباح رسالة تتضمن الأخبار التي يرى مراسلونا أنها الأهم في ذلك اليوم.",
}
BODIES = {
    "ja": "港の労使が夜明け前に合意し二週間続いた操業停止が終わった。沖合で待つ船は四十隻に上り工場の部品は底をついていた。",
    "zh": "港口劳资双方在黎明前达成协议，持续两周的停工就此结束。在外海等候的船只已有四十艘，工厂的零件早已用完。",
}


def words(name: str, count: int) -> str:
    return " ".join(f"{name}{at}" for at in range(count))


def body(language: str, number: int, count: int = 24) -> str:
    """Return a text of about the length of a sign-off or less, which shares no phrase with another number."""
    if language in BODIES:
        shift = (number + 1) * 37
        return "".join(
            chr(0x4E00 + (ord(sign) + shift * (at + 1)) % 5000)
            for at, sign in enumerate(BODIES[language] * 2)
        )
    return words(f"{language}{number}x", count)


def remove(store: Store, record: ArticleRecord) -> None:
    change = Change(key=Key("article", record.id), before=record, after=None)
    store.apply(ChangeSet(act="remove-articles", changes=(change,)))


@pytest.mark.parametrize("language", SIGN_OFFS)
def test_a_sign_off_longer_than_its_articles_is_known_from_the_second_one_on(
    store: Store, reading: MakeReading, imported: Import, language: str
) -> None:
    sign_off = SIGN_OFFS[language]
    records = [
        imported(store, reading(body(language, at), sign_off, title=f"{at}", publication="Il Faro"))
        for at in range(2)
    ]
    assert store.search.copies(records[0].id) == ()
    copy = imported(
        store, reading(body(language, 0), SIGN_OFFS["en"][::-1], title="Copia", publication="La Rada")
    )
    assert store.search.group(copy.id) == (records[0].id, copy.id)
    assert store.search.group(records[1].id) == ()


@pytest.mark.parametrize("language", SIGN_OFFS)
def test_without_outlets_a_sign_off_is_known_from_the_third_article_on(
    store: Store, reading: MakeReading, imported: Import, language: str
) -> None:
    records = [
        imported(store, reading(body(language, at), SIGN_OFFS[language], title=f"{at}")) for at in range(2)
    ]
    assert len(store.search.copies(records[0].id)) == 1
    records.append(imported(store, reading(body(language, 2), SIGN_OFFS[language], title="2")))
    assert [store.search.copies(record.id) for record in records] == [(), (), ()]
    store.undo()
    assert len(store.search.copies(records[0].id)) == 1


def test_the_head_of_a_newsletter_with_its_number_is_its_frame(
    store: Store, reading: MakeReading, imported: Import
) -> None:
    head, foot = words("testata", 30), words("piede", 40)
    issues = [
        imported(
            store,
            reading(
                f"Numero {at} del {at + 3} maggio. {head}", words(f"n{at}x", 60), foot, title=f"{at}", url=url
            ),
        )
        for at, url in enumerate(["https://www.rada.example/1", "https://rada.example/2"])
    ]
    assert store.search.copies(issues[0].id) == ()


def test_copies_of_one_outlet_do_not_make_their_text_boilerplate(
    store: Store, reading: MakeReading, imported: Import
) -> None:
    text = [words("testo", 50), words("fine", 40)]
    records = [
        imported(store, reading(*paragraphs, SIGN_OFFS["it"], title=f"{at}", publication="Il Faro"))
        for at, paragraphs in enumerate([text, [*text, "Aggiornato alle dieci."], text[:1]])
    ]
    assert store.search.group(records[0].id) == tuple(record.id for record in records)


def test_three_short_copies_with_other_sign_offs_stay_copies(
    store: Store, reading: MakeReading, imported: Import
) -> None:
    records = [
        imported(store, reading(words("testo", 60), words(f"firma{at}x", 40), title=f"{at}"))
        for at in range(3)
    ]
    assert store.search.group(records[0].id) == tuple(record.id for record in records)


def test_another_publication_corrects_what_its_articles_have_in_common(
    store: Store, reading: MakeReading, imported: Import
) -> None:
    one, other = (
        imported(store, reading(body("it", at), SIGN_OFFS["it"], title=f"{at}", publication=name))
        for at, name in enumerate(["Il Faro", "La Rada"])
    )
    assert len(store.search.copies(one.id)) == 1
    corrected = replace(other, metadata=replace(other.metadata, publication="il  FARO"))
    change = Change(key=Key("article", other.id), before=other, after=corrected)
    store.apply(ChangeSet(act="edit-metadata", changes=(change,)))
    assert store.search.copies(one.id) == ()
    store.undo()
    assert len(store.search.copies(one.id)) == 1


@pytest.mark.parametrize("password", [None, pytest.param("dromedario", id="encrypted")])
def test_a_dossier_that_is_encrypted_or_only_read_has_the_same_copies(
    path: Path, reading: MakeReading, imported: Import, password: str | None
) -> None:
    if password is not None:
        pytest.importorskip("sqlcipher3")
    store = create(path, password)
    records = [
        imported(store, reading(body("it", at), SIGN_OFFS["it"], title=f"{at}", publication="Il Faro"))
        for at in range(2)
    ]
    copy = imported(store, reading(body("it", 0), SIGN_OFFS["fr"], title="Copia", publication="La Rada"))
    store.close()
    only_read = open_beside(path, password)
    assert [only_read.search.group(record.id) for record in records] == [(records[0].id, copy.id), ()]
    only_read.close()


# Whatever the order of imports and removals, the stored pairs are those of the articles that are there.

_OUTLETS = ("Il Faro", "La Rada", None)


def _article(make: MakeReading, spec: tuple[int, int, int, int]) -> ImportedArticle:
    """Return an article: a report, how it was copied, its outlet, and a lead."""
    report, kind, outlet, lead = spec
    text = words(f"r{report}x", 40)
    pieces = text.split()
    shown = (text, " ".join(pieces[:22]), " ".join([*pieces[:17], "altro", *pieces[18:]]))[kind]
    paragraphs = [shown, words(f"firma{outlet}x", 36)]
    if lead:
        paragraphs.insert(0, words(f"capo{lead}x", 18))
    return make(*paragraphs, title=f"{spec}", publication=_OUTLETS[outlet])


def _pairs(store: Store) -> dict[frozenset[str], float]:
    ids = [value.id for value in store.values("article")]
    return {frozenset((name, copy.article)): copy.share for name in ids for copy in store.search.copies(name)}


def _act(reading: ImportedArticle, store: Store) -> ArticleRecord:
    prepared = prepare(reading)
    store.keep(prepared)
    record = replace(prepared.record, imported=MOMENT)
    change = Change(key=Key("article", record.id), before=None, after=record)
    store.apply(ChangeSet(act="import-articles", changes=(change,)))
    return record


_specs = st.lists(
    st.tuples(st.integers(0, 3), st.integers(0, 2), st.integers(0, 2), st.integers(0, 2)),
    min_size=2,
    max_size=9,
    unique=True,
)


@settings(max_examples=8)
@given(specs=_specs, data=st.data())
def test_pairs_are_the_same_in_any_order_after_removals_and_rebuilt(
    specs: list[tuple[int, int, int, int]], data: st.DataObject
) -> None:
    from tests.storage.conftest import make_reading

    shuffled = data.draw(st.permutations(specs))
    removed = data.draw(st.sets(st.sampled_from(specs)))
    with TemporaryDirectory() as folder:
        first, second = create(Path(folder) / "a.dossier"), create(Path(folder) / "b.dossier")
        records = {spec: _act(_article(make_reading, spec), first) for spec in specs}
        for spec in removed:
            remove(first, records[spec])
        for spec in shuffled:
            if spec not in removed:
                _act(_article(make_reading, spec), second)
        pairs = _pairs(first)
        assert pairs == _pairs(second)
        for _ in removed:
            first.undo()
        everything = _pairs(first)
        for _ in removed:
            first.redo()
        assert _pairs(first) == pairs
        first._connection.execute("UPDATE state SET number = 0 WHERE name = 'index'")
        first.close()
        again = open_dossier(Path(folder) / "a.dossier")
        assert _pairs(again) == pairs
        for _ in removed:
            again.undo()
        assert _pairs(again) == everything
        again.close()
        second.close()


@pytest.mark.parametrize("order", list(permutations(range(4)))[::5])
def test_a_sign_off_is_learned_in_any_order(
    store: Store, reading: MakeReading, imported: Import, order: tuple[int, ...]
) -> None:
    made = [reading(body("it", at), SIGN_OFFS["it"], title=f"{at}", publication="Il Faro") for at in range(3)]
    made.append(reading(body("it", 0), SIGN_OFFS["fr"], title="Copia", publication="La Rada"))
    ids = {at: imported(store, made[at]).id for at in order}
    assert store.search.copies(ids[1]) == ()
    assert [copy.article for copy in store.search.copies(ids[0])] == [ids[3]]
