// All that is known of a model
// param model: Model: the model
// column model: its id
// column state: whether it is listed, is gone, or was never seen as a model
// column publisher: who published it
// column publisherKind: whether that is a person or an organisation, where the Hub says so
// column createdAt: when it was created
// column lastModified: when it was modified last
// column pipelineTag: its task
// column libraryName: the library it is for
// column license: the licence it declares
// column newVersion: the model that its card names as its newer version
// column downloads: its downloads in the month before it was read
// column likes: its likes
// column gated: whether the Hub gives it to anyone: open, gated or unknown
// column disabled: whether the Hub has disabled it
// column sha: the commit that was read
// column hubId: the Hub's own id of it, which a rename keeps
// column names: the names it had before
// column written: other spellings by which models name it as their parent
// column loads: the loads that began and ended its presence on the Hub, in turn
// column ancestors: how many models it derives from, near or far
// column parents: what it derives from directly, most important first, with each witness's word
// column formerParents: what it stated before and states no more
// column descendants: how many models derive from it, near or far
// column childCount: how many derive from it directly
// column children: the ten most important of these
// column formerChildren: how many stated it before and state it no more
// column datasets: the datasets it names, and who names them
// column quarantined: what it states that names no repository, and why
MATCH (model:Model {id: $model})
CALL (model) {
  MATCH (model)-[:DERIVED_FROM*1..]->(ancestor) WHERE ancestor <> model
  RETURN count(DISTINCT ancestor) AS ancestors
}
RETURN
  model.id AS model,
  CASE WHEN model:Unseen THEN 'unseen' WHEN model:Gone THEN 'gone' ELSE 'listed' END AS state,
  head(COLLECT { MATCH (publisher:Publisher)-[:PUBLISHED]->(model) RETURN publisher.name }) AS publisher,
  head(COLLECT {
    MATCH (publisher:Publisher)-[:PUBLISHED]->(model)
    RETURN CASE WHEN publisher:Person THEN 'person' WHEN publisher:Organization THEN 'organisation' END
  }) AS publisherKind,
  model.createdAt AS createdAt,
  model.lastModified AS lastModified,
  model.pipelineTag AS pipelineTag,
  model.libraryName AS libraryName,
  model.license AS license,
  model.newVersion AS newVersion,
  model.downloads AS downloads,
  model.likes AS likes,
  model.gated AS gated,
  model.disabled AS disabled,
  model.sha AS sha,
  model.hubId AS hubId,
  COLLECT { MATCH (alias:Alias)-[:ALIAS_OF]->(model) RETURN alias.id ORDER BY alias.id } AS names,
  COLLECT {
    // Few derivations have it, and a model may have many children.
    MATCH (model)<-[derivation:DERIVED_FROM]-()
    USING INDEX derivation:DERIVED_FROM(writtenOtherwise)
    WHERE derivation.writtenOtherwise = true
    UNWIND derivation.statements AS statement
    WITH statement, split(statement, ': ') AS parts
    WHERE size(parts) > 2
    WITH DISTINCT substring(statement, size(parts[0]) + size(parts[1]) + 4) AS name
    RETURN name ORDER BY name
  } AS written,
  model.intervals AS loads,
  ancestors,
  COLLECT {
    MATCH (model)-[derivation:DERIVED_FROM]->(parent:Model)
    WITH derivation, parent
    ORDER BY coalesce(parent.descendants, 0) DESC, coalesce(parent.downloads, -1) DESC, parent.id
    RETURN {
      model: parent.id,
      relation: derivation.relation,
      declaredRelation: derivation.declaredRelation,
      statements: derivation.statements,
      witnesses: derivation.witnesses,
      disputed: derivation.disputed,
      descendants: coalesce(parent.descendants, 0),
      downloads: parent.downloads,
      state: CASE WHEN parent:Unseen THEN 'unseen' WHEN parent:Gone THEN 'gone' ELSE 'listed' END
    }
  } AS parents,
  COLLECT {
    MATCH (model)-[derivation:FORMERLY_DERIVED_FROM]->(parent:Model)
    RETURN {model: parent.id, relation: derivation.relation, witnesses: derivation.witnesses} ORDER BY parent.id
  } AS formerParents,
  coalesce(model.descendants, 0) AS descendants,
  COUNT { (model)<-[:DERIVED_FROM]-() } AS childCount,
  COLLECT {
    // Those that are parents themselves come first: where they are ten, nothing need be read of the others.
    MATCH (model)<-[derivation:DERIVED_FROM]-(child)
    WITH EXISTS { (child)<-[:DERIVED_FROM]-() } AS isParent, collect([derivation, child]) AS children
    ORDER BY isParent DESC
    WITH collect(children) AS kinds
    UNWIND CASE WHEN size(kinds[0]) >= 10 THEN kinds[0] ELSE kinds[0] + coalesce(kinds[1], []) END AS each
    WITH each[0] AS derivation, each[1] AS child
    ORDER BY coalesce(child.descendants, 0) DESC, coalesce(child.downloads, -1) DESC, child.id
    LIMIT 10
    RETURN {
      model: child.id,
      relation: derivation.relation,
      disputed: derivation.disputed,
      descendants: coalesce(child.descendants, 0),
      downloads: child.downloads,
      state: CASE WHEN child:Unseen THEN 'unseen' WHEN child:Gone THEN 'gone' ELSE 'listed' END
    }
  } AS children,
  COUNT { (model)<-[:FORMERLY_DERIVED_FROM]-() } AS formerChildren,
  COLLECT {
    MATCH (model)-[training:TRAINED_ON]->(dataset:Dataset)
    RETURN {dataset: dataset.id, witnesses: training.witnesses} ORDER BY dataset.id
  } AS datasets,
  COLLECT {
    MATCH (item:Quarantined {record: model.id})
    RETURN {
      field: item.field,
      value: item.value,
      reason: item.reason,
      readsLike: [reading IN item.readings | substring(reading, size(split(reading, ': ')[0]) + 2)]
    }
    ORDER BY item.field, item.value
  } AS quarantined
