// The derivations of some models and from them, and those and the trainings in which a text is written
// param models: list[Model]: the models
// param text: Text: the text, in lower case
// column derivation: the derivation
// column child: the node of its child
// column parent: the node of its parent
// column parentId: the id of its parent
// column statements: what each witness says
// column sha: the commit at which it was read
// column parentHubId: the Hub's own id of the parent, as the Hub told it
CALL () {
  UNWIND $models AS id
  MATCH (model:Model)-[derivation:DERIVED_FROM|FORMERLY_DERIVED_FROM]-()
  WHERE elementId(model) = id
  RETURN derivation
  UNION
  MATCH ()-[derivation:DERIVED_FROM|FORMERLY_DERIVED_FROM|TRAINED_ON]->()
  WHERE any(statement IN derivation.statements WHERE toLower(statement) CONTAINS $text)
  RETURN derivation
}
RETURN
  elementId(derivation) AS derivation,
  elementId(startNode(derivation)) AS child,
  elementId(endNode(derivation)) AS parent,
  endNode(derivation).id AS parentId,
  derivation.statements AS statements,
  derivation.sha AS sha,
  derivation.parentHubId AS parentHubId
