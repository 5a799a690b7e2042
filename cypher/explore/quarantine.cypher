// What is in quarantine: records and names that made no node, and why
// param reason = "": only those with this reason
// column source: where the load read from
// column record: the record, by its id or its line
// column field: where in the record it stood
// column value: what was written there
// column reason: why it made no node
// column load: the number of the load that found it
MATCH (item:Quarantined)
WHERE $reason = '' OR item.reason = $reason
RETURN
  item.source AS source,
  item.record AS record,
  item.field AS field,
  item.value AS value,
  item.reason AS reason,
  item.load AS load
ORDER BY load, record, field, value
