// Models are found by the Hub's own id, which a rename keeps
CREATE INDEX model_hub_id IF NOT EXISTS FOR (m:Model) ON (m.hubId)
