"""Importing this loads what the reading of web pages needs, so that workers that start afterwards share it."""

from __future__ import annotations

from briefbuilder.importers.html import reader
from briefbuilder.importers.html.library import date_library, extraction_library

__all__ = ["reader", "reading"]

extraction_library()
date_library()
