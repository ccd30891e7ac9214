"""Templates, taxonomies, marking profiles and the rest of what ships, loaded when first asked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from briefbuilder.app.house import HouseTaxonomies
from briefbuilder.app.paths import resources_folder, template_folders
from briefbuilder.domain.errors import TemplateError
from briefbuilder.domain.marking import MarkingProfile
from briefbuilder.domain.topics import Taxonomy

if TYPE_CHECKING:
    from briefbuilder.tagging.matcher import Matcher
    from briefbuilder.templating.model import Template


_Stamp = tuple[str, int, int]


class Resources:
    """What ships with the program and what the user added to it; built once and handed on."""

    def __init__(
        self,
        folder: Path | None = None,
        templates: Iterable[Path] | None = None,
        house: HouseTaxonomies | None = None,
    ) -> None:
        """Look in the folders that are given, else where the program has its own; `house` has taxonomies beside."""
        self.house = house or HouseTaxonomies(None)
        self.folder = folder or resources_folder()
        self._template_folders = tuple(template_folders() if templates is None else templates)
        self._templates: dict[str, tuple[_Stamp | None, Template]] = {}
        self._profiles: dict[str, MarkingProfile] = {}
        self._taxonomies: dict[tuple[str, ...], tuple[tuple[_Stamp | None, ...], Taxonomy]] = {}
        self._matcher: tuple[Taxonomy, Matcher] | None = None
        self._base: bytes | None = None

    def templates(self) -> Mapping[str, Path]:
        """Return the path of every template by its id, which is the file's name without its ending.

        The folders are looked at each time, since a designer puts new files into them.
        """
        return {path.stem: path for folder in self._template_folders for path in _files(folder, ".yaml")}

    def template(self, template_id: str) -> Template:
        """Return a template, read anew where its file has changed.

        The file's name counts as its id, so that a copy under another name is another template. One that
        was read stays known when its folder is lost. Raises TemplateError where there is none of that id
        or it holds faults.
        """
        path = self.templates().get(template_id)
        known = self._templates.get(template_id)
        stamp = None if path is None else _stamp(path)
        if known is not None and stamp in {None, known[0]}:
            return known[1]
        if path is None:
            raise TemplateError("template-missing", template=template_id, known=", ".join(self.templates()))
        from briefbuilder.templating.loader import load_template

        template = load_template(path).model_copy(update={"id": template_id})
        self._templates[template_id] = (stamp, template)
        return template

    def profile(self, profile_id: str) -> MarkingProfile:
        """Return a marking profile; raises TemplateError where there is none of that id."""
        if profile_id not in self._profiles:
            from briefbuilder.templating.markings import load_marking_profile

            path = self.folder / "markings" / f"{profile_id}.yaml"
            if not path.is_file():
                raise TemplateError("profile-missing", profile=profile_id)
            self._profiles[profile_id] = load_marking_profile(path)
        return self._profiles[profile_id]

    def profiles(self) -> Mapping[str, MarkingProfile]:
        """Return every marking profile by its id."""
        return {path.stem: self.profile(path.stem) for path in _files(self.folder / "markings", ".yaml")}

    def taxonomies(self) -> Mapping[str, Path]:
        """Return the taxonomies that ship and those of the house by name; a house's goes before one that ships."""
        return {path.stem: path for path in _files(self.folder / "taxonomies", ".yaml")} | dict(
            self.house.paths()
        )

    def shipped(self) -> tuple[str, ...]:
        """Return the names of the taxonomies that ship, from which every dossier starts."""
        return tuple(path.stem for path in _files(self.folder / "taxonomies", ".yaml"))

    def taxonomy(self, names: Iterable[str] | None = None) -> Taxonomy:
        """Return the topics of some taxonomies in one, of those that ship unless others are named.

        Names that nothing answers to are passed over: what is tagged with their topics is kept by the dossier.
        """
        if names is None:
            paths = tuple(_files(self.folder / "taxonomies", ".yaml"))
        else:
            known = self.taxonomies()
            paths = tuple(known[name] for name in dict.fromkeys(names) if name in known)
        key, stamps = tuple(map(str, paths)), tuple(map(_stamp, paths))
        kept = self._taxonomies.get(key)
        if kept is None or kept[0] != stamps:
            from briefbuilder.tagging.taxonomy import load_taxonomy

            kept = stamps, _all_in_one([load_taxonomy(path) for path in paths])
            self._taxonomies[key] = kept
        return kept[1]

    def matcher(self, taxonomy: Taxonomy) -> Matcher:
        """Return the matcher of a taxonomy; the last one is kept, since building it takes time."""
        if self._matcher is None or (self._matcher[0] is not taxonomy and self._matcher[0] != taxonomy):
            from briefbuilder.tagging.matcher import Matcher

            self._matcher = (taxonomy, Matcher(taxonomy))
        return self._matcher[1]

    def base_docx(self) -> bytes:
        """Return the document that every DOCX is built on."""
        if self._base is None:
            self._base = (self.folder / "docx" / "base.docx").read_bytes()
        return self._base

    def samples(self) -> tuple[Path, ...]:
        """Return the sample articles that ship."""
        return tuple(_files(self.folder / "samples", ""))


def _files(folder: Path, ending: str) -> list[Path]:
    """Return a folder's files of an ending, by name; none where the folder is not there or not to be read."""
    try:
        return sorted(path for path in folder.iterdir() if path.name.endswith(ending) and path.is_file())
    except OSError:
        return []


def _stamp(path: Path) -> _Stamp | None:
    try:
        state = path.stat()
    except OSError:
        return None
    return str(path), state.st_mtime_ns, state.st_size


def _all_in_one(taxonomies: list[Taxonomy]) -> Taxonomy:
    topics = {topic.id: topic for taxonomy in taxonomies for topic in taxonomy.topics}
    groups = {group.id: group for taxonomy in taxonomies for group in taxonomy.groups}
    languages = dict.fromkeys(language for taxonomy in taxonomies for language in taxonomy.languages)
    return Taxonomy(topics=tuple(topics.values()), groups=tuple(groups.values()), languages=tuple(languages))
