// What is in quarantine, and why, in the order of each file
// param reason: Text = "": only those with this reason
// param record: Text = "": only those of this record
// param each: Boolean = false: a row for each record, instead of one for the same value in many
// column source: where the load read from
// column record: the record, by its id or its line; of several with the same value the first
// column line: the line of the file in which the record stands, or the row of the table; of several the first
// column field: where in the record it stood
// column value: what was written there
// column reason: why it made no node
// column readsLike: the models that it reads like and that no source lists
// column howMany: in how many records, or how many names carry the id
MATCH (item:Quarantined)
WHERE ($reason = '' OR item.reason = $reason) AND ($record = '' OR item.record = $record)
WITH
  item.source AS source,
  item.field AS field,
  item.value AS value,
  item.reason AS reason,
  [reading IN item.readings | substring(reading, size(split(reading, ': ')[0]) + 2)] AS readsLike,
  CASE WHEN $each THEN item.record END AS one,
  sum(coalesce(item.names, 1)) AS howMany,
  min(item.record) AS record,
  min(item.line) AS line
RETURN source, record, line, field, value, reason, readsLike, howMany
ORDER BY source, line, record, field, value, reason
