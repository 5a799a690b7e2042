// Put loads aside that did not come to their end, so that nobody is warned of them any more
// param sources: list[Text]: their sources; none is all
// column source: a source whose last load was put aside
MATCH (load:Load)
WITH load ORDER BY load.number
WITH load.source AS source, collect(load)[-1] AS last
WHERE NOT last.complete AND NOT coalesce(last.dismissed, false) AND (size($sources) = 0 OR source IN $sources)
SET last.dismissed = true
RETURN source ORDER BY source
