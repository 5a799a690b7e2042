// Take ids of the Hub's own from models, because several names carry each
// param pairs: list[Row]: pairs of the id of a model and of the Hub's own
UNWIND $pairs AS pair
MATCH (model:Model {id: pair[0]})
WHERE model.hubId = pair[1]
REMOVE model.hubId, model.hubIdStated
