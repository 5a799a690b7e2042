// Take away what further witnesses tell of some models and in words with a text; what is likely ends, and names like
// theirs are compared anew
// param models: list[Model]: the models
// param text: Text: the text, in lower case
CALL () {
  UNWIND $models AS id
  MATCH (model:Model)-[derivation:LIKELY_DERIVED_FROM|DERIVED_FROM|FORMERLY_DERIVED_FROM]-()
  WHERE elementId(model) = id
  RETURN derivation
  UNION
  MATCH ()-[derivation:LIKELY_DERIVED_FROM|DERIVED_FROM|FORMERLY_DERIVED_FROM]->()
  WHERE any(line IN coalesce(derivation.evidence, []) + coalesce(derivation.alternatives, [])
    WHERE toLower(line) CONTAINS $text)
  RETURN derivation
}
WITH derivation, startNode(derivation) AS child, endNode(derivation) AS parent
SET
  child:Unchecked,
  parent:Unchecked,
  derivation.evidence = null,
  derivation.supportedBy = null,
  derivation.alternatives = null,
  derivation.likelyIntervals = null
FOREACH (likely IN CASE WHEN derivation:LIKELY_DERIVED_FROM THEN [derivation] END | DELETE likely)
