-- A table of models shaped as the Hub's, of as many rows as the variable `models` says. The variable `seed` is the only
-- source of chance, `changed` the share of models that differ from the same table with 0 there.

CREATE MACRO chance(i, what) AS hash(i, what, getvariable('seed')) / 18446744073709551616.0;
CREATE MACRO one_of(i, what, n) AS CAST(hash(i, what, getvariable('seed')) % n AS BIGINT);
CREATE MACRO is_changed(i) AS chance(i, 'changed') < getvariable('changed');

-- Publishers: a few with tens of thousands of models, most with one or two.
CREATE MACRO publisher(i) AS 'publisher-' || CAST(floor(pow(chance(i, 'publisher'), 3.4) * getvariable('models') * 0.4) AS BIGINT);
CREATE MACRO model_id(i) AS publisher(i) || '/' || ['Llama', 'Qwen', 'mistral', 'bert', 'whisper', 'flux', 'gemma'][1 + one_of(i, 'family', 7)]
  || '-' || (1 + one_of(i, 'size', 70)) || 'B-' || ['lora', 'sft', 'GGUF', 'v2', 'instruct', 'dpo', 'merged'][1 + one_of(i, 'kind', 7)] || '-' || i;

-- Every four-thousandth block begins with a chain of 86 models, each from the one before.
CREATE MACRO in_chain(i) AS i % 1500000 BETWEEN 1000 AND 1085;
CREATE MACRO relation(i) AS CASE
  WHEN in_chain(i) OR chance(i, 'relation') < 0.0205 THEN 'merge'
  WHEN chance(i, 'relation') < 0.4120 THEN 'finetune'
  WHEN chance(i, 'relation') < 0.7934 THEN 'adapter'
  WHEN chance(i, 'relation') < 0.9990 THEN 'quantized'
END;
CREATE MACRO parents_of(i) AS CASE
  WHEN in_chain(i) THEN 1
  WHEN chance(i, 'has a parent') >= 0.2813 THEN 0
  WHEN relation(i) = 'merge' THEN CASE WHEN chance(i, 'most') < 0.00006 THEN 47 ELSE 2 + CAST(floor(-0.72 * ln(chance(i, 'several'))) AS INTEGER) END
  ELSE 1
END;

-- Which model the n-th parent of a model is: one of few with very many children, else any earlier one.
CREATE MACRO popular(i, n) AS CAST(floor(exp(chance(i, 'popular' || n) * ln(getvariable('models') * 0.06))) AS BIGINT) * 3;
CREATE MACRO earlier(i, n) AS CAST(floor(chance(i, 'earlier' || n) * i) AS BIGINT);
CREATE MACRO parent(i, n) AS CASE
  WHEN in_chain(i) THEN i - 1
  WHEN chance(i, 'loop' || n) < 0.00226 THEN i
  WHEN i < 24 THEN (i + 1) % 24
  WHEN chance(i, 'which' || n) < 0.82 THEN popular(i, n) % i
  ELSE earlier(i, n)
END;
-- How its name is written: some are not on the Hub, some in another case.
CREATE MACRO parent_id(i, n) AS CASE
  WHEN chance(i, 'written' || n) < 0.0189 THEN 'vanished-' || (one_of(i, 'vanished' || n, 20000)) || '/model-' || (one_of(i, 'number' || n, 3))
  WHEN chance(i, 'written' || n) < 0.0215 THEN upper(model_id(parent(i, n)))
  ELSE model_id(parent(i, n))
END;
CREATE MACRO datasets_of(i) AS CASE WHEN chance(i, 'has a dataset') < 0.085 THEN 1 + CAST(one_of(i, 'datasets', 2) AS INTEGER) ELSE 0 END;
CREATE MACRO dataset_id(i, n) AS 'publisher-' || (one_of(i, 'owner' || n, 40000)) || '/data-' || CAST(floor(exp(chance(i, 'dataset' || n) * ln(60000))) AS BIGINT);

COPY (
  WITH numbered AS (
    SELECT
      i,
      model_id(i) AS id,
      publisher(i) AS author,
      TIMESTAMP '2019-01-01' + to_seconds(CAST(243000000 * sqrt((i + 1) / (getvariable('models') * 1.02)) AS BIGINT)) AS created,
      list_distinct([parent_id(i, n) FOR n IN range(parents_of(i) + CASE WHEN is_changed(i) AND chance(i, 'new parent') < 0.05 THEN 1 ELSE 0 END)]) AS parents,
      [dataset_id(i, n) FOR n IN range(datasets_of(i))] AS datasets,
      relation(i) AS relation
    FROM range(CAST(getvariable('models') * (1 + 0.02 * getvariable('changed')) AS BIGINT)) AS models(i)
    WHERE NOT (is_changed(i) AND chance(i, 'vanishes') < 0.02)
  )
  SELECT
    id,
    author,
    created AS "createdAt",
    created + to_days(CAST(one_of(i, 'modified', 90) AS INTEGER)) + CASE WHEN is_changed(i) THEN INTERVAL 100 DAY ELSE INTERVAL 0 DAY END AS "lastModified",
    CAST(floor(exp(-2.2 * ln(1 - chance(i, 'downloads') + 1e-9))) AS BIGINT) - 1 + CASE WHEN is_changed(i) THEN 17 ELSE 0 END AS downloads,
    CAST(NULL AS BIGINT) AS "downloadsAllTime",
    CAST(floor(exp(-0.9 * ln(1 - chance(i, 'likes') + 1e-9))) AS BIGINT) - 1 AS likes,
    CAST(0 AS DOUBLE) AS "trendingScore",
    list_concat(
      ['transformers', 'safetensors', 'text-generation', 'region:us', 'license:apache-2.0', 'en'][1:2 + CAST(one_of(i, 'tags', 5) AS INTEGER)],
      ['arxiv:' || (1000 + one_of(i, 'arxiv' || n, 8000)) || '.' || (10000 + one_of(i, 'number' || n, 9999)) FOR n IN range(CASE WHEN chance(i, 'papers') < 0.1 THEN 2 ELSE 0 END)],
      ['dataset:' || name FOR name IN datasets],
      ['base_model:' || name FOR name IN parents],
      CASE WHEN relation IS NULL THEN [] ELSE ['base_model:' || relation || ':' || name FOR name IN parents] END
    ) AS tags,
    CASE WHEN len(parents) = 0 AND len(datasets) = 0 AND chance(i, 'card') < 0.48 THEN NULL ELSE
      '{"license": "apache-2.0", "language": ["en"]'
      || CASE len(parents) WHEN 0 THEN '' WHEN 1 THEN ', "base_model": "' || parents[1] || '"' ELSE ', "base_model": ' || CAST(to_json(parents) AS VARCHAR) END
      || CASE WHEN len(parents) > 0 AND chance(i, 'declares') < 0.005 THEN ', "base_model_relation": "finetune"' ELSE '' END
      || CASE WHEN len(datasets) > 0 THEN ', "datasets": ' || CAST(to_json(datasets) AS VARCHAR) ELSE '' END
      || ', "tags": ["' || repeat('generated-from-trainer", "', CAST(1 + 4 * chance(i, 'card tags') AS INTEGER)) || 'en"]'
      || CASE WHEN chance(i, 'long card') < 0.25 THEN ', "model-index": [{"name": "' || repeat('results of evaluation ', 18) || '"}]' ELSE '' END
      || '}'
    END AS "cardData",
    NULL::STRUCT(parameters STRUCT("BF16" BIGINT), total BIGINT) AS safetensors,
    NULL::VARCHAR AS gguf,
    CASE WHEN len(parents) > 0 THEN {'relation': relation, 'models': [{'_id': md5(lower(name))[:24], 'id': name} FOR name IN parents]} END AS "baseModels",
    CASE WHEN chance(i, 'task') < 0.6 THEN ['text-generation', 'text-classification', 'text-to-image', 'automatic-speech-recognition'][1 + one_of(i, 'pipeline', 4)] END AS pipeline_tag,
    CASE WHEN chance(i, 'library') < 0.7 THEN ['transformers', 'peft', 'diffusers', 'gguf'][1 + one_of(i, 'library', 4)] END AS library_name
  FROM numbered
) TO '{file}' (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 61440);
