// Note whether publishers are persons or organisations, or that the Hub did not say
// param kinds: list[Row]: pairs of a name and of the kind, or of nothing
UNWIND $kinds AS pair
MATCH (publisher:Publisher {name: pair[0]})
SET publisher.examinedAt = CASE WHEN pair[1] IS NULL THEN datetime() END
FOREACH (_ IN CASE pair[1] WHEN 'Person' THEN [1] END | SET publisher:Person)
FOREACH (_ IN CASE pair[1] WHEN 'Organization' THEN [1] END | SET publisher:Organization)
