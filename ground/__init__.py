"""What every room needs once: errors, harmless text, names of repositories and the Hub's ids, the vocabulary."""
