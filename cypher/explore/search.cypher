// Models by words of their id, publisher and task, the best known first
// param words: Text: a query of the full-text index, its special characters escaped; "*:*" finds every model
// param parts: list[Text] = []: texts in lower case; of the best known models, those are found too whose id holds them all
// param publisher: Publisher = "": only models of this publisher
// param task: Text = "": only models for this task
// param library: Text = "": only models for this library
// param licence: Text = "": only models that declare this licence
// param since: Date = "": only models created on this day or later, such as "2026-01-31"
// param among: Integer = 300: choose among so many of the best matches; 0 is all
// param best: Boolean = false: the best matches first, instead of the best known models
// param limit: Integer = 20: give no more than so many models; 0 is all
// column model: the model
// column descendants: how many models derive from it, near or far
// column downloads: its downloads in the month before it was read
// column pipelineTag: its task
// column libraryName: the library it is for
// column license: the licence it declares
// column createdAt: when it was created
// column state: whether it is listed, is gone, or was never seen as a model
CALL () {
  CALL db.index.fulltext.queryNodes('model_search', $words, CASE WHEN $among = 0 THEN {} ELSE {limit: $among} END)
  YIELD node AS model, score
  RETURN model, score
  UNION
  MATCH (model:Model)
  WHERE model.descendants > 0
  WITH model ORDER BY model.descendants DESC LIMIT 5000
  WHERE size($parts) > 0
    AND all(part IN $parts WHERE model.idFolded CONTAINS part OR replace(model.idFolded, '.', '') CONTAINS part)
  RETURN model, 0.0 AS score
}
WITH model, max(score) AS score
WHERE ($publisher = '' OR EXISTS { (:Publisher {name: $publisher})-[:PUBLISHED]->(model) })
  AND ($task = '' OR model.pipelineTag = $task)
  AND ($library = '' OR model.libraryName = $library)
  AND ($licence = '' OR model.license = $licence)
  AND ($since = '' OR model.createdAt >= datetime($since))
RETURN
  model.id AS model,
  coalesce(model.descendants, 0) AS descendants,
  model.downloads AS downloads,
  model.pipelineTag AS pipelineTag,
  model.libraryName AS libraryName,
  model.license AS license,
  model.createdAt AS createdAt,
  CASE WHEN model:Unseen THEN 'unseen' WHEN model:Gone THEN 'gone' ELSE 'listed' END AS state
ORDER BY CASE WHEN $best THEN score END DESC, descendants DESC, coalesce(downloads, -1) DESC, model
LIMIT CASE WHEN $limit = 0 THEN 9223372036854775807 ELSE $limit END
