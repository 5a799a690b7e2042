"""The least that answers the same questions: the driver, a query, and nothing else."""
