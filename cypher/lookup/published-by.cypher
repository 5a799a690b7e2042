// The models of a publisher
// param publisher: Publisher: the publisher
// column model: a model that it publishes
MATCH (:Publisher {name: $publisher})-[:PUBLISHED]->(model:Model)
RETURN model.id AS model
