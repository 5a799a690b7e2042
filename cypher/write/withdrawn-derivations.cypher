// Keep as former each derivation that its child no longer states
// param withdrawn: list[Row]: rows of child, of a parent that it states no more, and whether what began in this load leaves no trace
// param load: Load: the number of the load
UNWIND $withdrawn AS row
MATCH (child:Model {id: row[0]})
MATCH (parent:Model {id: row[1]})
// With both ends given, only what is between them is looked at: a model may have thousands of parents.
CALL (row, child, parent) {
  MATCH (child)-[derivation:DERIVED_FROM]->(parent)
  WITH row, child, parent, derivation, CASE
    WHEN row[2] AND derivation.intervals[-1] = $load THEN derivation.intervals[..-1]
    ELSE derivation.intervals + $load
  END AS intervals
  FOREACH (_ IN CASE WHEN size(intervals) > 0 THEN [1] END |
    CREATE (child)-[former:FORMERLY_DERIVED_FROM]->(parent)
    SET former = properties(derivation), former.intervals = intervals
  )
  DELETE derivation
  SET child:Unchecked, parent:Unchecked
}
