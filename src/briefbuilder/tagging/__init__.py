"""Suggest topics for texts, by the terms of a taxonomy and by learning from tagged sections."""
