// The models that name a dataset
// param dataset: Dataset: the dataset
// column model: a model that was trained on it
MATCH (:Dataset {id: $dataset})<-[:TRAINED_ON]-(model:Model)
RETURN model.id AS model
