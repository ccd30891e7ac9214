"""Hostile files, made the same on every run: what they are, and what the program is to make of each."""

from __future__ import annotations

from hostile_files import books, counts, inside, mails, office, packed, pages, pdfs, places, rtf, saved, texts
from hostile_files.made import Hostile

ALL: tuple[Hostile, ...] = (
    *pages.FILES,
    *texts.FILES,
    *packed.FILES,
    *office.FILES,
    *rtf.FILES,
    *mails.FILES,
    *saved.FILES,
    *books.FILES,
    *pdfs.FILES,
    *counts.FILES,
    *inside.FILES,
    *places.FILES,
)

__all__ = ["ALL", "Hostile"]
