"""The settings of Sphinx for the documentation; `build.py` beside it runs Sphinx.

The pages are plain Markdown, which the help of the window shows as well. So they have no directives: the order of the pages
is that of the tables in the `index.md` of each folder, from which the navigation is made here.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from briefbuilder import __version__
from briefbuilder.app.guide import listed_pages

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
        pages = listed_pages(source[0])
        source[0] += "\n\n```{toctree}\n:hidden:\n\n" + "\n".join(pages) + "\n```\n"


def setup(app: Sphinx) -> None:
    """Register the function that Sphinx calls for each page."""
    app.connect("source-read", add_navigation)
