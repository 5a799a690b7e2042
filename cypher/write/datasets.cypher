// Write what models say they were trained on
// param datasets: list[Row]: rows of model, dataset, its name, its publisher, the witnesses, and what each says
UNWIND $datasets AS row
MATCH (model:Model {id: row.model})
MERGE (dataset:Dataset {id: row.dataset})
ON CREATE SET dataset.name = row.name
MERGE (model)-[training:TRAINED_ON]->(dataset)
SET training.witnesses = row.witnesses, training.statements = row.statements
WITH dataset, row WHERE row.publisher IS NOT NULL
MERGE (publisher:Publisher {name: row.publisher})
MERGE (publisher)-[:PUBLISHED]->(dataset)
