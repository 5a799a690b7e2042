"""The commands that load models into the graph."""
