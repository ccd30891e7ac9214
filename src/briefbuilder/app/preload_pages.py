"""The module that the fork server imports to read web pages only: importing it loads what their reader usually needs."""

from briefbuilder.app.warm_up import freeze, warm_up_formats, warm_up_languages
from briefbuilder.app.worker_process import forbid_network

forbid_network()
warm_up_formats(frozenset({"html"}))
warm_up_languages()
freeze()
