// Hide names in derivations
// param rows: list[Row]: pairs of a derivation and of the properties to change
UNWIND $rows AS row
MATCH ()-[derivation]->()
WHERE elementId(derivation) = row[0]
SET derivation += row[1]
