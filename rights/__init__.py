"""What follows from a lineage for someone whose data a model holds: exposure, observations, what to probe next."""
