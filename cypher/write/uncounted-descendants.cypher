// Forget how many models derived from those that none derives from any more
MATCH (model:Model)
WHERE model.descendants IS NOT NULL AND NOT EXISTS { (model)<-[:DERIVED_FROM]-() }
REMOVE model.descendants
