// The children that wrote a parent's name otherwise than it is, of whose parent the Hub told another id than its own, or
// of which a statement in quarantine reads like a model by now
// column child: the id of such a child
CALL () {
  MATCH (child:Model)-[derivation:DERIVED_FROM]->(:Model)
  WHERE derivation.writtenOtherwise = true
  RETURN child.id AS child
  UNION
  MATCH (child:Model)-[derivation:DERIVED_FROM]->(parent:Model)
  WHERE derivation.parentHubId <> parent.hubId
  RETURN child.id AS child
  UNION
  MATCH (item:Quarantined)
  WHERE item.readings IS NOT NULL
  WITH item, [reading IN item.readings | substring(reading, size(split(reading, ': ')[0]) + 2)] + item.value AS names
  WHERE any(name IN names WHERE
    EXISTS { MATCH (model:Model {idFolded: toLower(name)}) WHERE NOT model:Unseen }
    OR EXISTS { (:Alias {id: name}) }
  )
  RETURN item.record AS child
}
RETURN DISTINCT child
