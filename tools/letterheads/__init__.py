"""Makes letterhead documents like those of ministries for tests, with python-docx and LibreOffice."""
