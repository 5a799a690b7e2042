"""What one would ask the same with instead of lineage-db: from the table of models to the answer, in one process."""
