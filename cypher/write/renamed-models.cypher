// Models that the Hub's own id shows to be one and the same, under an older and a newer name
// column older: the id it had
// column newer: the id it has
MATCH (model:Model)
WHERE model.hubId IS NOT NULL
WITH model.hubId AS hubId, count(*) AS models
WHERE models > 1
MATCH (older:Model {hubId: hubId}), (newer:Model {hubId: hubId})
WHERE older <> newer AND NOT older:Unseen AND NOT newer:Unseen AND NOT newer:Gone
  AND (older:Gone OR older.intervals[0] < newer.intervals[0])
WITH older, newer ORDER BY newer.intervals[-1] DESC, newer.id
WITH older, collect(newer)[0] AS newer
RETURN older.id AS older, newer.id AS newer
