"""The module that the fork server imports to read pictures only."""

from briefbuilder.app.warm_up import freeze, warm_up_pictures
from briefbuilder.app.worker_process import forbid_network

forbid_network()
warm_up_pictures()
freeze()
