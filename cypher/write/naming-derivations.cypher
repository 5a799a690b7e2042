// The derivations of some models and from them, and those and the trainings in which a text is written
// param models: list[Model]: the models
// param text: Text: the text, in lower case
// column derivation: the derivation
// column child: the node of its child
// column parent: the node of its parent
// column writtenAs: the names that witnesses wrote
// column readBy: how each of these was read
// column sha: the commit at which it was read
// column parentHubId: the Hub's own id of the parent, as the Hub told it
CALL () {
  UNWIND $models AS id
  MATCH (model:Model)-[derivation:DERIVED_FROM|FORMERLY_DERIVED_FROM]-()
  WHERE elementId(model) = id
  RETURN derivation
  UNION
  MATCH ()-[derivation:DERIVED_FROM|FORMERLY_DERIVED_FROM|TRAINED_ON]->()
  WHERE any(written IN derivation.writtenAs + coalesce(derivation.readBy, []) WHERE toLower(written) CONTAINS $text)
  RETURN derivation
}
RETURN
  elementId(derivation) AS derivation,
  elementId(startNode(derivation)) AS child,
  elementId(endNode(derivation)) AS parent,
  derivation.writtenAs AS writtenAs,
  derivation.readBy AS readBy,
  derivation.sha AS sha,
  derivation.parentHubId AS parentHubId
