// The models that several models all derive from, the nearest first
// param models: list[Model]: the models, two or more
// param relation: list[Relation] = ["finetune", "adapter", "merge", "quantized", "unknown"]: follow only these kinds of derivation
// param all: Boolean = false: give those too from which one of the others derives
// param limit: Integer = 0: give no more than so many models; 0 is all
// column model: a model that all of them derive from
// column distances: the fewest hops to it from each of them
// column nearest: whether no other model derives from it that all of them derive from too
// column descendants: how many models derive from it, near or far
// column downloads: its downloads in the month before it was read
// column state: whether it is listed, is gone, or was never seen as a model
UNWIND range(0, size($models) - 1) AS place
MATCH (start:Model {id: $models[place]})
MATCH path = (start)-[steps:DERIVED_FROM*1..]->(ancestor)
WHERE all(step IN steps WHERE step.relation IN $relation) AND ancestor <> start
WITH place, ancestor, min(length(path)) AS distance
ORDER BY place
WITH ancestor, collect(distance) AS distances
WHERE size(distances) = size($models)
WITH collect(ancestor) AS shared, collect({ancestor: ancestor, distances: distances}) AS found
CALL (shared) {
  UNWIND shared AS lower
  MATCH (lower)-[derivation:DERIVED_FROM]->(upper)
  WHERE derivation.relation IN $relation AND NOT lower IN COLLECT {
    MATCH (upper)-[steps:DERIVED_FROM*1..]->(higher)
    WHERE all(step IN steps WHERE step.relation IN $relation)
    RETURN DISTINCT higher
  }
  WITH DISTINCT upper
  MATCH (upper)-[steps:DERIVED_FROM*0..]->(above)
  WHERE all(step IN steps WHERE step.relation IN $relation)
  RETURN collect(DISTINCT above) AS farther
}
UNWIND found AS each
WITH each.ancestor AS ancestor, each.distances AS distances, NOT each.ancestor IN farther AS nearest
WHERE $all OR nearest
RETURN
  ancestor.id AS model,
  distances,
  nearest,
  coalesce(ancestor.descendants, 0) AS descendants,
  ancestor.downloads AS downloads,
  CASE WHEN ancestor:Unseen THEN 'unseen' WHEN ancestor:Gone THEN 'gone' ELSE 'listed' END AS state
ORDER BY
  nearest DESC,
  reduce(sum = 0, distance IN distances | sum + distance),
  reduce(most = 0, distance IN distances | CASE WHEN distance > most THEN distance ELSE most END),
  descendants DESC,
  coalesce(downloads, -1) DESC,
  model
LIMIT CASE WHEN $limit = 0 THEN 9223372036854775807 ELSE $limit END
