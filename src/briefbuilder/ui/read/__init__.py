"""The left pane: the articles of the dossier, searched, filtered and imported."""

from __future__ import annotations
