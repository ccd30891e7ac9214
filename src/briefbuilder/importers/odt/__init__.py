"""OpenDocument texts: a walker over the XML."""
