"""Read and write taxonomies as YAML, CSV and SKOS."""
