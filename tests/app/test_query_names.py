"""What queries name, in the languages of the dossier."""

from __future__ import annotations

import pytest

from briefbuilder.app.query_names import QueryNames
from briefbuilder.app.session import Session

LANGUAGES = ("de", "en", "it", "ja")


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Halbleiter", ("semiconductor*", "semiconduttor*", "半導体")),
        ("halbleitern", ("semiconductor*", "semiconduttor*", "半導体")),
        ("半導体", ("halbleiter*", "semiconductor*", "semiconduttor*")),
        ("semiconductors", ("halbleiter*", "semiconduttor*", "半導体")),
        ("Halbleiterfabrik", ()),
        ("Halbleiter OR semiconductor*", ()),
        ("Halbleiter Japan", ()),
        ("Kaffee", ()),
        ("rare earths", ("(seltene* Erden)", '"terre rare"', "レアアース")),
        ('"seltenen Erden"', ("(rare earth*)", '"terre rare"', "レアアース")),
        ("", ()),
    ],
)
def test_a_term_of_a_topic_has_those_of_other_languages(
    session: Session, words: str, found: tuple[str, ...]
) -> None:
    names = QueryNames(lambda: session.taxonomy.topics)
    assert names.in_other_languages(words, LANGUAGES) == found


def test_only_languages_that_are_given_are_offered(session: Session) -> None:
    names = QueryNames(lambda: session.taxonomy.topics)
    assert names.in_other_languages("Halbleiter", ("de",)) == ()
    assert names.in_other_languages("Halbleiter", ("fr",)) == ("semi-conducteur*",)
