// Remove the publishers of nothing
MATCH (publisher:Publisher)
WHERE NOT EXISTS { (publisher)-[:PUBLISHED]->() }
DELETE publisher
