// Nothing is left out where the whole Hub was read
MATCH (model:Frontier)
REMOVE model:Frontier
