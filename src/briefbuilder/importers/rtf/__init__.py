"""Rich Text Format: Word's model in another writing, put into that of a Word document and walked as one."""
