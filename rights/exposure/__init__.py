"""Who may hold the data, under which hypothesis, and what to test next: pure functions over a family."""
