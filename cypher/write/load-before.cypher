// Whether the load before another came to its end, and counted descendants
// param load: Load: the number of the other load
// column complete: whether it did; false where there was none
OPTIONAL MATCH (load:Load {number: $load - 1})
RETURN coalesce(load.complete, false)
  AND (EXISTS { (model:Model) WHERE model.descendants > 0 } OR NOT EXISTS { ()-[:DERIVED_FROM]->() }) AS complete
