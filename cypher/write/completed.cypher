// Note that all the references of these models are written
// param models: pairs of id and digest
UNWIND $models AS pair
MATCH (model:Model {id: pair[0]})
SET model.digest = pair[1]
