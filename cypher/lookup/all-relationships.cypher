// Every relationship, by the names of its ends
// column type: its type
// column start: the label and the name of the node that it starts from
// column end: the label and the name of the node that it leads to
// column properties: its properties
MATCH (start)-[relationship]->(end)
RETURN
  type(relationship) AS type,
  [start:Model, coalesce(start.id, start.name)] AS start,
  [end:Model, coalesce(end.id, end.name)] AS end,
  properties(relationship) AS properties
