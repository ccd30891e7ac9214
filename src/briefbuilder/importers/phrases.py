"""Phrases of `data/phrases.yaml`, which tell what a line is: a call to action, a statement of rights, the name of an author."""

from __future__ import annotations

import re

from briefbuilder.word_lists import load_word_lists


def phrases(name: str) -> str:
    """Return the regular expressions of a list as the alternatives of one."""
    return "|".join(load_word_lists("briefbuilder.importers", "phrases")[name])


def listed_words(name: str) -> tuple[str, ...]:
    """Return the words of a list."""
    return tuple(load_word_lists("briefbuilder.importers", "phrases")[name].split())


SUBJECT_WORDS = phrases("subject")
"""What precedes the subject of a mail or a letter, as alternatives of a pattern."""
CONTENTS_HEADING = re.compile(rf"\W*(?:{phrases('contents')})\W*", re.IGNORECASE)
KIND_LABELS = frozenset(listed_words("kinds_of_documents"))
"""What a document is, as its first line says it, as match keys: never its title."""
