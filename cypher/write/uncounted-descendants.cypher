// Note of those from which none derives any more that none does
MATCH (model:Model)
WHERE model.descendants > 0 AND NOT EXISTS { (model)<-[:DERIVED_FROM]-() }
SET model.descendants = 0
