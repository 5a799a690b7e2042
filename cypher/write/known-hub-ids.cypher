// Which models have these ids of the Hub's own
// param hubIds: ids of the Hub
// column hubId: the id of the Hub
// column model: the id of the model
UNWIND $hubIds AS hubId
MATCH (model:Model {hubId: hubId}) WHERE NOT model:Unseen
WITH hubId, model ORDER BY model:Gone, model.intervals[0] DESC, model.id
WITH hubId, collect(model)[0] AS model
RETURN hubId, model.id AS model
