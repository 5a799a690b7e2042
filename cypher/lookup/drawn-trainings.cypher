// Which of the models that are drawn name a dataset
// param ids: list[Model]: the ids of the models
// param dataset: Dataset: the dataset
// column child: the model
// column parent: the dataset
// column relation: that the one was trained on the other
// column witnesses: who names the dataset
UNWIND $ids AS id
MATCH (model:Model {id: id})-[training:TRAINED_ON]->(dataset:Dataset {id: $dataset})
RETURN model.id AS child, dataset.id AS parent, 'trained on' AS relation, training.witnesses AS witnesses
