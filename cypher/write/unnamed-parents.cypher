// Remove the parents that were never seen and that nobody names any more
MATCH (unseen:Unseen)
WHERE NOT EXISTS { (unseen)-[:DERIVED_FROM|FORMERLY_DERIVED_FROM|ALIAS_OF]-() }
  // The name is no evidence of a model that nobody names.
  AND NOT EXISTS {
    (unseen)-[likely:LIKELY_DERIVED_FROM]-()
    WHERE any(line IN likely.evidence WHERE NOT line STARTS WITH 'name: ')
  }
CALL (unseen) {
  MATCH (namesake:Model {stem: unseen.stem})
  SET namesake:Unchecked
}
CALL (unseen) {
  MATCH (unseen)<-[:LIKELY_DERIVED_FROM]-(child)
  SET child:Unchecked
}
DETACH DELETE unseen
