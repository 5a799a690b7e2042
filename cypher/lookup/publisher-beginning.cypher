// The publishers whose names begin so
// param beginning: Text: the beginning of a name
// column publisher: a publisher
MATCH (found:Publisher)
WHERE found.name STARTS WITH $beginning
RETURN found.name AS publisher ORDER BY publisher LIMIT 50
