"""What names, files and weights say of a derivation that nobody declares: each witness in a file of its own."""
