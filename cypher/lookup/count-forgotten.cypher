// How many publishers are forgotten
// column publishers: their number
MATCH (forgotten:Forgotten {of: 'publisher'})
RETURN count(*) AS publishers
