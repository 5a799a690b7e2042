// What came, went and changed between two loads
// param before: Load: the number of the one load
// param after: Load: the number of the other
// param family: Model = "": only this model, its ancestors and its descendants
// param limit: Integer = 0: give no more than so many changes; 0 is all
// column change: "came", "went" or "changed"
// column what: "model" or "derivation"
// column child: the model, or the model that derives
// column parent: the model it derives from
// column relationBefore: the relation as it was after the one load
// column relationAfter: the relation as it was after the other
CALL () {
  MATCH (start:Model) WHERE $family <> '' AND start.id = $family
  CALL (start) {
    MATCH (start)-[:DERIVED_FROM|FORMERLY_DERIVED_FROM*0..]->(relative)
    RETURN relative
    UNION
    MATCH (start)<-[:DERIVED_FROM|FORMERLY_DERIVED_FROM*0..]-(relative)
    RETURN relative
  }
  RETURN DISTINCT relative AS model
  UNION
  MATCH (model:Model) WHERE $family = ''
  RETURN model
}
CALL (model) {
  WITH model, size([load IN model.intervals WHERE load <= $before]) % 2 = 1 AS was,
    size([load IN model.intervals WHERE load <= $after]) % 2 = 1 AS is
  WHERE was <> is
  RETURN
    CASE WHEN is THEN 'came' ELSE 'went' END AS change,
    'model' AS what,
    model AS child,
    null AS parent,
    null AS relationBefore,
    null AS relationAfter
  UNION
  MATCH (model)-[derivation:DERIVED_FROM|FORMERLY_DERIVED_FROM]->(parent)
  WITH model, parent, derivation,
    size([load IN derivation.intervals WHERE load <= $before]) % 2 = 1 AS was,
    size([load IN derivation.intervals WHERE load <= $after]) % 2 = 1 AS is,
    size([load IN coalesce(derivation.relationChanges, []) WHERE load <= $before]) AS changesBefore,
    size([load IN coalesce(derivation.relationChanges, []) WHERE load <= $after]) AS changesAfter
  WITH model, parent, was, is,
    CASE WHEN was THEN (coalesce(derivation.formerRelations, []) + derivation.relation)[changesBefore] END AS relationBefore,
    CASE WHEN is THEN (coalesce(derivation.formerRelations, []) + derivation.relation)[changesAfter] END AS relationAfter
  WHERE was <> is OR relationBefore <> relationAfter
  RETURN
    CASE WHEN was AND is THEN 'changed' WHEN is THEN 'came' ELSE 'went' END AS change,
    'derivation' AS what,
    model AS child,
    parent,
    relationBefore,
    relationAfter
}
RETURN change, what, child.id AS child, parent.id AS parent, relationBefore, relationAfter
ORDER BY what DESC, change, child, parent
LIMIT CASE WHEN $limit = 0 THEN 9223372036854775807 ELSE $limit END
