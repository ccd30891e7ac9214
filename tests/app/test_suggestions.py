"""What is learned follows from the tags and judgements of the dossier, and is made anew with them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from tests.narrowing import not_none

from briefbuilder.app.commands.imports import import_readings
from briefbuilder.app.commands.tags import accept_suggestions, reject_suggestion, tag_section
from briefbuilder.app.commands.taxonomy import add_topic, choose_taxonomies
from briefbuilder.app.resources import Resources
from briefbuilder.app.session import Session
from briefbuilder.app.suggestions import (
    MIN_JUDGED_SECTIONS,
    Predictions,
    Suggestions,
    TrainedModel,
    TrainingData,
    describe_topics,
    predict_topics,
    train_model,
)
from briefbuilder.app.workers import WorkerPool
from briefbuilder.domain.article import Article
from briefbuilder.domain.topics import Evidence, Suggestion, Taxonomy, Topic
from briefbuilder.importers.read import read_bytes
from briefbuilder.tagging.learner import Prediction
from briefbuilder.tagging.matcher import Matcher
from briefbuilder.tagging.term_statistics import NO_STATISTICS

HARBOURS = (
    "piloti e rimorchiatori",
    "gru e banchine",
    "canali e fondali",
    "dogane e piazzali",
    "scioperi e turni",
    "tariffe e noli",
    "nebbia e correnti",
    "fari e boe",
    "container e vagoni",
    "gasolio e filtri",
    "mareggiate e dighe",
)
"""One article each: all but the last have twenty sections together, as many as have to be judged."""


def text_of(number: int, subject: str) -> str:
    return f"""Notizia numero {number}

Nel porto di Valdora si parla di {subject}: le navi aspettano in rada e i piloti del porto chiedono tempo.

Il consiglio

Il consiglio comunale approva il bilancio numero {number} e rinvia la mostra del museo civico a primavera.
"""


@pytest.fixture
def session(tmp_path: Path) -> Session:
    made = Session.create(tmp_path / "x.dossier", Resources())
    for number, subject in enumerate(HARBOURS):
        import_readings(made, [read_bytes(text_of(number, subject).encode(), f"{number}.txt")])
    return made


def articles(session: Session) -> list[Article]:
    return [session.store.article(record.id) for record in session.store.articles()]


def suggested(session: Session, article: Article, section: int) -> dict[str, Suggestion]:
    return {each.topic: each for each in session.suggestions.for_article(article)[section]}


def judge(session: Session, articles: list[Article], topic: str) -> None:
    """Tag the first section of some articles, and reject a topic for the second one."""
    for article in articles:
        session.store.apply(tag_section(session, article.id, 0, [topic]))
        session.store.apply(reject_suggestion(session, article.id, 1, "trade"))


def test_a_topic_of_ones_own_is_learned_from_twenty_sections_and_forgotten_with_undo(
    session: Session,
) -> None:
    adding = add_topic(session, "Lavoro marittimo", "it")
    session.store.apply(adding)
    (topic,) = [change.after.id for change in adding.changes if isinstance(change.after, Topic)]
    *taught, last = articles(session)
    assert topic not in suggested(session, last, 0)
    judge(session, taught, topic)
    found = suggested(session, last, 0)[topic]
    assert found.learned
    text = last.sections[0].text
    assert all(text[piece.start : piece.end] == piece.text for piece in found.evidence)
    assert topic not in suggested(session, last, 1)
    session.store.undo()
    assert topic not in suggested(session, last, 0)
    session.store.close()


def test_nothing_is_learned_from_fewer_judged_sections_however_many_there_are_beside(
    session: Session,
) -> None:
    *taught, last = articles(session)
    for article in taught:
        session.store.apply(tag_section(session, article.id, 0, ["china"]))
    training_data = session.suggestions.training_data()
    assert (len(training_data.examples), training_data.judged) == (
        MIN_JUDGED_SECTIONS,
        MIN_JUDGED_SECTIONS // 2,
    )
    assert not training_data.is_sufficient
    assert "china" not in suggested(session, last, 0)
    judge(session, taught, "china")
    assert session.suggestions.training_data().judged == MIN_JUDGED_SECTIONS
    assert "china" in suggested(session, last, 0)
    session.store.close()


class _Classifier:
    """Tells what it was told to tell."""

    def __init__(self, *told: Prediction) -> None:
        self._told = told

    def predict(self, _text: str, _language: str) -> tuple[Prediction, ...]:
        return self._told


def test_at_most_two_topics_that_no_term_supports_are_suggested(session: Session) -> None:
    def told(topic: str, score: float) -> Prediction:
        return Prediction(topic, score, evidence=(Evidence(text="I", start=0, end=1),))

    text = "I semiconduttori servono a tutti."
    matcher = session.suggestions.matcher
    by_terms = {each.topic for each in matcher.suggest(text, "it")}
    assert "semiconductors" in by_terms

    def found(*predicted: Prediction) -> dict[str, Suggestion]:
        learned = TrainedModel(matcher, classifier=_Classifier(*predicted))
        return {each.topic: each for each in learned.suggest(text, "it")}

    assert set(found(told("a", 0.7), told("b", 0.6), told("c", 0.5))) == by_terms | {"a", "b"}
    # A topic that a term supports as well is one more.
    both = found(told("a", 0.7), told("b", 0.6), told("semiconductors", 0.51))
    assert set(both) == by_terms | {"a", "b"}
    assert both["semiconductors"].learned
    session.store.close()


def test_it_is_learned_anew_from_the_file_alone(session: Session) -> None:
    *taught, last = articles(session)
    judge(session, taught, "maritime-security" if _has(session) else "china")
    before = session.suggestions.for_article(last)
    path = session.store.path
    session.store.close()
    with Session.open(path, Resources()) as again:
        assert again.suggestions.for_article(again.store.article(last.id)) == before


def test_a_rejection_is_remembered_for_its_passage_and_teaches_for_the_others(tmp_path: Path) -> None:
    with Session.create(tmp_path / "y.dossier", Resources()) as session:
        for number in range(7):
            text = f"Titolo {number}\n\nNumero {number}: i semiconduttori servono a tutti, dice il ministro in aula."
            import_readings(session, [read_bytes(text.encode(), f"{number}.txt")])
        *judged, last = articles(session)
        good = suggested(session, last, 0)["semiconductors"]
        for article in judged:
            session.store.apply(reject_suggestion(session, article.id, 0, "semiconductors"))
            assert "semiconductors" not in suggested(session, article, 0)
        assert "semiconductors" not in suggested(session, last, 0)
        for _ in judged:
            session.store.undo()
        for article in judged[:4]:
            session.store.apply(accept_suggestions(session, article.id, 0, [good]))
        known = suggested(session, last, 0)["semiconductors"]
        assert known.score > good.score
        assert (known.accepted, known.rejected) == (4, 0)


def test_what_is_told_in_another_process_is_what_is_told_here_and_nobody_waits(session: Session) -> None:
    *taught, last = articles(session)
    judge(session, taught[:2], "china")
    assert not session.suggestions.training_data().is_sufficient
    judge(session, taught[2:], "china")
    text, language = last.sections[0].text, last.metadata.language
    training_data, matcher = session.suggestions.training_data(), session.suggestions.matcher
    # Commands use words alone.
    training_data = replace(training_data, descriptions=())
    assert training_data.is_sufficient
    patient = train_model(matcher, training_data)
    predictions = Predictions(training_data)
    hasty = TrainedModel(matcher, training_data.trust, predictions)
    assert "china" in {each.topic for each in patient.suggest(text, language)}
    assert "china" not in {each.topic for each in hasty.suggest(text, language)}
    assert predictions.missing([text, text]) == (text,)
    data = training_data
    with WorkerPool(warm=1) as own:
        predicted = own.run(
            predict_topics,
            data.examples,
            data.names,
            data.others,
            data.descriptions,
            (text,),
            "it",
        )
    predictions.add(predicted)
    assert not predictions.missing([text])
    assert hasty.suggest(text, language) == patient.suggest(text, language)
    session.store.close()


def test_before_any_judgement_vectors_answer_only_where_terms_know_nothing() -> None:
    ports = Topic(id="ports", names={"en": "Ports"}, terms={"en": ("harbour",)})
    snow = Topic(id="snow", names={"en": "Snow"}, descriptions={"en": "What falls in winter"})
    matcher = Matcher(Taxonomy(topics=(ports, snow)))
    descriptions = describe_topics((ports, snow))
    assert descriptions == (("ports", "Ports · harbour"), ("snow", "Snow · What falls in winter"))
    predictions = Predictions(TrainingData((), (), NO_STATISTICS, judged=19, descriptions=descriptions))
    assert predictions.by_descriptions
    likely = (Prediction("ports", 0.6), Prediction("snow", 0.55), Prediction("snow", 0.5, needed=0.1))
    predictions.add({"Ein Satz.": likely})
    model = TrainedModel(matcher, classifier=predictions)
    assert {each.topic for each in model.suggest("Ein Satz.", "en")} == {"snow"}
    assert [each.topic for each in model.suggest("Ein Satz.", "de")] == ["ports", "snow"]


def test_no_more_articles_are_read_than_teach(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    for article in articles(session):
        session.store.apply(tag_section(session, article.id, 0, ["china"]))
    judged = articles(session)[1]
    session.store.apply(reject_suggestion(session, judged.id, 1, "trade"))
    monkeypatch.setattr("briefbuilder.tagging.learner.MAX_EXAMPLES", 4)
    session.suggestions.stale = True
    asked: list[str] = []
    read = session.store.article

    def noted(name: str) -> Article:
        asked.append(name)
        return read(name)

    monkeypatch.setattr(session.store, "article", noted)
    training_data = session.suggestions.training_data()
    last, before = articles(session)[-1], articles(session)[-2]
    assert [example.text for example in training_data.examples] == [
        section.text for article in (before, last) for section in article.sections
    ]
    assert set(asked[:3]) == {last.id, before.id, judged.id}
    session.store.close()


def test_sections_of_the_latest_untagged_articles_are_learned_from_beside(session: Session) -> None:
    *taught, judged, last = articles(session)
    assert session.suggestions.training_data().others == ()
    judge(session, taught, "china")
    for section in (0, 1):
        session.store.apply(reject_suggestion(session, judged.id, section, "trade"))
    training_data = session.suggestions.training_data()
    assert training_data.others == tuple(section.text for section in last.sections)
    assert session.search.recently_untagged(9, 9) == (last.id, judged.id)
    assert session.search.recently_untagged(1, 9) == (last.id,)
    assert session.search.recently_untagged(9, 1) == (last.id,)
    session.store.close()


@pytest.mark.parametrize("taxonomies", [("diplomacy", "economic-security"), ("economic-security",)])
def test_what_a_job_read_in_sections_is_not_read_again(
    session: Session, monkeypatch: pytest.MonkeyPatch, taxonomies: tuple[str, ...]
) -> None:
    session.store.apply(choose_taxonomies(session, taxonomies))
    adding = add_topic(session, "Lavoro marittimo", "it")
    session.store.apply(adding)
    (topic,) = [change.after.id for change in adding.changes if isinstance(change.after, Topic)]
    *taught, last = articles(session)
    judge(session, taught, topic)
    unread = not_none(session.suggestions.unread_sections())
    assert {text for _, text, _ in unread.sections} == {
        section.text for article in taught for section in article.sections
    }
    session.suggestions.add_read(unread, unread.read())
    assert session.suggestions.unread_sections() is None
    with monkeypatch.context() as patched:
        patched.setattr(Matcher, "find", None)
        ahead = session.suggestions.training_data()
    again = Suggestions(session.store, Resources(), lambda: session.taxonomy, lambda: taxonomies)
    anew = again.training_data()
    assert (ahead.examples, ahead.judged, ahead.others) == (anew.examples, anew.judged, anew.others)
    session.store.apply(tag_section(session, last.id, 0, [topic]))
    # A few sections are not worth a job.
    assert session.suggestions.unread_sections() is None
    session.store.close()


def _has(session: Session) -> bool:
    return session.taxonomy.topic("maritime-security") is not None


COURTS = (
    "Il giudice ha condannato l'imputato a tre anni, e l'avvocato farà appello contro la sentenza.",
    "L'imputato è stato assolto: la sentenza del giudice ha chiuso il processo per omicidio.",
    "Il processo riprende: il pubblico ministero interroga i testimoni, e il giudice prepara la sentenza.",
)


@pytest.mark.parametrize("taxonomies", [("diplomacy",), ("economic-security",)])
def test_a_topic_of_ones_own_is_found_by_the_words_of_a_similar_topic_that_ships(
    tmp_path: Path, taxonomies: tuple[str, ...]
) -> None:
    with Session.create(tmp_path / "z.dossier", Resources()) as session:
        session.store.apply(choose_taxonomies(session, taxonomies))
        adding = add_topic(session, "Imputato", "it")
        session.store.apply(adding)
        (topic,) = [change.after.id for change in adding.changes if isinstance(change.after, Topic)]
        for number, text in enumerate(COURTS):
            import_readings(session, [read_bytes(text.encode(), f"{number}.txt")])
        *taught, last = articles(session)
        session.store.apply(tag_section(session, taught[0].id, 0, [topic]))
        assert topic not in suggested(session, last, 0)
        session.store.apply(tag_section(session, taught[1].id, 0, [topic]))
        found = suggested(session, last, 0)[topic]
        assert found.learned
        assert {"giudice", "sentenza"} <= {piece.text for piece in found.evidence}
        session.store.undo()
        assert topic not in suggested(session, last, 0)
