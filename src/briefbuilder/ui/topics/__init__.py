"""Topics in the window: the editor of the taxonomy, choosing a topic, and what is tagged with each."""
