// Note names that models once had
// param aliases: list[Row]: pairs of an old name and the id of the model
// column noted: how many of them were not known
UNWIND $aliases AS pair
MATCH (model:Model {id: pair[1]})
MERGE (alias:Alias {id: pair[0]})
WITH alias, model
WHERE NOT EXISTS { (alias)-[:ALIAS_OF]->() }
CREATE (alias)-[:ALIAS_OF]->(model)
RETURN count(*) AS noted
