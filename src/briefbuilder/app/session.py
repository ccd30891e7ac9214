"""An open dossier as the window and the command line use it.

A session is used from one thread; jobs get values, never the session.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from briefbuilder.app.policy import PolicyError, current_policy
from briefbuilder.app.query_names import QueryNames
from briefbuilder.app.taxonomies import CHOSEN, GROUPS, chosen_names, join_taxonomies, names_as_setting
from briefbuilder.domain.briefing import Briefing
from briefbuilder.domain.changes import Change, ChangeSet, Key, Setting, Value
from briefbuilder.domain.errors import BriefbuilderError, DossierError
from briefbuilder.domain.progress import Progress
from briefbuilder.domain.topics import Taxonomy, Topic
from briefbuilder.storage.encryption import is_maybe_encrypted
from briefbuilder.storage.opening import create, open_dossier, open_to_read
from briefbuilder.storage.store import Store

if TYPE_CHECKING:
    from briefbuilder.app.resources import Resources
    from briefbuilder.app.suggestions import Suggestions

_IN_USE = frozenset({"dossier-in-use", "dossier-busy"})
"""The codes of the errors that say that someone has a dossier open."""


class Session:
    """One open dossier: its `store`, `search` over it, its taxonomy and suggestions, and the program's resources."""

    def __init__(self, store: Store, resources: Resources) -> None:
        self.store = store
        self.search = store.search
        self.resources = resources
        self._taxonomy: Taxonomy | None = None
        self.search.use_names(QueryNames(lambda: self.taxonomy.topics))
        self._suggestions: Suggestions | None = None
        store.check_act = self._check_briefings
        store.on_stored = self._on_stored
        store.rank_of = self._rank_of
        if store.is_shared:
            from briefbuilder.app.exchange.settings import ExchangeSettings

            store.shared.author = ExchangeSettings().of(store.path).name

    @classmethod
    def create(
        cls,
        path: Path,
        resources: Resources,
        password: str | None = None,
        taxonomies: Iterable[str] | None = None,
    ) -> Session:
        """Create an empty dossier, encrypted with a `password`, and open it.

        It uses some taxonomies, by name, or those of dossiers that do not say. Raises DossierError if the file exists,
        PolicyError if an administrator requires a password.
        """
        current_policy().require_password(password)
        settings = () if taxonomies is None else (Setting(id=CHOSEN, value=names_as_setting(taxonomies)),)
        return cls(create(path, password, settings), resources)

    @classmethod
    def open(
        cls,
        path: Path,
        resources: Resources,
        on_progress: Progress | None = None,
        password: str | None = None,
        *,
        to_read: bool = False,
    ) -> Session:
        """Open a dossier; raises DossierError if it is damaged or, unless `to_read`, someone else has it open.

        `password` is used if the dossier is encrypted. If the file must be upgraded first, `on_progress` receives the
        share that is done and may raise CancelledError: the file is then unchanged. With `to_read`, a dossier that
        someone has open is opened read-only. Raises PolicyError if an administrator does not allow dossiers without a
        password.
        """
        notice = unencrypted_notice(path)
        try:
            store = open_dossier(path, on_progress=on_progress, password=password)
        except DossierError as error:
            if not to_read or error.code not in _IN_USE:
                raise
            store = open_to_read(path, password)
        if notice is not None:
            store.notices = (*store.notices, notice)
        return cls(store, resources)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.store.close()

    @property
    def taxonomy(self) -> Taxonomy:
        """The topics of the chosen taxonomies with the dossier's own, which win if an id is the same."""
        if self._taxonomy is None:
            self._taxonomy = join_taxonomies(
                self.base_taxonomy(), self.store.topics(), self.store.setting(GROUPS)
            )
        return self._taxonomy

    @property
    def suggestions(self) -> Suggestions:
        """The topics suggested for the dossier's articles; what makes them is loaded with their first use."""
        if self._suggestions is None:
            from briefbuilder.app.suggestions import Suggestions

            self._suggestions = Suggestions(
                self.store, self.resources, lambda: self.taxonomy, self.chosen_taxonomies
            )
        return self._suggestions

    def topic(self, topic_id: str) -> Topic:
        """Return a topic of the dossier's taxonomy; raises DossierError "topic-missing" if the id is unknown."""
        topic = self.taxonomy.topic(topic_id)
        if topic is None:
            raise DossierError("topic-missing", topic=topic_id)
        return topic

    def setting_change(self, name: str, text: str | None) -> Change:
        """Return the change that gives a setting of the dossier another value; None removes it."""
        stored = self.store.setting(name)
        before, after = (None if one is None else Setting(id=name, value=one) for one in (stored, text))
        return Change(key=Key("setting", name), before=before, after=after)

    def base_taxonomy(self) -> Taxonomy:
        """Return the topics of the taxonomies chosen for the dossier, without its own."""
        return self.resources.taxonomy(self.chosen_taxonomies())

    def chosen_taxonomies(self) -> tuple[str, ...]:
        """Return the names of the dossier's taxonomies, those of an administrator if one has set them."""
        fixed = current_policy().taxonomies
        return fixed if fixed is not None else chosen_names(self.store.setting(CHOSEN))

    def reload_taxonomy(self) -> None:
        """Read the taxonomies again, whose files may have changed, and notify the listeners."""
        before = self._taxonomy
        self._taxonomy = None
        if before is not None and self.taxonomy != before:
            self.store.listeners.notify(frozenset({Key("setting", CHOSEN)}))

    def _check_briefings(self, change_set: ChangeSet) -> None:
        """Raise PolicyError if an act gives a briefing what a policy does not allow; it may keep what it had."""
        policy = current_policy()
        if not policy.fixes("markings", "marking-profiles", "document-languages"):
            return
        for change in change_set.changes:
            before, after = change.before, change.after
            if not isinstance(after, Briefing):
                continue
            known = before if isinstance(before, Briefing) else None
            if known is None or known.language != after.language:
                policy.require_language(after.language)
            is_same = known is not None and known.template == after.template
            new = _markings(after) - (_markings(known) if known is not None and is_same else set())
            if is_same and not new:
                continue
            template = self.resources.template(after.template)
            profile = self.resources.profile(template.marking.profile)
            if not is_same and after.marking is None and template.marking.default:
                new.add(template.marking.default)
            policy.require_marking(profile, profile.highest(new))

    def _rank_of(self, briefing: Briefing, level_id: str) -> int:
        """Return the rank of a level of marking by a briefing's template, 0 if this computer does not know it."""
        try:
            template = self.resources.template(briefing.template)
            level = self.resources.profile(template.marking.profile).level(level_id)
        except BriefbuilderError:
            return 0
        return 0 if level is None else level.rank

    def _on_stored(self, values: Mapping[Key, Value | None]) -> None:
        if any(key.collection in {"topic", "setting"} for key in values):
            self._taxonomy = None
        if self._suggestions is not None:
            self._suggestions.note(frozenset(values))


def unencrypted_notice(path: Path) -> DossierError | None:
    """Return the warning that an administrator wants for a dossier without a password, or None.

    Raises PolicyError if such dossiers may not be opened.
    """
    rule = current_policy().unencrypted_dossiers
    if rule not in {"warn", "refuse"} or not path.is_file() or is_maybe_encrypted(path):
        return None
    if rule == "refuse":
        raise PolicyError("policy-unencrypted-refused", path=str(path))
    return DossierError("policy-unencrypted-warning", path=str(path))


def _markings(briefing: Briefing) -> set[str]:
    return {level for level in (briefing.marking, *(item.marking for item in briefing.items)) if level}
