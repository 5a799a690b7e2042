// Which of these records the graph does not hold just so
// param records: list[Row]: pairs of id and digest
// column id: the id of such a record
// column known: whether the graph has the model, with other contents
// column digest: the digest of what the graph holds of it; null where the model was gone
// column lastModified: when the model changed on the Hub, as far as the graph knows; null where it was gone
// column hubId: the Hub's own id of the repository
UNWIND $records AS record
OPTIONAL MATCH (model:Model {id: record[0]})
WITH record, model
WHERE model IS NULL OR model:Unseen OR model:Gone OR model.digest <> record[1]
RETURN
  record[0] AS id,
  model IS NOT NULL AND NOT model:Unseen AS known,
  CASE WHEN NOT model:Gone THEN model.digest END AS digest,
  CASE WHEN NOT model:Gone THEN model.lastModified END AS lastModified,
  CASE WHEN NOT coalesce(model.hubIdStated, false) THEN model.hubId END AS hubId
