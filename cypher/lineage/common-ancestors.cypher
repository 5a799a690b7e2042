// The models that two models both derive from, nearest to both first
// param model: one model
// param other: the other model
// param relation = ["finetune", "adapter", "merge", "quantized", "unknown"]: follow only these kinds of derivation
// param limit = 0: give no more than so many models; 0 is all
// column ancestor: a model both derive from
// column distance: the fewest hops to it from the one model
// column otherDistance: the fewest hops to it from the other model
MATCH (one:Model {id: $model})
MATCH onePath = (one)-[oneSteps:DERIVED_FROM*1..]->(ancestor:Model)
WHERE all(step IN oneSteps WHERE step.relation IN $relation) AND ancestor <> one
WITH ancestor, min(length(onePath)) AS distance
WITH collect({ancestor: ancestor, distance: distance}) AS found
MATCH (two:Model {id: $other})
MATCH twoPath = (two)-[twoSteps:DERIVED_FROM*1..]->(shared:Model)
WHERE all(step IN twoSteps WHERE step.relation IN $relation) AND shared <> two
WITH found, shared, min(length(twoPath)) AS otherDistance
UNWIND found AS near
WITH shared, otherDistance, near WHERE near.ancestor = shared
RETURN shared.id AS ancestor, near.distance AS distance, otherDistance
ORDER BY distance + otherDistance, abs(distance - otherDistance), coalesce(shared.downloads, -1) DESC, ancestor
LIMIT CASE WHEN $limit = 0 THEN 9223372036854775807 ELSE $limit END
