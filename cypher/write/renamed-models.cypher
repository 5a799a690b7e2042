// Models that the Hub's own id shows to be one and the same, under an older and a newer name
// column older: the id it had
// column newer: the id it has
MATCH (model:Model)
WHERE model.hubId IS NOT NULL
WITH model.hubId AS hubId, count(*) AS models
WHERE models > 1
MATCH (model:Model {hubId: hubId}) WHERE NOT model:Unseen
WITH hubId, model ORDER BY model:Gone, model.intervals[0] DESC, model.intervals[-1] DESC, model.id
WITH hubId, collect(model) AS models
WITH models[0] AS newer, models[1..] AS others
WHERE NOT newer:Gone
UNWIND others AS older
WITH older, newer
WHERE older:Gone OR older.intervals[0] < newer.intervals[0]
RETURN older.id AS older, newer.id AS newer
