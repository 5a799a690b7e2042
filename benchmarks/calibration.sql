-- What is measured of a table of models: the edges that the Hub states, and one row of figures.
CREATE TEMP TABLE models AS SELECT id, lower(id) AS folded, author FROM read_parquet('{file}');

CREATE TEMP TABLE edges AS
WITH named AS (
  SELECT id AS child, "baseModels".relation AS relation, unnest("baseModels".models).id AS name
  FROM read_parquet('{file}')
  WHERE "baseModels" IS NOT NULL
)
SELECT child, relation, coalesce(exact.id, other.id) AS parent, exact.id IS NULL AND other.id IS NOT NULL AS other_case
FROM named
LEFT JOIN models AS exact ON exact.id = name
LEFT JOIN models AS other ON other.folded = lower(name);

CREATE TEMP TABLE figures AS
WITH of_models AS (
  SELECT
    count(*) AS models,
    count(DISTINCT id) AS "different names",
    sum(len(list_filter(tags, lambda tag: starts_with(tag, 'dataset:')))) AS "dataset edges",
    count(*) FILTER ("cardData" LIKE '%"base_model_relation"%') AS "relations declared",
    round(100 * avg(CAST("cardData" IS NULL AS INTEGER)), 1) AS "% without a card",
    quantile_disc(length("cardData"), 0.5) AS "median length of a card",
    quantile_disc(length("cardData"), 0.9) AS "90th percentile",
    round(avg(len(tags)), 1) AS "tags of a model",
    round(avg(length(array_to_string(tags, '')))) AS "letters in them"
  FROM read_parquet('{file}')
),
of_edges AS (
  SELECT
    count(*) AS edges,
    count(*) FILTER (relation = 'finetune') AS finetune,
    count(*) FILTER (relation = 'adapter') AS adapter,
    count(*) FILTER (relation = 'quantized') AS quantized,
    count(*) FILTER (relation = 'merge') AS merge,
    count(*) FILTER (relation IS NULL) AS unspecified,
    round(100 * count(parent) / count(*), 2) AS "% of parents in the table",
    count(*) FILTER (other_case) AS "parents in another case",
    count(*) FILTER (child = parent) AS "models naming themselves"
  FROM edges
),
of_cards AS (
  SELECT
    count(*) FILTER (len(named) > coalesce(len("baseModels".models), 0)) AS "cards naming more than the Hub",
    sum(greatest(len(named) - coalesce(len("baseModels".models), 0), 0)) AS "what they name more"
  FROM (
    SELECT "baseModels", CASE json_type("cardData", '$.base_model')
        WHEN 'ARRAY' THEN json_extract_string("cardData", '$.base_model[*]')
        ELSE [json_extract_string("cardData", '$.base_model')]
      END AS named
    FROM read_parquet('{file}')
    WHERE "cardData" LIKE '%"base_model": %'
  )
),
of_children AS (
  SELECT
    count(*) AS "models with a parent",
    count(*) FILTER (parents > 1) AS "models with several",
    max(parents) AS "most parents"
  FROM (SELECT count(*) AS parents FROM edges GROUP BY child)
),
of_parents AS (
  SELECT
    children[1] AS "most children",
    children[2] AS "second most",
    children[3] AS "third most",
    children[4] AS "fourth most",
    children[10] AS "tenth most",
    children[100] AS "hundredth most",
    len(children) AS "models with children"
  FROM (
    SELECT list(children ORDER BY children DESC) AS children
    FROM (SELECT count(*) AS children FROM edges WHERE parent IS NOT NULL GROUP BY parent)
  )
),
of_publishers AS (
  SELECT
    count(*) AS publishers,
    max(published) AS "most models of one",
    round(100 * avg(CAST(published <= 3 AS INTEGER)), 1) AS "% of them with 1 to 3"
  FROM (SELECT count(*) AS published FROM models GROUP BY author)
)
SELECT * FROM of_models, of_edges, of_cards, of_children, of_parents, of_publishers;
