// Which models have these ids of the Hub's own; an id that several have is none
// param hubIds: list[Text]: ids of the Hub
// column hubId: the id of the Hub
// column model: the id of the model
UNWIND $hubIds AS hubId
MATCH (model:Model {hubId: hubId}) WHERE NOT model:Unseen
WITH
  hubId,
  collect(CASE WHEN NOT model:Gone THEN model.id END) AS listed,
  collect(CASE WHEN model:Gone THEN model.id END) AS gone
WITH hubId, CASE WHEN size(listed) > 0 THEN listed ELSE gone END AS models
WHERE size(models) = 1
RETURN hubId, models[0] AS model
