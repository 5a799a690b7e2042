"""The saved queries that are commands of their own."""

from __future__ import annotations

import cypher
from cli.commands.queries import command

edges = command(cypher.get("edges"))
quarantine = command(cypher.get("quarantine"))
