"""Copies of one report are found as articles come in, and go and come with them."""

from __future__ import annotations

import pytest
from tests.storage.conftest import MOMENT, Import, MakeReading, new, record_of

from briefbuilder.domain.changes import ArticleRecord, Change, ChangeSet, Key, Setting
from briefbuilder.domain.errors import DossierError
from briefbuilder.domain.minhash import COPY_THRESHOLD, Shingles, shingles_of
from briefbuilder.storage import copies, projections
from briefbuilder.storage.copies import Copy
from briefbuilder.storage.store import Store

WIRE = (
    (
        "Il porto di Valdora riapre lunedì dopo due settimane di sciopero dei rimorchiatori, che avevano fermato quaranta "
        "navi davanti alla costa e lasciato senza pezzi tre fabbriche dell'entroterra; i piloti tornano in servizio all'alba "
        "e la capitaneria promette di smaltire la fila prima della fine del mese, tempo permettendo."
    ),
    (
        "L'accordo, firmato nella notte in prefettura, prevede un aumento di cento euro al mese e turni di dodici ore su base "
        "volontaria, con una commissione che ogni trimestre guarda agli incidenti; i sindacati parlano di un primo passo e "
        "rinviano alla primavera la questione degli organici, che resta la più difficile di tutte."
    ),
    (
        "Gli importatori di macchine calcolano un ritardo di tre settimane nelle consegne alle fabbriche della pianura, dove "
        "i magazzini sono vuoti da giorni e due linee lavorano a metà; chi ha potuto ha spostato i carichi su altri scali, "
        "pagando il doppio per i camion e perdendo comunque una settimana ai valichi."
    ),
)
SNOW = "La neve chiude tre passi alpini e i sindaci chiedono mezzi alla regione per tenere aperte le strade più alte."


def remove(store: Store, record: ArticleRecord) -> None:
    change = Change(key=Key("article", record.id), before=record, after=None)
    store.apply(ChangeSet(act="remove-articles", changes=(change,)))


def test_a_copy_is_paired_with_its_report_and_nothing_else(
    store: Store, reading: MakeReading, imported: Import
) -> None:
    one = imported(store, reading(*WIRE, title="Agenzia"))
    snow = imported(store, reading(SNOW, title="Neve"))
    copy = imported(store, reading("Buone notizie dal mare.", *WIRE[:2], title="Gazzetta"))
    (found,) = store.search.copies(copy.id)
    assert found.article == one.id
    assert found.certain
    assert found.share > 0.7
    assert store.search.copies(snow.id) == ()
    assert store.search.group(one.id) == (one.id, copy.id)
    assert store.search.group(snow.id) == ()
    assert store.search.copies_among([one.id, snow.id, copy.id, "nobody"]) == 2


def test_copies_of_a_copy_are_no_copies_of_each_other(
    store: Store, reading: MakeReading, imported: Import
) -> None:
    first = imported(store, reading(WIRE[0], title="Uno"))
    last = imported(store, reading(WIRE[2], title="Due"))
    between = imported(store, reading(*WIRE, title="Tre"))
    assert store.search.group(first.id) == (first.id, between.id)
    assert store.search.group(last.id) == (last.id, between.id)
    assert store.search.group(between.id) == (first.id, last.id, between.id)
    numbers = [number for name in (first.id, last.id, between.id) if (number := store.search.number_of(name))]
    assert store.search.copied(numbers) == {numbers[0]: 1, numbers[1]: 1, numbers[2]: 2}


def test_a_group_and_counts_of_any_size_are_each_one_question(
    store: Store, reading: MakeReading, imported: Import
) -> None:
    records = [imported(store, reading(*WIRE, title=f"Agenzia {number}")) for number in range(5)]
    numbers = [number for one in records if (number := store.search.number_of(one.id))]
    asked: list[str] = []
    store._connection.set_trace_callback(asked.append)
    assert store.search.group(records[2].id) == tuple(one.id for one in records)
    # The article's number, the group, and the names of all in it.
    assert len(asked) == 3
    assert store.search.copied(numbers) == dict.fromkeys(numbers, 4)
    assert len(asked) == 4
    store._connection.set_trace_callback(None)


def test_undo_redo_and_removal_keep_pairs_in_step(
    store: Store, reading: MakeReading, imported: Import
) -> None:
    one = imported(store, reading(*WIRE, title="Agenzia"))
    copy = imported(store, reading(*WIRE[1:], title="Gazzetta"))
    store.undo()
    assert store.search.copies(one.id) == ()
    store.redo()
    assert [found.article for found in store.search.copies(one.id)] == [copy.id]
    remove(store, one)
    assert store.search.copies(copy.id) == ()
    rows = store._connection.execute("SELECT count(*) FROM sketched WHERE text = ?", (one.text,))
    assert rows.fetchone() == (0,)
    third = imported(store, reading(*WIRE[:2], title="Corriere"))
    assert [found.article for found in store.search.copies(third.id)] == [copy.id]


def test_what_an_outlet_puts_under_all_its_texts_makes_no_copies(
    store: Store, reading: MakeReading, imported: Import
) -> None:
    footer = "Riproduzione riservata. Chi vuole usare questi testi scriva alla redazione, che risponde entro due giorni."
    long = [
        f"Notizia {number}: " + " ".join(f"parola{number}x{at}" for at in range(150)) for number in range(3)
    ]
    records = [imported(store, reading(text, footer, title=str(at))) for at, text in enumerate(long)]
    assert all(store.search.copies(record.id) == () for record in records)


def test_shingles_that_were_prepared_are_used_up_to_a_number_for_each_act(
    store: Store, reading: MakeReading, monkeypatch: pytest.MonkeyPatch
) -> None:
    worked: list[str] = []

    def count(text: str) -> Shingles:
        worked.append(text[:1])
        return shingles_of(text)

    monkeypatch.setattr(copies, "shingles_of", count)
    monkeypatch.setattr(projections, "MAX_PREPARED", 2)
    for names, expected in (("abcd", ["c", "d"]), ("ef", [])):
        worked.clear()
        records = [record_of(store, reading(words(name, 30), title=name), MOMENT) for name in names]
        changes = tuple(new(one, "article") for one in records)
        store.apply(ChangeSet(act="import-articles", changes=changes))
        assert worked == expected


def test_an_article_whose_import_failed_is_no_evidence_of_what_is_boilerplate(
    store: Store, reading: MakeReading, imported: Import
) -> None:
    sign_off = words("firma", 30)
    first = imported(store, reading(words("uno", 24), sign_off, title="Uno", publication="Il Faro"))
    failing = reading(words("due", 24), sign_off, title="Due", publication="Il Faro")
    stale = Change(key=Key("setting", "s"), before=Setting(id="s", value="other"), after=None)
    record = record_of(store, failing, MOMENT)
    with pytest.raises(DossierError, match="changed-meanwhile"):
        store.apply(ChangeSet(act="import", changes=(new(record, "article"), stale)))
    # It has the number of the one that failed, and its words where that one had its sign-off.
    text = (words("tre", 24), sign_off, words("coda", 90))
    other = imported(store, reading(*text, title="Tre", publication="Il Faro"))
    assert [copy.article for copy in store.search.copies(first.id)] == [other.id]


def test_boilerplate_that_is_known_is_not_looked_up_in_each_later_article(
    store: Store, reading: MakeReading, imported: Import
) -> None:
    sign_off = words("firma", 60)
    looked_up = []
    for number in range(4):
        asked: list[str] = []
        made = reading(words(f"n{number}x", 40), sign_off, title=f"{number}", publication="Il Faro")
        store._connection.set_trace_callback(asked.append)
        imported(store, made)
        store._connection.set_trace_callback(None)
        looked_up.append(sum(one.startswith("SELECT number, place FROM sketch WHERE") for one in asked))
        assert number or not any("boilerplate" in one and "DELETE" in one for one in asked)
    # Of 96 shingles, 56 are in the sign-off alone, which the second article shows to be boilerplate.
    assert looked_up[0] == 96
    assert looked_up[2:] == [40, 40]


def words(name: str, count: int) -> str:
    return " ".join(f"{name}{at}" for at in range(count))


def test_short_texts_with_the_same_lines_under_them_are_no_copies(
    store: Store, reading: MakeReading, imported: Import
) -> None:
    footer = words("nota", 30)
    records = [imported(store, reading(words(f"breve{at}x", 25), footer, title=str(at))) for at in range(3)]
    assert all(store.search.copies(record.id) == () for record in records)
    assert store.search.copies_among([record.id for record in records]) == 0


def test_a_text_within_a_much_longer_one_is_its_copy(
    store: Store, reading: MakeReading, imported: Import
) -> None:
    report = imported(store, reading(WIRE[0], title="Agenzia"))
    digest = [words(f"capitolo{number}x", 300) for number in range(10)]
    newsletter = imported(store, reading(*digest[:5], WIRE[0], *digest[5:], title="Rassegna"))
    assert [copy.article for copy in store.search.copies(report.id)] == [newsletter.id]


def test_a_statement_that_two_articles_quote_makes_no_copies(
    store: Store, reading: MakeReading, imported: Import
) -> None:
    statement = words("dichiarazione", 60)
    one = imported(store, reading(words("a", 50), statement, words("b", 30), title="Uno"))
    other = imported(store, reading(words("c", 40), statement, words("d", 45), title="Due"))
    assert store.search.group(one.id) == ()
    (found,) = store.search.copies(other.id)
    assert not found.certain


def test_a_share_is_kept_to_a_thousandth(store: Store, reading: MakeReading, imported: Import) -> None:
    # Of the 60 words of the shorter text 41 are in the other one, too.
    imported(store, reading(words("comune", 41) + " " + words("uno", 30), title="Uno"))
    other = imported(store, reading(words("comune", 41) + " " + words("due", 19), title="Due"))
    (found,) = store.search.copies(other.id)
    assert found.share == round(41 / 60, 3)


def test_copies_come_nearest_first_and_only_certain_ones_count(
    store: Store, reading: MakeReading, imported: Import
) -> None:
    common = words("comune", 100).split()
    far = imported(store, reading(" ".join(common[55:]) + " " + words("b", 90), title="Far"))
    near = imported(store, reading(" ".join(common[:50]) + " " + words("a", 10), title="Near"))
    one = imported(store, reading(words("comune", 100) + " " + words("c", 60), title="One"))
    found = store.search.copies(one.id)
    assert [(copy.article, copy.certain) for copy in found] == [(near.id, True), (far.id, False)]
    assert store.search.group(one.id) == (near.id, one.id)
    assert store.search.copies_among([near.id, far.id, one.id]) == 2


def test_from_the_threshold_on_a_copy_is_certain() -> None:
    assert [Copy("a", COPY_THRESHOLD + more).certain for more in (-0.001, 0, 0.001)] == [False, True, True]


@pytest.mark.parametrize("share", ["2.0", "-0.1", "'x'", "1"])
def test_a_share_that_cannot_be_is_damage(
    store: Store, reading: MakeReading, imported: Import, share: str
) -> None:
    one = imported(store, reading(*WIRE, title="Agenzia"))
    imported(store, reading(*WIRE, title="Gazzetta"))
    assert [copy.share for copy in store.search.copies(one.id)] == [1.0]
    with store._transaction:
        store._connection.execute(f"UPDATE copy SET share = {share}")
    if share == "1":
        assert [copy.share for copy in store.search.copies(one.id)] == [1.0]
        return
    with pytest.raises(DossierError, match="dossier-damaged"):
        store.search.copies(one.id)
