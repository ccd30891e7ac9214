"""The Read mode: the list of articles, import, reading, tagging and correcting."""

from __future__ import annotations
