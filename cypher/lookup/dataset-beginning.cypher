// The datasets whose ids begin so
// param beginning: Text: the beginning of an id
// column dataset: the id of a dataset
MATCH (found:Dataset)
WHERE found.id STARTS WITH $beginning
RETURN found.id AS dataset ORDER BY dataset LIMIT 50
