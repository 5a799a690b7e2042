// Every derivation that holds, as a child and its parent
// column child: a number that stands for the child
// column parent: a number that stands for the parent
MATCH (child:Model)-[:DERIVED_FROM]->(parent:Model)
RETURN elementId(child) AS child, elementId(parent) AS parent
