"""Templates, taxonomies, marking profiles and the rest of what ships, loaded when first asked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from briefbuilder.app.paths import resources_folder, template_folders
from briefbuilder.domain.errors import TemplateError
from briefbuilder.domain.marking import MarkingProfile
from briefbuilder.domain.topics import Taxonomy

if TYPE_CHECKING:
    from briefbuilder.tagging.matcher import Matcher
    from briefbuilder.templating.model import Template


class Resources:
    """What ships with the program and what the user added to it; built once and handed on."""

    def __init__(self, folder: Path | None = None, templates: Iterable[Path] | None = None) -> None:
        """Look in the folders that are given, else where the program has its own."""
        self.folder = folder or resources_folder()
        self._template_folders = tuple(template_folders() if templates is None else templates)
        self._paths: dict[str, Path] | None = None
        self._templates: dict[str, Template] = {}
        self._profiles: dict[str, MarkingProfile] = {}
        self._taxonomy: Taxonomy | None = None
        self._matcher: tuple[Taxonomy, Matcher] | None = None
        self._base: bytes | None = None

    def templates(self) -> Mapping[str, Path]:
        """Return the path of every template by its id, which is the file's name without its ending."""
        if self._paths is None:
            self._paths = {
                path.stem: path
                for folder in self._template_folders
                if folder.is_dir()
                for path in sorted(folder.glob("*.yaml"))
            }
        return self._paths

    def template(self, template_id: str) -> Template:
        """Return a template; raises TemplateError where there is none of that id or it holds faults."""
        if template_id not in self._templates:
            from briefbuilder.templating.loader import load_template

            path = self.templates().get(template_id)
            if path is None:
                known = ", ".join(self.templates())
                raise TemplateError("template-missing", template=template_id, known=known)
            self._templates[template_id] = load_template(path)
        return self._templates[template_id]

    def profile(self, profile_id: str) -> MarkingProfile:
        """Return a marking profile; raises TemplateError where there is none of that id."""
        if profile_id not in self._profiles:
            from briefbuilder.templating.markings import load_marking_profile

            path = self.folder / "markings" / f"{profile_id}.yaml"
            if not path.is_file():
                raise TemplateError("profile-missing", profile=profile_id)
            self._profiles[profile_id] = load_marking_profile(path)
        return self._profiles[profile_id]

    def taxonomy(self) -> Taxonomy:
        """Return the topics that ship, those of all taxonomies in one."""
        if self._taxonomy is None:
            from briefbuilder.tagging.taxonomy import load_taxonomy

            paths = sorted((self.folder / "taxonomies").glob("*.yaml"))
            self._taxonomy = _all_in_one([load_taxonomy(path) for path in paths])
        return self._taxonomy

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
        folder = self.folder / "samples"
        return tuple(sorted(path for path in folder.iterdir() if path.is_file())) if folder.is_dir() else ()


def _all_in_one(taxonomies: list[Taxonomy]) -> Taxonomy:
    topics = {topic.id: topic for taxonomy in taxonomies for topic in taxonomy.topics}
    groups = {group.id: group for taxonomy in taxonomies for group in taxonomy.groups}
    languages = dict.fromkeys(language for taxonomy in taxonomies for language in taxonomy.languages)
    return Taxonomy(topics=tuple(topics.values()), groups=tuple(groups.values()), languages=tuple(languages))
