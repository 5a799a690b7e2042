// The last load, and which sources were not loaded to their end
// column number: its number
// column source: where it read from
// column complete: whether it came to its end
// column startedAt: when it began
// column read: how many records it read
// column newest: when the model that was modified last on the Hub was modified, over all loads
// column frontier: how many models a load did not follow further
// column wholeAt: when the whole Hub was last read to its end
// column incomplete: the sources whose last load did not come to its end, and was not put aside
MATCH (load:Load)
WITH load ORDER BY load.number
WITH
  load.source AS source,
  collect(load)[-1] AS last,
  max(load.newest) AS newest,
  max(CASE WHEN load.complete AND load.scope = 'whole Hub' THEN load.startedAt END) AS wholeAt
WITH collect({source: source, last: last}) AS sources, max(newest) AS newest, max(wholeAt) AS wholeAt
WITH newest, wholeAt, [each IN sources WHERE NOT each.last.complete AND NOT coalesce(each.last.dismissed, false) | each.source] AS incomplete,
  reduce(latest = sources[0].last, each IN sources | CASE WHEN each.last.number > latest.number THEN each.last ELSE latest END) AS latest
WHERE latest IS NOT NULL
RETURN
  latest.number AS number,
  latest.source AS source,
  latest.complete AS complete,
  latest.startedAt AS startedAt,
  latest.read AS read,
  newest,
  COUNT { (:Frontier) } AS frontier,
  wholeAt,
  incomplete
