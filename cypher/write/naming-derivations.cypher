// The derivations of some models and from them, and those in which a text is written
// param models: the models
// param text: the text, in lower case
// column derivation: the derivation
// column child: the node of its child
// column parent: the node of its parent
// column writtenAs: the names that witnesses wrote
// column sha: the commit at which it was read
// column parentHubId: the Hub's own id of the parent, as the Hub told it
CALL () {
  UNWIND $models AS id
  MATCH (model:Model)-[derivation:DERIVED_FROM|FORMERLY_DERIVED_FROM]-()
  WHERE elementId(model) = id
  RETURN derivation
  UNION
  MATCH ()-[derivation:DERIVED_FROM|FORMERLY_DERIVED_FROM]->()
  WHERE any(written IN derivation.writtenAs WHERE toLower(written) CONTAINS $text)
  RETURN derivation
}
RETURN
  elementId(derivation) AS derivation,
  elementId(startNode(derivation)) AS child,
  elementId(endNode(derivation)) AS parent,
  derivation.writtenAs AS writtenAs,
  derivation.sha AS sha,
  derivation.parentHubId AS parentHubId
