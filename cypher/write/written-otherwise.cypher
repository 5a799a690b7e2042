// The children that wrote a parent's name otherwise than it is, or of whose parent the Hub told another id than its own
// column child: the id of such a child
CALL () {
  MATCH (child:Model)-[derivation:DERIVED_FROM]->(:Model)
  WHERE derivation.writtenOtherwise = true
  RETURN child
  UNION
  MATCH (child:Model)-[derivation:DERIVED_FROM]->(parent:Model)
  WHERE derivation.parentHubId <> parent.hubId
  RETURN child
}
RETURN DISTINCT child.id AS child
