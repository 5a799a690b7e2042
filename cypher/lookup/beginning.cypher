// The models whose ids begin so, most downloaded first
// param beginning: Text: the beginning of an id, in lower case
// column model: the id of a model
MATCH (found:Model)
WHERE found.idFolded STARTS WITH $beginning
RETURN found.id AS model
ORDER BY coalesce(found.downloads, -1) DESC, model
LIMIT 50
