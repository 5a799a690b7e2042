// The children of models in a picture, those with most descendants first
// param models: list[Model]: the models
// param relation: list[Relation]: only by these kinds of derivation
// param states: list[State]: only those that are listed, gone or unseen
// param kinds: list[Text]: only those published by a person, an organisation or unknown; none is whoever it was
// param former: Boolean: those too that were withdrawn
// param each: Integer: no more than so many of each model
// column model: a model that was asked about
// column next: one of its children
// column descendants: how many models derive from that, near or far
// column downloads: its downloads in the month before it was read
UNWIND $models AS id
MATCH (start:Model {id: id})
CALL (start) {
  MATCH (start)<-[derivation:DERIVED_FROM|FORMERLY_DERIVED_FROM]-(next)
  WHERE derivation.relation IN $relation AND ($former OR derivation:DERIVED_FROM)
    AND CASE WHEN next:Unseen THEN 'unseen' WHEN next:Gone THEN 'gone' ELSE 'listed' END IN $states
    AND (size($kinds) = 0 OR CASE
      WHEN EXISTS { (:Person)-[:PUBLISHED]->(next) } THEN 'person'
      WHEN EXISTS { (:Organization)-[:PUBLISHED]->(next) } THEN 'organisation'
      ELSE 'unknown' END IN $kinds)
  RETURN next
  ORDER BY coalesce(next.descendants, 0) DESC, coalesce(next.downloads, -1) DESC, next.id
  LIMIT $each
}
RETURN
  id AS model,
  next.id AS next,
  coalesce(next.descendants, 0) AS descendants,
  next.downloads AS downloads
