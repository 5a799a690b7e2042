// What was loaded so far, latest first
// param unfinished: Boolean = false: only loads that did not come to their end
// param limit: Integer = 20: give no more than so many loads; 0 is all
// column number: the number of the load
// column source: where it read from
// column scope: what part of the Hub it was of
// column startedAt: when it began
// column finishedAt: when it ended
// column complete: whether it came to its end
// column newest: when the model that was modified last on the Hub was modified: the data is no younger
// column created: how many models were new
// column updated: how many were known and had changed
// column unchanged: how many were known just so
// column gone: how many the Hub no longer lists
// column renamed: how many were found under another name
// column quarantined: how many records made no model
MATCH (load:Load)
WHERE NOT $unfinished OR NOT load.complete
RETURN
  load.number AS number,
  load.source AS source,
  load.scope AS scope,
  load.startedAt AS startedAt,
  load.finishedAt AS finishedAt,
  load.complete AS complete,
  load.newest AS newest,
  load.created AS created,
  load.updated AS updated,
  load.unchanged AS unchanged,
  load.gone AS gone,
  load.renamed AS renamed,
  load.quarantined AS quarantined
ORDER BY number DESC
LIMIT CASE WHEN $limit = 0 THEN 9223372036854775807 ELSE $limit END
