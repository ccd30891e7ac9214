"""Commands: functions that return the act of a user's command, and change nothing themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefbuilder.lazy_modules import import_when_used

if TYPE_CHECKING:
    from briefbuilder.app.commands import actors as actors
    from briefbuilder.app.commands import articles as articles
    from briefbuilder.app.commands import briefings as briefings
    from briefbuilder.app.commands import corrections as corrections
    from briefbuilder.app.commands import fixes as fixes
    from briefbuilder.app.commands import imports as imports
    from briefbuilder.app.commands import revisions as revisions
    from briefbuilder.app.commands import tags as tags
    from briefbuilder.app.commands import taxonomy as taxonomy
    from briefbuilder.app.commands import word_changes as word_changes

__getattr__ = import_when_used(__name__)
