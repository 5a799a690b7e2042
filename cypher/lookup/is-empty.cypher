// Whether there is anything in the graph
// column nodes: how many nodes it has
MATCH (node)
RETURN count(node) AS nodes
