from __future__ import annotations

import pytest

from briefbuilder.domain.minhash import (
    COPY,
    SHARED,
    SKETCH,
    containment,
    guessed_containment,
    resemblance,
    runs_of,
    sketch_of,
)

REPORT = """Il porto di Valdora riapre lunedì dopo due settimane di sciopero dei rimorchiatori, che avevano fermato
quaranta navi davanti alla costa. L'accordo prevede un aumento di cento euro al mese e turni di dodici ore soltanto su
base volontaria. Gli importatori calcolano un ritardo di tre settimane nelle consegne alle fabbriche della pianura."""
OTHER = """La neve chiude tre passi alpini e i sindaci chiedono mezzi alla regione per tenere aperte le strade dei paesi
più alti, dove da lunedì mancano il pane e la posta. Domani il tempo migliora, dicono gli esperti."""


def test_case_line_ends_and_signs_make_no_difference() -> None:
    set_anew = REPORT.upper().replace("\n", "  ").replace(",", " –")
    assert containment(runs_of(REPORT), runs_of(set_anew)) == 1.0


def test_a_cut_copy_is_contained_whole_and_another_subject_not_at_all() -> None:
    assert containment(runs_of(REPORT), runs_of(REPORT[:180])) > 0.95
    assert containment(runs_of(REPORT), runs_of(OTHER)) == 0.0


def test_a_few_lines_in_common_make_no_copies_but_a_short_text_does_as_a_whole() -> None:
    footer = " Riproduzione riservata: chi vuole usare questi testi scriva alla redazione entro due giorni."
    one, other = runs_of("Il mare è calmo." + footer), runs_of("Il sindaco si dimette dopo la lite." + footer)
    assert containment(one, other) > COPY
    assert resemblance(one, other) == 0.0
    assert resemblance(one, runs_of("Titolo: il mare è calmo." + footer)) > 0.8


def test_changed_words_cost_only_the_runs_that_hold_them() -> None:
    edited = REPORT.replace("quaranta", "trenta").replace("cento", "novanta")
    assert COPY < containment(runs_of(REPORT), runs_of(edited)) < 1.0


@pytest.mark.parametrize(
    "text",
    [
        "経済安全保障と半導体の供給網について両国の閣僚が協議した。",
        "一帯一路與半導體供應鏈的討論仍在繼續進行。",
    ],
)
def test_scripts_without_spaces_are_cut_in_pairs(text: str) -> None:
    around = f"東京で二十五日、{text}会談は三時間に及んだ。"
    assert containment(runs_of(text), runs_of(around)) > 0.9


def test_short_and_empty_texts_have_no_runs() -> None:
    assert runs_of("") == frozenset()
    assert runs_of("Solo quattro parole qui") == frozenset()
    assert containment(runs_of(""), runs_of(REPORT)) == 0.0


def test_the_sketches_of_copies_meet_and_promise_about_what_is_there() -> None:
    long = " ".join(f"parola{number}" for number in range(900))
    copy = " ".join(f"parola{number}" for number in range(300, 900)) + " e altro ancora " * 60
    one, other = runs_of(long), runs_of(copy)
    shared = len(set(sketch_of(one)) & set(sketch_of(other)))
    assert len(sketch_of(one)) == SKETCH
    assert shared >= SHARED
    promised = guessed_containment(shared, len(one), len(other))
    assert promised == pytest.approx(containment(one, other), abs=0.3)
