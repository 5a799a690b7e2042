// Move models aside whose names the Hub has given to other models since
// param names: names that were given to another model
UNWIND $names AS name
MATCH (model:Model {id: name})
SET model.id = name + '@' + model.hubId, model.idFolded = toLower(name + '@' + model.hubId)
MERGE (alias:Alias {id: name})
WITH alias, model, name
OPTIONAL MATCH (alias)-[earlier:ALIAS_OF]->()
DELETE earlier
WITH DISTINCT alias, model, name
CREATE (alias)-[:ALIAS_OF]->(model)
WITH model, name
MATCH (:Model)-[derivation:DERIVED_FROM]->(model)
SET derivation.writtenAs = coalesce(derivation.writtenAs, []) +
  [witness IN derivation.witnesses
    WHERE none(entry IN coalesce(derivation.writtenAs, []) WHERE entry STARTS WITH witness + ': ')
    | witness + ': ' + name]
