"""The live preview of the export, built and rendered in a worker process."""
