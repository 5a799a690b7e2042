// Remove the datasets that nobody names any more
MATCH (dataset:Dataset)
WHERE NOT EXISTS { (dataset)<-[:TRAINED_ON]-() }
DETACH DELETE dataset
