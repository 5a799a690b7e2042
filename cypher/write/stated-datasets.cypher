// Which datasets these models name so far
// param children: ids of models
// column child: the model
// column dataset: a dataset it names
// column witnesses: who names it
UNWIND $children AS id
MATCH (child:Model {id: id})-[training:TRAINED_ON]->(dataset:Dataset)
RETURN child.id AS child, dataset.id AS dataset, training.witnesses AS witnesses
