// Names that models are called by and that are not theirs: in another case, old, or read by a rule
// param publisher: Publisher = "": only names of models of this publisher
// param limit: Integer = 100: give no more than so many; 0 is all
// column written: the name as it was written
// column parent: the model it means
// column difference: whether it differs in case only, is an old name, or was read by a rule
// column witnesses: who writes it so: the card, the Hub, a tag
// column children: how many models call their parent so
MATCH (child:Model)-[edge:DERIVED_FROM]->(parent:Model)
WHERE edge.writtenOtherwise
  AND ($publisher = '' OR EXISTS { (:Publisher {name: $publisher})-[:PUBLISHED]->(parent) })
UNWIND edge.statements AS statement
WITH parent, child, statement, split(statement, ': ') AS parts
WHERE size(parts) > 2
WITH
  parent,
  child,
  parts[1] CONTAINS ' (' AS byARule,
  parts[0] AS witness,
  substring(statement, size(parts[0]) + size(parts[1]) + 4) AS written
ORDER BY witness
WITH parent, written, byARule, collect(DISTINCT witness) AS witnesses, count(DISTINCT child) AS children
RETURN
  written,
  parent.id AS parent,
  CASE WHEN byARule THEN 'rule' WHEN toLower(written) = parent.idFolded THEN 'case' ELSE 'old name' END AS difference,
  witnesses,
  children
ORDER BY children DESC, written, parent
LIMIT CASE WHEN $limit = 0 THEN 9223372036854775807 ELSE $limit END
