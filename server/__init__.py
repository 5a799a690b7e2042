"""Runs a real Neo4j on the user's machine, for users without Docker or a remote database. Knows nothing of models."""
