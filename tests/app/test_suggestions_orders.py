"""Learning from judgements in any order makes suggestions for other articles no worse."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from briefbuilder.app.suggestions import TrainedModel, TrainingData, train_model
from briefbuilder.domain.topics import Taxonomy, Topic
from briefbuilder.tagging.learner import Example
from briefbuilder.tagging.matcher import Matcher
from briefbuilder.tagging.term_statistics import collect_statistics

SUBJECTS = {
    "harbour": ("porto", "navi rada piloti rimorchiatori banchina gru noli container canale molo"),
    "snow": ("neve", "passi valanga spazzaneve sci quota gelo catene valle ghiaccio pendio"),
    "school": ("scuola", "aule docenti alunni lezioni esami supplenti registro compiti mensa cattedra"),
    "": ("", "bilancio mostra museo sindaco biblioteca mercato piscina banda piazza consiglio"),
}
"""Subjects with their term and with words that go with it; the last one is no topic."""
COMMON = [
    "oggi",
    "ancora",
    "molto",
    "sempre",
    "quando",
    "dopo",
    "prima",
    "anche",
    "senza",
    "tutti",
    "sono",
    "stati",
    "hanno",
    "detto",
    "secondo",
    "ieri",
]
MATCHER = Matcher(
    Taxonomy(
        topics=tuple(
            Topic(id=name, names={"it": name}, terms={"it": (term,)})
            for name, (term, _) in SUBJECTS.items()
            if name
        ),
        languages=("it",),
    )
)
DATA = Path(__file__).parent.parent / "data" / "tagging"


@dataclass(frozen=True, slots=True)
class Section:
    """A generated section; a third of those with a topic do not name it, some without name one in passing."""

    article: str
    text: str
    topic: str


def make_sections(chance: random.Random, articles: int, part: str) -> list[Section]:
    found = []
    for number in range(articles):
        for _ in range(2):
            topic = chance.choice(list(SUBJECTS))
            term, companions = SUBJECTS[topic]
            words = chance.sample(companions.split(), 5) + chance.sample(COMMON, 8)
            if topic and chance.random() < 2 / 3:
                words += [term, term]
            elif not topic and chance.random() < 0.1:
                words.append(chance.choice([each for each, _ in SUBJECTS.values() if each]))
            chance.shuffle(words)
            found.append(Section(f"{part}{number}", f"Il {' '.join(words)}.", topic))
    return found


def train(judged: Sequence[Section]) -> TrainedModel:
    examples, cases = [], []
    for section in judged:
        support = MATCHER.term_support(section.text, "it")
        suggested = {each.topic for each in MATCHER.suggest(section.text, "it")}
        wrong = frozenset(suggested - {section.topic})
        cases += [(section.article, support[topic].concepts, topic == section.topic) for topic in suggested]
        scores = tuple((topic, each.score) for topic, each in support.items())
        right = frozenset([section.topic]) - {""}
        examples.append(Example(section.text, right, section.article, wrong, scores, "it"))
    names = tuple((name, (name,)) for name in SUBJECTS if name)
    count = sum(example.is_judged for example in examples)
    return train_model(MATCHER, TrainingData(tuple(examples), names, collect_statistics(cases), judged=count))


def f1(model: TrainedModel, sections: Iterable[Section]) -> float:
    right = wrong = missed = 0
    for section in sections:
        found = {each.topic for each in model.suggest(section.text, "it")}
        gold = {section.topic} - {""}
        right, wrong, missed = (
            right + len(found & gold),
            wrong + len(found - gold),
            missed + len(gold - found),
        )
    return 2 * right / (2 * right + wrong + missed)


@pytest.mark.parametrize("order", range(4))
def test_judgements_in_any_order_do_no_harm_and_help_in_the_end(order: int) -> None:
    chance = random.Random(order)
    judged, others = make_sections(chance, 60, "a"), make_sections(chance, 40, "b")
    unrelated = yaml.safe_load((DATA / "unrelated.yaml").read_text("utf-8"))
    plain = f1(TrainedModel(MATCHER), others)
    after = []
    for count in (10, 40, 120):
        model = train(judged[:count])
        after.append(f1(model, others))
        alarms = [text for texts in unrelated.values() for text in texts if model.suggest(text, "it")]
        assert alarms == []
    assert min(after) >= plain - 0.01
    assert after[-1] >= plain + 0.02
