// What is known of models that are drawn
// param ids: list[Model]: their ids
// column id: the id
// column state: whether it is listed, is gone, or was never seen as a model
// column publisher: who published it
// column publisherKind: whether that is a person or an organisation, where the Hub says so
// column sha: the commit that was read
// column createdAt: when it was created
// column lastModified: when it was modified last
// column downloads: its downloads in the month before it was read
// column likes: its likes
// column pipelineTag: its task
// column libraryName: the library it is for
// column license: the licence it declares
// column gated: whether the Hub gives it to anyone: open, gated or unknown
// column descendants: how many models derive from it, near or far
UNWIND $ids AS id
MATCH (model:Model {id: id})
OPTIONAL MATCH (publisher:Publisher)-[:PUBLISHED]->(model)
WITH model, head(collect(publisher)) AS publisher
RETURN
  model.id AS id,
  CASE WHEN model:Unseen THEN 'unseen' WHEN model:Gone THEN 'gone' ELSE 'listed' END AS state,
  publisher.name AS publisher,
  CASE WHEN publisher:Person THEN 'person' WHEN publisher:Organization THEN 'organisation' END AS publisherKind,
  model.sha AS sha,
  toString(model.createdAt) AS createdAt,
  toString(model.lastModified) AS lastModified,
  model.downloads AS downloads,
  model.likes AS likes,
  model.pipelineTag AS pipelineTag,
  model.libraryName AS libraryName,
  model.license AS license,
  model.gated AS gated,
  coalesce(model.descendants, 0) AS descendants
