"""What is asked of the graph and what comes of it, whoever asks. Knows nothing of the command line or of pages."""
