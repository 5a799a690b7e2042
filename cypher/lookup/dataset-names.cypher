// Which dataset a name means
// param written: Text: the name
// param folded: Text: the same in lower case
// column exact: the id of the dataset of that name
// column alike: ids of datasets that hold the name, whatever the case
OPTIONAL MATCH (exact:Dataset {id: $written})
CALL (exact) {
  WITH exact WHERE exact IS NULL
  MATCH (dataset:Dataset) WHERE toLower(dataset.id) CONTAINS $folded
  WITH dataset ORDER BY toLower(dataset.id) <> $folded, COUNT { (dataset)<-[:TRAINED_ON]-() } DESC, dataset.id
  LIMIT 20
  RETURN collect(dataset.id) AS alike
}
RETURN exact.id AS exact, alike
