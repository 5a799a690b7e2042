// Which datasets these models name so far
// param children: list[Model]: ids of models
// column child: the model
// column dataset: a dataset it names
// column witnesses: who names it
// column writtenAs: the names that witnesses wrote, where they are not the dataset's id
// column readBy: how each of these was read
UNWIND $children AS id
MATCH (child:Model {id: id})-[training:TRAINED_ON]->(dataset:Dataset)
RETURN
  child.id AS child,
  dataset.id AS dataset,
  training.witnesses AS witnesses,
  training.writtenAs AS writtenAs,
  training.readBy AS readBy
