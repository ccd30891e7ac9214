"""Importing this loads what the reading of web pages needs, so that workers that start afterwards share it."""

from __future__ import annotations

import htmldate
import trafilatura

from briefbuilder.importers.html import reader

__all__ = ["htmldate", "reader", "reading", "trafilatura"]
