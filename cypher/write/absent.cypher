// Note that the Hub showed no model by these names when it was asked
// param names: list[Text]: names of models
UNWIND $names AS name
MATCH (model:Model {id: name})
SET model.examinedAt = datetime()
