// The datasets that models in a picture name
// param ids: list[Model]: the models
// param limit: Integer: no more than so many datasets, those first that most of the models name
// column child: a model
// column parent: a dataset that it names
// column relation: that it was trained on it
// column witnesses: who says so
UNWIND $ids AS id
MATCH (:Model {id: id})-[training:TRAINED_ON]->(dataset:Dataset)
WITH dataset, collect([id, training.witnesses]) AS trainings
ORDER BY size(trainings) DESC, dataset.id
LIMIT $limit
UNWIND trainings AS training
RETURN training[0] AS child, dataset.id AS parent, 'trained on' AS relation, training[1] AS witnesses
