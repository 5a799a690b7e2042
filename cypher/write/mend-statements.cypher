// Put what witnesses say of derivations and trainings into one list, some at a time
// param limit: Integer: how many at a time
// column mended: of how many this was done
MATCH ()-[edge:DERIVED_FROM|FORMERLY_DERIVED_FROM|TRAINED_ON]->()
WHERE edge.statements IS NULL
WITH edge, coalesce(edge.writtenAs, []) AS written, coalesce(edge.readBy, []) AS readings LIMIT $limit
WITH edge, [place IN range(0, size(written) - 1) | {
  witness: split(written[place], ': ')[0],
  name: substring(written[place], size(split(written[place], ': ')[0]) + 2),
  rules: split(coalesce(readings[place], ''), ': ')
}] AS names
SET edge.statements = reduce(statements = [], witness IN edge.witnesses | statements + [
  name IN coalesce(nullif([name IN names WHERE name.witness = witness], []), [{rules: ['']}]) |
  witness + ': ' + coalesce({card: edge.declaredRelation, hub: edge.hubRelation, tag: edge.tagRelation}[witness], 'named')
    + CASE WHEN name.rules[0] <> '' THEN ' (' + name.rules[1] + ' by ' + name.rules[0] + ')' ELSE '' END
    + coalesce(': ' + name.name, '')
])
REMOVE edge.hubRelation, edge.tagRelation, edge.writtenAs, edge.readBy
RETURN count(*) AS mended
