// Models are found by id whatever the case, and by the beginning of an id
CREATE INDEX model_id_folded IF NOT EXISTS FOR (m:Model) ON (m.idFolded)
