"""One file per page: what it asks, and what its template is given."""
