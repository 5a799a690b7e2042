"""A lineage drawn in layers, as SVG."""
