// What these models state that is in quarantine and may become a derivation
// param children: list[Model]: ids of models
// column child: the model
// column sha: the commit of it that was read
// column lastModified: when it was modified last
// column key: the key of the statement
// column load: the load that put it in quarantine
// column value: the name of the parent as it is written
// column words: the witnesses, each with the relation it states
// column readings: what the name may mean, each with the rule that reads it so
// column declaredRelation: the relation that the publisher declares
// column declaredAs: what the publisher wrote for it
// column parentHubId: the Hub's own id of the parent, as the Hub told it
UNWIND $children AS id
MATCH (item:Quarantined {record: id})
WHERE item.readings IS NOT NULL
MATCH (child:Model {id: id})
RETURN
  id AS child,
  child.sha AS sha,
  child.lastModified AS lastModified,
  item.key AS key,
  item.load AS load,
  item.value AS value,
  item.words AS words,
  item.readings AS readings,
  item.declaredRelation AS declaredRelation,
  item.declaredAs AS declaredAs,
  item.parentHubId AS parentHubId
