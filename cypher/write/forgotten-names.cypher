// Note that names are forgotten
// param hashes: list[Row]: pairs of the hash of a name and of what it is the name of
// param key: Text: what tells the key with which they were made
UNWIND $hashes AS pair
MERGE (forgotten:Forgotten {hash: pair[0]})
SET forgotten.of = pair[1], forgotten.key = $key
