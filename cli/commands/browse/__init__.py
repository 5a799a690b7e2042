"""The commands that open Neo4j Browser on an answer."""
