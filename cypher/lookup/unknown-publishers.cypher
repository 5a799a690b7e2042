// The publishers of which it is not known whether they are persons or organisations
// param again: Boolean: also those about whom the Hub was asked before
// param limit: Integer: no more than so many; 0 is all
// column names: their names, those with most models first
MATCH (publisher:Publisher)
WHERE NOT publisher:Person AND NOT publisher:Organization AND ($again OR publisher.examinedAt IS NULL)
  AND NOT publisher.name STARTS WITH 'forgotten--'
WITH publisher ORDER BY COUNT { (publisher)-[:PUBLISHED]->() } DESC, publisher.name
LIMIT CASE WHEN $limit = 0 THEN 9223372036854775807 ELSE $limit END
RETURN collect(publisher.name) AS names
