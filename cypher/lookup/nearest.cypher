// The models whose ids are most like some words
// param words: Text: a query of the full-text index, its special characters escaped
// column model: the id of a model
CALL db.index.fulltext.queryNodes('model_search', $words, {limit: 50}) YIELD node, score
RETURN node.id AS model
ORDER BY score DESC, model
