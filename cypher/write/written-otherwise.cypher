// The children that wrote a parent's name otherwise than it is
// column child: the id of such a child
MATCH (child:Model)-[derivation:DERIVED_FROM]->(:Model)
WHERE derivation.writtenAs IS NOT NULL
RETURN DISTINCT child.id AS child
