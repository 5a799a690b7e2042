// Write likely derivations
// param derivations: list[Row]: rows of child, parent and properties
// param load: Load: the number of the load
UNWIND $derivations AS row
MATCH (child:Model {id: row.child})
MATCH (parent:Model {id: row.parent})
// With both ends given, only what is between them is looked at: a model may have thousands of children.
CALL (row, child, parent) {
  MERGE (child)-[likely:LIKELY_DERIVED_FROM]->(parent)
  ON CREATE SET likely.intervals = [$load]
  SET likely += row.properties
}
