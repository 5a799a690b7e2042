// The nodes in which a text stands
// param text: Text: the text, in lower case
// param aliases: list[Model]: old names of models that are wanted besides
// param names: list[Text]: the properties that hold names
// column node: the node
// column labels: its labels
// column properties: its properties
MATCH (node:Model|Dataset|Publisher|Alias|Quarantined|Load)
WHERE any(text IN [name IN $names | node[name]] + coalesce(node.readings, []) WHERE toLower(text) CONTAINS $text)
  OR (node:Alias AND node.id IN $aliases)
RETURN elementId(node) AS node, labels(node) AS labels, properties(node) AS properties
