"""The module that the fork server imports when it starts: importing it loads all that readers of foreign files need."""

from briefbuilder.app.warm_up import freeze, warm_up_readers

warm_up_readers()
freeze()
