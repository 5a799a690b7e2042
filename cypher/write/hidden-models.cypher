// Keep of the last change of models only the month
// param models: the models
UNWIND $models AS id
MATCH (model:Model)
WHERE elementId(model) = id AND model.lastModified IS NOT NULL
SET model.lastModified = datetime.truncate('month', model.lastModified)
