"""A real Neo4j on the user's machine, where no Docker or remote database is at hand. Knows nothing of models."""
