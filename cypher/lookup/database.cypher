// Which database answers
// column id: what identifies it
CALL db.info() YIELD id
RETURN id
