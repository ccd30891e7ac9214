"""Document to bytes: a Word file and a tagged PDF, drawn from the same values.

Nothing here decides anything of form: labels, order, sources and markings stand ready in the
Document. Nothing here knows templates, articles or the dossier.
"""
