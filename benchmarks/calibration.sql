WITH models AS (SELECT * FROM read_parquet('{file}')),
edges AS (
  SELECT id, unnest("baseModels".models).id AS parent, "baseModels".relation AS relation FROM models
),
children AS (SELECT parent, count(*) AS children FROM edges GROUP BY parent ORDER BY children DESC)
SELECT
  (SELECT count(*) FROM models) AS models,
  (SELECT count(*) FROM edges) AS parents,
  (SELECT count(*) FROM edges WHERE relation = 'finetune') AS finetune,
  (SELECT count(*) FROM edges WHERE relation = 'adapter') AS adapter,
  (SELECT count(*) FROM edges WHERE relation = 'quantized') AS quantized,
  (SELECT count(*) FROM edges WHERE relation = 'merge') AS merge,
  (SELECT count(*) FROM edges WHERE relation IS NULL) AS unspecified,
  (SELECT count(DISTINCT id) FROM edges) AS "models with a parent",
  (SELECT count(*) FROM models WHERE len("baseModels".models) > 1) AS "models with several",
  (SELECT max(len("baseModels".models)) FROM models) AS "most parents",
  (SELECT count(*) FROM edges WHERE parent IN (SELECT id FROM models)) AS "parents in the table",
  (SELECT count(*) FROM edges WHERE parent NOT IN (SELECT id FROM models) AND lower(parent) IN (SELECT lower(id) FROM models)) AS "in another case",
  (SELECT count(*) FROM edges WHERE id = parent) AS "naming themselves",
  (SELECT children FROM children LIMIT 1) AS "most children",
  (SELECT children FROM children LIMIT 1 OFFSET 1) AS "second most children",
  (SELECT count(*) FROM models, unnest(tags) AS t(tag) WHERE tag LIKE 'dataset:%') AS "dataset edges",
  (SELECT count(DISTINCT author) FROM models) AS publishers,
  (SELECT count(*) FROM models WHERE "cardData" IS NOT NULL) AS "with a card",
  (SELECT CAST(median(length("cardData")) AS INTEGER) FROM models) AS "median length of a card",
  (SELECT CAST(avg(len(tags)) AS INTEGER) FROM models) AS "tags of a model"
