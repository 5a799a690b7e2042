// Note how a load ended
// param load: Load: its number
// param complete: Boolean: whether it came to its end
// param counts: Map: what it read and wrote
MATCH (load:Load {number: $load})
SET load += $counts, load.complete = $complete, load.finishedAt = datetime()
