"""Read Rich Text Format by converting it to WordprocessingML, which is then walked like a Word document."""
