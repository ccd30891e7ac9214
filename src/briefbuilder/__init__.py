"""Turns articles into policy briefings, offline."""

from __future__ import annotations

__version__ = "0.1.0"
