// Declared derivations that something contradicts, each with the reason, the strongest doubt first
// param relation: list[Relation] = ["finetune", "adapter", "merge", "quantized", "unknown"]: only these kinds of derivation
// param publisher: Publisher = "": only models of this publisher
// param limit: Integer = 100: give at most this many; 0 is all
// column child: the model that derives
// column parent: the model it derives from as it is declared
// column relation: how, as the publisher declares it, else as the Hub, else as the tags say
// column reason: what contradicts it
// column other: the parent that the name of the child tells instead
// column evidence: what each witness tells of that
CALL () {
  MATCH (child:Model)-[edge:DERIVED_FROM]->(parent:Model)
  WHERE edge.relation IN ['finetune', 'quantized']
    AND coalesce(child.ggufParameters, child.parameters) > 1.25 * coalesce(parent.ggufParameters, parent.parameters)
    AND COUNT { (child)-[:DERIVED_FROM]->() } = 1
  RETURN child, parent, edge, 1 AS place, 'it has more parameters than the parent' AS reason, null AS other, null AS evidence
  UNION ALL
  MATCH (child:Model)-[likely:LIKELY_DERIVED_FROM]->(other:Model)
  MATCH (child)-[edge:DERIVED_FROM]->(parent:Model)
  WITH child, parent, edge, other, likely,
    EXISTS { (other)-[:DERIVED_FROM|LIKELY_DERIVED_FROM]->(parent) } AS isNearer
  RETURN
    child,
    parent,
    edge,
    CASE WHEN isNearer THEN 4 ELSE 2 END AS place,
    CASE WHEN isNearer THEN 'the name tells a nearer parent' ELSE 'the name tells another parent' END AS reason,
    other.id AS other,
    likely.evidence AS evidence
  UNION ALL
  MATCH (child:Model)-[edge:DERIVED_FROM]->(parent:Model)
  WHERE child.createdAt < parent.createdAt - duration({days: 30})
  RETURN child, parent, edge, 3 AS place, 'it is older than the parent' AS reason, null AS other, null AS evidence
}
WITH child, parent, edge, place, reason, other, evidence
WHERE edge.relation IN $relation
  AND ($publisher = '' OR EXISTS { (:Publisher {name: $publisher})-[:PUBLISHED]->(child) })
RETURN child.id AS child, parent.id AS parent, edge.relation AS relation, reason, other, evidence
ORDER BY place, child, parent, other
LIMIT CASE WHEN $limit = 0 THEN 9223372036854775807 ELSE $limit END
