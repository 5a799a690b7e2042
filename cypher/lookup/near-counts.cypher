// How many parents and children models have
// param ids: list[Model]: the models
// param relation: list[Relation]: only by these kinds of derivation
// param states: list[State]: only those that are listed, gone or unseen
// param kinds: list[Text]: only those published by a person, an organisation or unknown; none is whoever it was
// param former: Boolean: those too that were withdrawn
// column model: a model
// column above: how many parents it has
// column below: how many children
UNWIND $ids AS id
MATCH (model:Model {id: id})
RETURN
  id AS model,
  COUNT {
    MATCH (model)-[derivation:DERIVED_FROM|FORMERLY_DERIVED_FROM]->(next)
    WHERE derivation.relation IN $relation AND ($former OR derivation:DERIVED_FROM)
      AND (size($states) = 3 OR CASE WHEN next:Unseen THEN 'unseen' WHEN next:Gone THEN 'gone' ELSE 'listed' END IN $states)
      AND (size($kinds) = 0 OR CASE
        WHEN EXISTS { (:Person)-[:PUBLISHED]->(next) } THEN 'person'
        WHEN EXISTS { (:Organization)-[:PUBLISHED]->(next) } THEN 'organisation'
        ELSE 'unknown' END IN $kinds)
  } AS above,
  COUNT {
    MATCH (model)<-[derivation:DERIVED_FROM|FORMERLY_DERIVED_FROM]-(next)
    WHERE derivation.relation IN $relation AND ($former OR derivation:DERIVED_FROM)
      AND (size($states) = 3 OR CASE WHEN next:Unseen THEN 'unseen' WHEN next:Gone THEN 'gone' ELSE 'listed' END IN $states)
      AND (size($kinds) = 0 OR CASE
        WHEN EXISTS { (:Person)-[:PUBLISHED]->(next) } THEN 'person'
        WHEN EXISTS { (:Organization)-[:PUBLISHED]->(next) } THEN 'organisation'
        ELSE 'unknown' END IN $kinds)
  } AS below
