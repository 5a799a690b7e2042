CALL db.index.fulltext.queryNodes('model_search', $words, {limit: 20}) YIELD node
RETURN node.id, node.downloads
