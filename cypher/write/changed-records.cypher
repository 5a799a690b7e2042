// Which of these records the graph does not hold just so
// param records: pairs of id and digest
// column id: the id of such a record
// column known: whether the graph has the model, with other contents
// column lastModified: when the model changed on the Hub, as far as the graph knows
UNWIND $records AS record
OPTIONAL MATCH (model:Model {id: record[0]}) WHERE NOT model:Unseen
WITH record, model
WHERE model IS NULL OR model:Gone OR model.digest IS NULL OR model.digest <> record[1]
RETURN record[0] AS id, model IS NOT NULL AS known, model.lastModified AS lastModified
