// Let derivations go to the parents that the names in them mean by now, with their history
// param derivations: list[Row]: rows of child, parent and of the parent that held the derivation so far
UNWIND $derivations AS row
MATCH (child:Model {id: row.child})
MATCH (before:Model {id: row.heldBy})
MATCH (parent:Model {id: row.parent})
// With both ends given, only what is between them is looked at: a model may have thousands of parents.
CALL (child, before, parent) {
  MATCH (child)-[old:DERIVED_FROM]->(before)
  MERGE (child)-[new:DERIVED_FROM]->(parent)
  ON CREATE SET
    new.intervals = old.intervals,
    new.evidence = old.evidence,
    child:Unchecked,
    parent:Unchecked
}
