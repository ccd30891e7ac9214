"""The script that the frozen program runs: it undoes what freezing leaves in the environment, and starts the program."""

import os
import sys

from briefbuilder.__main__ import main


def _restore_environment() -> None:
    """Remove what points other programs, such as the office that opens an export, to the libraries of this one."""
    if sys.platform != "linux":
        return
    for name in ("QT_PLUGIN_PATH", "QML2_IMPORT_PATH", "LD_LIBRARY_PATH"):
        os.environ.pop(name, None)
    before = os.environ.pop("LD_LIBRARY_PATH_ORIG", None)
    if before is not None:
        os.environ["LD_LIBRARY_PATH"] = before
    # A further process of this program then finds its libraries by itself, as this one did.
    os.environ["PYINSTALLER_RESET_ENVIRONMENT"] = "1"


_restore_environment()
sys.exit(main())
