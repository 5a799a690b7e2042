// Note what further witnesses tell of declared derivations; a likely derivation that was declared since ends
// param derivations: list[Row]: rows of child, parent, evidence and the witnesses, both null where there is none
// param load: Load: the number of the load
UNWIND $derivations AS row
MATCH (child:Model {id: row.child})
MATCH (parent:Model {id: row.parent})
// With both ends given, only what is between them is looked at: a model may have thousands of children.
CALL (row, child, parent) {
  MATCH (child)-[derivation:DERIVED_FROM]->(parent)
  SET derivation.evidence = row.evidence, derivation.supportedBy = row.witnesses
  WITH child, parent, derivation
  MATCH (child)-[likely:LIKELY_DERIVED_FROM]->(parent)
  SET derivation.likelyIntervals = likely.intervals + $load
  DELETE likely
}
