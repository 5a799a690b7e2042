"""What maintainers run: the reference pages of the documentation. No room imports it, and the wheel leaves it out."""
