"""One file per format for graphs: a graph in, pieces of text out."""
