// What is known of models
// param ids: list[Model]: ids of models
// column model: the model
// column createdAt: when it was created
// column publisher: who published it
// column license: the licence it declares
// column pipelineTag: its task
// column libraryName: the library it is for
// column downloads: its downloads in the month before it was read
// column likes: its likes
// column gated: whether the Hub gives it to anyone: open, gated or unknown
UNWIND $ids AS id
MATCH (model:Model {id: id})
RETURN
  model.id AS model,
  model.createdAt AS createdAt,
  head(COLLECT { MATCH (publisher:Publisher)-[:PUBLISHED]->(model) RETURN publisher.name }) AS publisher,
  model.license AS license,
  model.pipelineTag AS pipelineTag,
  model.libraryName AS libraryName,
  model.downloads AS downloads,
  model.likes AS likes,
  model.gated AS gated
