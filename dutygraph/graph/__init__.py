"""Room 4, Build: checked records and the ontology become one dataset."""
