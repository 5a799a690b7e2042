// Names that models are called by and that are not theirs: in another case, old, or read by a rule
// param publisher: Publisher = "": only names of models of this publisher
// param limit: Integer = 100: give no more than so many; 0 is all
// column written: the name as it was written
// column parent: the model it means
// column difference: whether it differs in case only, is an old name, or was read by a rule
// column witnesses: who writes it so: the card, the Hub, a tag
// column children: how many models call their parent so
MATCH (child:Model)-[edge:DERIVED_FROM]->(parent:Model)
WHERE edge.writtenAs IS NOT NULL
  AND ($publisher = '' OR EXISTS { (:Publisher {name: $publisher})-[:PUBLISHED]->(parent) })
UNWIND range(0, size(edge.writtenAs) - 1) AS place
WITH parent, child, edge.writtenAs[place] AS said, coalesce(edge.readBy[place], '') <> '' AS byARule
WITH
  parent,
  child,
  byARule,
  split(said, ': ')[0] AS witness,
  substring(said, size(split(said, ': ')[0]) + 2) AS written
WITH parent, written, byARule, collect(DISTINCT witness) AS said, count(DISTINCT child) AS children
RETURN
  written,
  parent.id AS parent,
  CASE WHEN byARule THEN 'rule' WHEN toLower(written) = parent.idFolded THEN 'case' ELSE 'old name' END AS difference,
  [witness IN ['card', 'hub', 'tag'] WHERE witness IN said] AS witnesses,
  children
ORDER BY children DESC, written, parent
LIMIT CASE WHEN $limit = 0 THEN 9223372036854775807 ELSE $limit END
