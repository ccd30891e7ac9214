"""A ministry's own .docx or .dotx: read with distrust, and written into."""
