"""The overview of the dossier: where articles differ, what happened when, who is named, and what is covered."""
