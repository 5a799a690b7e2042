// The names that are forgotten, as nobody can read them
// column hash: the hash of a name
// column key: what tells the key with which it was made
MATCH (forgotten:Forgotten)
RETURN forgotten.hash AS hash, forgotten.key AS key
