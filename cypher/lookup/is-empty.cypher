// Whether there is anything in the graph but its mark and loads
// column nodes: how many nodes it has besides
MATCH (node)
WITH count(node) AS nodes
RETURN nodes - COUNT { (:Load) } - COUNT { (:LineageDb) } AS nodes
