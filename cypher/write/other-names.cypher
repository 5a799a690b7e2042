// The old names of models, where the old name or the new one is a publisher's
// param beginning: Text: how that publisher's names begin, in lower case
// column alias: an old name
// column model: the id of the model
// column taken: whether another model has the old name by now
MATCH (alias:Alias)-[:ALIAS_OF]->(model:Model)
WHERE toLower(alias.id) STARTS WITH $beginning OR model.idFolded STARTS WITH $beginning
RETURN alias.id AS alias, model.id AS model, EXISTS { (:Model {id: alias.id}) } AS taken
