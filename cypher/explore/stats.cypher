// What the lineage of the whole graph is like, in figures
// param largest: Integer = 5: so many of the largest families
// column what: what is counted
// column which: of which kind, where there are several
// column count: how many
// column share: the share of all of them, in percent
CALL () {
  RETURN COUNT { (:Model) } - COUNT { (:Unseen) } AS models, COUNT { ()-[:DERIVED_FROM]->() } AS derivations
}
CALL (models, derivations) {
  RETURN 1 AS place, 'models' AS what, null AS which, models AS count, models AS of
  UNION ALL
  RETURN 2 AS place, 'models with a parent' AS what, null AS which, COUNT {
    MATCH (model:Model) WHERE EXISTS { (model)-[:DERIVED_FROM]->() }
  } AS count, models AS of
  UNION ALL
  RETURN 3 AS place, 'models with several parents' AS what, null AS which, COUNT {
    MATCH (model:Model) WHERE COUNT { (model)-[:DERIVED_FROM]->() } > 1
  } AS count, models AS of
  UNION ALL
  MATCH (model:Model)
  WITH model, COUNT { (model)-[:DERIVED_FROM]->() } AS parents
  RETURN 4 AS place, 'most parents of one model' AS what, null AS which, coalesce(max(parents), 0) AS count, null AS of
  UNION ALL
  MATCH (model:Model)
  WITH model, COUNT { (model)<-[:DERIVED_FROM]-() } AS children
  RETURN 5 AS place, 'most children of one model' AS what, null AS which, coalesce(max(children), 0) AS count, null AS of
  UNION ALL
  RETURN 6 AS place, 'models that are gone' AS what, null AS which, COUNT { (:Gone) } AS count, models AS of
  UNION ALL
  RETURN 7 AS place, 'parents that were never seen as models' AS what, null AS which, COUNT { (:Unseen) } AS count, null AS of
  UNION ALL
  RETURN 8 AS place, 'derivations' AS what, null AS which, derivations AS count, derivations AS of
  UNION ALL
  MATCH ()-[derivation:DERIVED_FROM]->()
  RETURN 9 AS place, 'derivations by relation' AS what, derivation.relation AS which, count(*) AS count, derivations AS of
  UNION ALL
  RETURN 10 AS place, 'disputed derivations' AS what, null AS which, COUNT {
    ()-[derivation:DERIVED_FROM WHERE derivation.disputed]->()
  } AS count, derivations AS of
  UNION ALL
  RETURN 11 AS place, 'derivations from a parent never seen' AS what, null AS which, COUNT {
    (:Unseen)<-[:DERIVED_FROM]-()
  } AS count, derivations AS of
  UNION ALL
  RETURN 12 AS place, 'derivations that were withdrawn' AS what, null AS which, COUNT { ()-[:FORMERLY_DERIVED_FROM]->() } AS count, null AS of
  UNION ALL
  MATCH (root:Model)
  WHERE root.descendants > 0 AND NOT EXISTS { (root)-[:DERIVED_FROM]->() }
  CALL (root) {
    MATCH path = (root)<-[:DERIVED_FROM*1..]-(model)
    WITH model, min(length(path)) AS hops
    RETURN hops, count(model) AS reached
  }
  WITH hops, sum(reached) AS reached
  RETURN 13 AS place, 'most hops between a model and a root of its' AS what, null AS which, coalesce(max(hops), 0) AS count, null AS of
  UNION ALL
  MATCH (root:Model)
  WHERE root.descendants > 0 AND NOT EXISTS { (root)-[:DERIVED_FROM]->() }
  RETURN 14 AS place, 'families (roots from which something derives)' AS what, null AS which, count(root) AS count, null AS of
  UNION ALL
  MATCH (model:Model) WHERE model.descendants > 0
  WITH model ORDER BY model.descendants DESC, model.id LIMIT $largest
  RETURN 15 AS place, 'largest families, by descendants' AS what, model.id AS which, model.descendants AS count, null AS of
}
RETURN what, which, count, round(100.0 * count / of, 2) AS share
ORDER BY place, count DESC, which
