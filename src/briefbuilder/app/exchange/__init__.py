"""What a desk does to exchange its acts with others: rounds with a place, files of changes, secrecy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefbuilder.lazy_modules import import_when_used

if TYPE_CHECKING:
    from briefbuilder.app.exchange import files as files
    from briefbuilder.app.exchange import places as places
    from briefbuilder.app.exchange import postgresql as postgresql
    from briefbuilder.app.exchange import round as round  # noqa: A004
    from briefbuilder.app.exchange import secrecy as secrecy
    from briefbuilder.app.exchange import sending as sending
    from briefbuilder.app.exchange import server as server
    from briefbuilder.app.exchange import settings as settings

__getattr__ = import_when_used(__name__)
