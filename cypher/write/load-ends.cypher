// Note how a load ended
// param load: its number
// param complete: whether it came to its end
// param counts: what it read and wrote
MATCH (load:Load {number: $load})
SET load += $counts, load.complete = $complete, load.finishedAt = datetime()
