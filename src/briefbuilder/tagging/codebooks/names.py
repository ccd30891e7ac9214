"""Ids and language tags as a taxonomy wants them, out of whatever a foreign file calls its topics."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import unquote, urlsplit

from briefbuilder.tagging.taxonomy import ID, LANGUAGE

OWN_TOPIC = "urn:x-briefbuilder:topic:"
OWN_GROUP = "urn:x-briefbuilder:group:"
OWN_TERMS = "urn:x-briefbuilder:taxonomy#"
"""The names under which topics, groups and what SKOS has no word for stand in RDF."""

_LONGEST = 56
"""Characters of an id that is made of a name; a number may follow."""


def is_id(text: str) -> bool:
    """Tell whether a text can be the id of a topic."""
    return ID.match(text) is not None


def slug(text: str) -> str:
    """Return a text as an id, empty where nothing of it can be written in one."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9_]+", "-", plain)[:_LONGEST].strip("-_")


def free_id(wanted: str, taken: set[str]) -> str:
    """Return an id that is not taken, made of the one that is wanted, and take it."""
    found, number = wanted, 2
    while found in taken:
        found = f"{wanted}-{number}"
        number += 1
    taken.add(found)
    return found


def language_tag(written: str) -> str:
    """Return a language tag as a taxonomy writes it; "und" where there is none to be made of it."""
    first, *rest = written.strip().replace("_", "-").split("-")
    tag = "-".join([first.lower(), *map(_subtag, rest)])
    return tag if LANGUAGE.match(tag) else "und"


def _subtag(part: str) -> str:
    """Return a part of a tag in the case that is usual for it: regions in capitals, scripts with one."""
    if len(part) == 2:
        return part.upper()
    return part.title() if len(part) == 4 and part.isalpha() else part.lower()


def id_of_uri(uri: str) -> str:
    """Return the id of a concept that a thesaurus names by its address: "eurovoc-1", "mediatopic-20000002"."""
    for own in (OWN_TOPIC, OWN_GROUP):
        if uri.startswith(own):
            return uri.removeprefix(own)
    try:
        parts = urlsplit(uri)
    except ValueError:
        return slug(uri)
    steps = [step for step in parts.path.split("/") if step]
    if parts.fragment:
        steps.append(parts.fragment)
    host = parts.netloc.removeprefix("www.").partition(".")[0]
    named = [host, *steps][-2:] if host else steps[-1:]
    return slug("-".join(unquote(step) for step in named)) or slug(uri)
