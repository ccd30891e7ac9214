"""The .dossier file: schema, migrations, store, search, lock, backup."""
