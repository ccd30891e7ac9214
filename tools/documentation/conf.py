"""The settings of Sphinx for the documentation; `build.py` beside it runs Sphinx.

The pages are plain Markdown, which the help of the window shows as well. So they have no directives: the order of the pages
is that of the tables in the `index.md` of each folder, from which the navigation is made here. That of the first page has the
other languages as well.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from briefbuilder import __version__
from briefbuilder.app.guide import listed_pages
from briefbuilder.app.messages import REFERENCE, interface_languages

if TYPE_CHECKING:
    from sphinx.application import Sphinx

project = "briefbuilder"
version = release = __version__
language = "en"
root_doc = "index"
extensions = ["myst_parser"]

myst_heading_anchors = 4
myst_heading_slug_func = "briefbuilder.app.guide.heading_anchor"
nitpicky = True

html_theme = "furo"
html_title = f"briefbuilder {__version__}"
html_short_title = "briefbuilder"
html_show_sphinx = False
html_show_copyright = False
html_copy_source = False
# Summaries of search results are fetched, which a browser does not allow for files.
html_show_search_summary = False
html_static_path = [str(Path(__file__).parent / "static")]
html_css_files = ["documentation.css"]
html_theme_options: dict[str, list[str]] = {"top_of_page_buttons": []}


def add_navigation(_app: Sphinx, name: str, source: list[str]) -> None:
    """Append the pages that an index lists to it, as Sphinx writes a navigation."""
    if Path(name).name in {"index", "README"}:
        # A translated index leads out of its folder to pages that are in English only.
        pages = [page for page in listed_pages(source[0]) if not page.startswith("../")]
        source[0] += _toctree(pages)
    if name == root_doc:
        languages = interface_languages()
        pages = [f"{language} <{tag}/index.md>" for tag, language in languages.items() if tag != REFERENCE]
        source[0] += _toctree(pages, ":caption: Languages\n")


def _toctree(pages: Iterable[str], options: str = "") -> str:
    return f"\n\n```{{toctree}}\n:hidden:\n{options}\n" + "\n".join(pages) + "\n```\n"


def set_language(_app: Sphinx, name: str, _template: str, context: dict[str, object], _page: object) -> None:
    """Name the language of a translated page, which a screen reader needs to pronounce it."""
    folder = name.partition("/")[0]
    context["language"] = folder if folder in interface_languages() else REFERENCE


def setup(app: Sphinx) -> None:
    """Register the functions that Sphinx calls for each page."""
    app.connect("source-read", add_navigation)
    app.connect("html-page-context", set_language)
