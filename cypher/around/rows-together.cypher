// The rows of an answer, many in each record, because a record costs more than what is in it
// param answer: Cypher: the query that gives the answer
// param row: Cypher: the columns of the answer, as a list
// param together: Cypher: how many rows a record holds
// column rows: so many rows
CALL () {
    $answer
}
WITH collect($row) AS rows
UNWIND range(0, size(rows) - 1, $together) AS first
RETURN rows[first..first + $together] AS rows
