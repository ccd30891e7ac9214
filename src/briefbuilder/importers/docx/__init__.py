"""Read Word documents by walking the XML, as existing readers lose content."""
