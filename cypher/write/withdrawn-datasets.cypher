// Remove each dataset that its model no longer names
// param children: rows of child and of all the datasets it names now
UNWIND $children AS row
MATCH (:Model {id: row.child})-[training:TRAINED_ON]->(dataset:Dataset)
WHERE NOT dataset.id IN row.datasets
DELETE training
