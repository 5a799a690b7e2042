// Move models aside whose names the Hub has given to other models since
// param names: list[Text]: names that were given to another model
UNWIND $names AS name
MATCH (model:Model {id: name})
WITH model, name, name + '@' + model.hubId AS aside
OPTIONAL MATCH (before:Model {id: aside})
FOREACH (_ IN CASE WHEN before IS NOT NULL THEN [1] END |
  // A load that was broken off left the same model there; the two become one when the load settles.
  SET before.id = aside + '@' + elementId(before), before.idFolded = toLower(aside + '@' + elementId(before))
)
SET model.id = aside, model.idFolded = toLower(aside), model:Unchecked
MERGE (alias:Alias {id: name})
WITH alias, model, name
OPTIONAL MATCH (alias)-[earlier:ALIAS_OF]->()
DELETE earlier
WITH DISTINCT alias, model, name
CREATE (alias)-[:ALIAS_OF]->(model)
WITH model, name
MATCH (:Model)-[derivation:DERIVED_FROM]->(model)
SET
  derivation.writtenOtherwise = true,
  // A statement without a name is of the parent under its id.
  derivation.statements = [statement IN derivation.statements |
    CASE WHEN size(split(statement, ': ')) > 2 THEN statement ELSE statement + ': ' + name END]
