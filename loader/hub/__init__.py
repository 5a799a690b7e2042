"""Requests to the Hub: its list of models, single models and publishers, and snapshots of the whole Hub."""
