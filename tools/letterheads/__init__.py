"""Letterhead documents as ministries keep them, for tests: made with python-docx and with LibreOffice."""
