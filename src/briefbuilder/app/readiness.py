"""What the first article of a dossier is shown with, loaded before it is there: beside the window, while files are read."""

from __future__ import annotations

from collections.abc import Iterable

from briefbuilder.app.messages import Words
from briefbuilder.app.resources import Resources


def get_ready(resources: Resources, words: Words, taxonomies: Iterable[str] | None) -> None:
    """Load the words for acts, and some taxonomies (those that ship unless others are named) with what suggests by them."""
    import briefbuilder.app.commands.revisions
    import briefbuilder.tagging.learner
    import briefbuilder.tagging.term_statistics  # noqa: F401 - what follows a first article asks for these

    resources.matcher(resources.taxonomy(taxonomies))
    words.knows("undo-act")
