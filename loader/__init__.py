"""Takes models of the Hub into the graph. Knows nothing of the command line, of formats or of how the server is run."""
