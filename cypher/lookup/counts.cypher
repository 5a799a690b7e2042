// What the graph holds
// column models: models that a source lists or listed
// column unseen: parents that were never seen as models
// column gone: models that the Hub lists no more
// column aliases: names that models once had
// column datasets: datasets that models name
// column publishers: persons and organisations
// column derivations: derivations that hold today
// column formerDerivations: derivations that were withdrawn
// column trainings: datasets named by models, counted by model
// column quarantined: statements that made no node
// column loads: loads so far
RETURN
  COUNT { (:Model) } - COUNT { (:Unseen) } AS models,
  COUNT { (:Unseen) } AS unseen,
  COUNT { (:Gone) } AS gone,
  COUNT { (:Alias) } AS aliases,
  COUNT { (:Dataset) } AS datasets,
  COUNT { (:Publisher) } AS publishers,
  COUNT { ()-[:DERIVED_FROM]->() } AS derivations,
  COUNT { ()-[:FORMERLY_DERIVED_FROM]->() } AS formerDerivations,
  COUNT { ()-[:TRAINED_ON]->() } AS trainings,
  COUNT { (:Quarantined) } AS quarantined,
  COUNT { (:Load) } AS loads
