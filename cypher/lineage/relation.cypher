// How two models are related: each way in which they are, with the nearest model that shows it
// param model: Model: one model
// param other: Model: the other model
// param relation: list[Relation] = ["finetune", "adapter", "merge", "quantized", "unknown"]: follow only these kinds of derivation
// column kind: "derives from" or "is derived from", "shares an ancestor", "shares a descendant"
// column model: the model through which they are related; the other itself where one derives from the other
// column distance: the fewest hops between the one model and that
// column otherDistance: the fewest hops between the other model and that
MATCH (one:Model {id: $model}), (two:Model {id: $other})
CALL (one, two) {
  CALL (one, two) {
    MATCH path = (one)-[steps:DERIVED_FROM*0..]->(ancestor)
    WHERE all(step IN steps WHERE step.relation IN $relation)
    RETURN ancestor, min(length(path)) AS hops, true AS isOne
    UNION ALL
    MATCH path = (two)-[steps:DERIVED_FROM*0..]->(ancestor)
    WHERE all(step IN steps WHERE step.relation IN $relation)
    RETURN ancestor, min(length(path)) AS hops, false AS isOne
  }
  WITH
    ancestor,
    min(CASE WHEN isOne THEN hops END) AS distance,
    min(CASE WHEN NOT isOne THEN hops END) AS otherDistance
  WHERE distance IS NOT NULL AND otherDistance IS NOT NULL
  RETURN
    ancestor AS through,
    distance,
    otherDistance,
    CASE
      WHEN otherDistance = 0 THEN 'derives from'
      WHEN distance = 0 THEN 'is derived from'
      ELSE 'shares an ancestor'
    END AS kind
  UNION
  CALL (one, two) {
    MATCH path = (one)<-[steps:DERIVED_FROM*1..]-(descendant)
    WHERE all(step IN steps WHERE step.relation IN $relation)
    RETURN descendant, min(length(path)) AS hops, true AS isOne
    UNION ALL
    MATCH path = (two)<-[steps:DERIVED_FROM*1..]-(descendant)
    WHERE all(step IN steps WHERE step.relation IN $relation)
    RETURN descendant, min(length(path)) AS hops, false AS isOne
  }
  WITH
    descendant,
    min(CASE WHEN isOne THEN hops END) AS distance,
    min(CASE WHEN NOT isOne THEN hops END) AS otherDistance
  WHERE distance IS NOT NULL AND otherDistance IS NOT NULL
  WITH descendant, distance, otherDistance
  ORDER BY distance + otherDistance, coalesce(descendant.descendants, 0) DESC, descendant.id
  LIMIT 1
  RETURN descendant AS through, distance, otherDistance, 'shares a descendant' AS kind
}
WITH collect({kind: kind, model: through, distance: distance, otherDistance: otherDistance}) AS ways
WITH ways, any(way IN ways WHERE way.kind IN ['derives from', 'is derived from']) AS derived
UNWIND ways AS way
WITH way WHERE NOT derived OR way.kind IN ['derives from', 'is derived from']
WITH way ORDER BY way.distance + way.otherDistance, coalesce(way.model.descendants, 0) DESC, way.model.id
WITH way.kind AS kind, collect(way)[0] AS nearest
RETURN kind, nearest.model.id AS model, nearest.distance AS distance, nearest.otherDistance AS otherDistance
ORDER BY distance + otherDistance, kind
