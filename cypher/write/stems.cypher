// Note the stems of names
// param stems: list[Row]: pairs of the id of a model and of the stem of its name, or of nothing
UNWIND $stems AS pair
MATCH (model:Model {id: pair[0]})
SET model.stem = pair[1]
