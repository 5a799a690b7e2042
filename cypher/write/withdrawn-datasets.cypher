// Remove each dataset that its model no longer names
// param withdrawn: list[Row]: pairs of a model and of a dataset that it names no more
UNWIND $withdrawn AS pair
MATCH (model:Model {id: pair[0]})
MATCH (dataset:Dataset {id: pair[1]})
// With both ends given, only what is between them is looked at: a model may name thousands.
CALL (model, dataset) {
  MATCH (model)-[training:TRAINED_ON]->(dataset)
  DELETE training
}
