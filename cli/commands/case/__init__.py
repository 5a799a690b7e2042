"""The commands of a person's case."""
