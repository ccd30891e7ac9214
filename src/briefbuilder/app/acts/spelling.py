"""The dossier's own words: what no dictionary knows and what is right in it nevertheless."""

from __future__ import annotations

from briefbuilder.app.session import Session
from briefbuilder.domain.changes import Change, ChangeSet, Key, Setting
from briefbuilder.spelling.words import asked_for

WORDS = "spelling-words"
"""The setting of a dossier that holds its words, one a line."""


def own_words(session: Session) -> tuple[str, ...]:
    """Return the dossier's own words."""
    return tuple(filter(None, (session.setting(WORDS) or "").split("\n")))


def learn_word(session: Session, word: str) -> ChangeSet:
    """Return the act that takes a word into the dossier's own; one that is there changes nothing."""
    stored = session.setting(WORDS)
    before = None if stored is None else Setting(id=WORDS, value=stored)
    words = dict.fromkeys((*own_words(session), asked_for(" ".join(word.split()))))
    after = Setting(id=WORDS, value="\n".join(words))
    change = Change(key=Key("setting", WORDS), before=before, after=after)
    return ChangeSet(act="learn-word", changes=(change,), parameters={"word": word})
