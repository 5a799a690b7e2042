// Every node but the loads and the mark
// column labels: its labels
// column properties: its properties, times as text
MATCH (node) WHERE NOT node:Load|LineageDb
RETURN
  labels(node) AS labels,
  node {
    .*,
    createdAt: toString(node.createdAt),
    lastModified: toString(node.lastModified)
  } AS properties
