// How new the data of a source is that was last loaded to its end
// param source: Text: the source
// column newest: when the model of it that was modified last was modified
MATCH (load:Load {source: $source, complete: true})
RETURN max(load.newest) AS newest
