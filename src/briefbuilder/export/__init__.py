"""Renders a `Document` as Word, PDF, HTML and Markdown.

The writers do not know templates, articles or the dossier: the Document already holds labels, order,
sources and markings.
"""
