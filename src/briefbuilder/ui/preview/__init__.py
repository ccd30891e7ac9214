"""The pages of the export, live: built and drawn in a process of their own, shown without a blank frame."""
