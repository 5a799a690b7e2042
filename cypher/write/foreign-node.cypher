// A node that no lineage-db wrote, where no load of a lineage-db is noted either
// column labels: its labels
MATCH (node)
WHERE NOT EXISTS { (load:Load) WHERE load.number IS NOT NULL AND load.scope IS NOT NULL }
  AND (
    NOT node:Model|Dataset|Publisher|Alias|Load|Forgotten|Quarantined
    OR (node:Model AND (node.id IS NULL OR node.idFolded IS NULL OR node.name IS NULL))
    OR (node:Dataset AND node.id IS NULL)
    OR (node:Publisher AND node.name IS NULL)
    OR (node:Load AND (node.number IS NULL OR node.scope IS NULL))
    OR (node:Quarantined AND node.key IS NULL)
  )
RETURN labels(node) AS labels
LIMIT 1
