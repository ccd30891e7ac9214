"""Word documents: a walker over the XML, since every ready reader loses something."""
