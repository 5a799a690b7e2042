// Note the Hub's own ids of models that have none yet
// param named: pairs of the id of a model and of the Hub's own
UNWIND $named AS pair
MATCH (model:Model {id: pair[0]})
WHERE model.hubId IS NULL
SET model.hubId = pair[1]
