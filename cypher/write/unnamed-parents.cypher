// Remove the parents that were never seen and that nobody names any more
MATCH (unseen:Unseen)
WHERE NOT EXISTS { (unseen)-[:DERIVED_FROM|FORMERLY_DERIVED_FROM|ALIAS_OF]-() }
DETACH DELETE unseen
