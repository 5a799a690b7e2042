// The models of which something has changed since their names were last compared
// column model: the id
// column stem: the stem of its name when it was compared; null if it never was
MATCH (model:Unchecked)
RETURN model.id AS model, model.stem AS stem
