// Which publisher a name means
// param written: Text: the name
// param folded: Text: the same in lower case
// column exact: the publisher of that name
// column alike: publishers that hold the name in theirs, whatever the case, those alike but for case first
OPTIONAL MATCH (exact:Publisher {name: $written})
CALL (exact) {
  WITH exact WHERE exact IS NULL
  MATCH (publisher:Publisher) WHERE toLower(publisher.name) CONTAINS $folded
  WITH publisher
  ORDER BY toLower(publisher.name) <> $folded, COUNT { (publisher)-[:PUBLISHED]->() } DESC, publisher.name
  LIMIT 20
  RETURN collect(publisher.name) AS alike
}
RETURN exact.name AS exact, alike
