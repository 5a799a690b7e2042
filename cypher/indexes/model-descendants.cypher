// Models are found in the order of how many derive from them
CREATE INDEX model_descendants IF NOT EXISTS FOR (m:Model) ON (m.descendants)
