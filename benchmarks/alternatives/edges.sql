-- The derivations that a table of models states.
CREATE TEMP TABLE edges AS
SELECT id AS child, unnest("baseModels".models).id AS parent FROM read_parquet('{file}')
