"""The module that the fork server imports to read letterhead documents only."""

from briefbuilder.app.warm_up import freeze, warm_up_letterheads

warm_up_letterheads()
freeze()
