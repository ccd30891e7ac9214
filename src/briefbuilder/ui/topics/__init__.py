"""Topics: the editor of the taxonomy, the selection of a topic, and overviews of the tags."""
