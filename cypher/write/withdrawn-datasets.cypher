// Remove each dataset that its model no longer names
// param withdrawn: pairs of a model and of a dataset that it names no more
UNWIND $withdrawn AS pair
MATCH (:Model {id: pair[0]})-[training:TRAINED_ON]->(:Dataset {id: pair[1]})
DELETE training
