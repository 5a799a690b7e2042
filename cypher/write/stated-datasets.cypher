// Which datasets these models name so far
// param children: list[Model]: ids of models
// column child: the model
// column dataset: a dataset it names
// column statements: what each witness says
UNWIND $children AS id
MATCH (child:Model {id: id})-[training:TRAINED_ON]->(dataset:Dataset)
RETURN child.id AS child, dataset.id AS dataset, training.statements AS statements
