-- The derivations that were taken out of a table of models before.
CREATE TEMP TABLE edges AS FROM read_parquet('{file}')
