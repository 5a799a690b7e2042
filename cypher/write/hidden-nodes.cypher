// Hide names in nodes, and of what kind their publishers are
// param rows: list[Row]: pairs of a node and of the properties to change
UNWIND $rows AS row
MATCH (node)
WHERE elementId(node) = row[0]
SET node += row[1]
FOREACH (_ IN CASE WHEN node:Publisher THEN [1] END | REMOVE node:Person:Organization)
