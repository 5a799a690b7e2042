// Models are found by the stems of their names
CREATE INDEX model_stem IF NOT EXISTS FOR (m:Model) ON (m.stem)
