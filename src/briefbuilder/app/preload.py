"""The module that the fork server imports when it starts: importing it loads all that readers of foreign files need."""

from briefbuilder.app.warm_up import freeze, warm_up_readers
from briefbuilder.app.worker_process import forbid_network

forbid_network()
warm_up_readers()
freeze()
