"""The words of RDF and SKOS that a taxonomy is read from and written with."""

from __future__ import annotations

from briefbuilder.tagging.codebooks.names import OWN_TERMS

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
SKOSXL = "http://www.w3.org/2008/05/skos-xl#"
OWL = "http://www.w3.org/2002/07/owl#"
DCTERMS = "http://purl.org/dc/terms/"
EUVOC = "http://publications.europa.eu/ontology/euvoc#"

TYPE = f"{RDF}type"
CONCEPT = f"{SKOS}Concept"
COLLECTION = f"{SKOS}Collection"
SCHEME = f"{SKOS}ConceptScheme"
PREFERRED, ALTERNATIVE, HIDDEN = f"{SKOS}prefLabel", f"{SKOS}altLabel", f"{SKOS}hiddenLabel"
BROADER, NARROWER = f"{SKOS}broader", f"{SKOS}narrower"
IN_SCHEME, MEMBER = f"{SKOS}inScheme", f"{SKOS}member"
DEFINITION, SCOPE_NOTE = f"{SKOS}definition", f"{SKOS}scopeNote"
NOTATION = f"{SKOS}notation"
IDENTIFIER = f"{DCTERMS}identifier"
LITERAL_FORM = f"{SKOSXL}literalForm"
COLOUR, ID, TERMS, EXCLUSIONS = (f"{OWN_TERMS}{name}" for name in ("colour", "id", "terms", "not"))
DEPRECATED = f"{OWL}deprecated"
STATUS = f"{EUVOC}status"

PREFIXES = {"rdf": RDF, "skos": SKOS, "dcterms": DCTERMS, "briefbuilder": OWN_TERMS}
"""The prefixes under which we write."""
