"""Measures lineage-db at the size of the whole Hub."""
