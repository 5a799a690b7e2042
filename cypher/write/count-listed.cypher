// How many models are listed
// column models: their number
RETURN COUNT { (:Model) } - COUNT { (:Unseen) } - COUNT { (:Gone) } AS models
