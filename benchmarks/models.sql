-- A table of models shaped as the Hub's. Its variables: `models`, how many there are; `seed`, the only source of
-- chance; `changed`, the share of them that differ from the same table with 0 there; `draw`, what chooses those and
-- their changes. Only hashes and arithmetic decide: with one version of DuckDB the same variables give the same rows in
-- the same order, on any number of threads.
-- A model is a number here, in the order of creation, until its name is written.

CREATE MACRO chance(i, what) AS (hash(hash(i, what, getvariable('seed'))) >> 11) * 1.1102230246251565e-16;
CREATE MACRO drawn(i, what) AS (hash(hash(i, what, getvariable('draw'))) >> 11) * 1.1102230246251565e-16;
CREATE MACRO whole(x) AS CAST(floor(x) AS BIGINT);
CREATE MACRO below(i, what, n) AS whole(chance(i, what) * n);
CREATE MACRO share(part) AS whole(getvariable('models') * part);
CREATE MACRO one_of(i, what, names) AS names[1 + below(i, what, len(names))];
CREATE MACRO rather_the_first(i, what, names) AS names[1 + whole(pow(chance(i, what), 2.5) * len(names))];

-- What a week changes: downloads and lastModified of every changed model; of a few a tag, a parent, or that it is
-- there. As many as vanish, on average, appear.
CREATE MACRO changes(i) AS i < getvariable('models') AND drawn(i, 'changes') < getvariable('changed');
CREATE MACRO vanishes(i) AS changes(i) AND drawn(i, 'change') < 0.02;
CREATE MACRO gains_parent(i) AS changes(i) AND drawn(i, 'change') BETWEEN 0.02 AND 0.05;
CREATE MACRO gains_tag(i) AS changes(i) AND drawn(i, 'change') BETWEEN 0.05 AND 0.10;
CREATE MACRO appearing() AS CAST(round(getvariable('models') * getvariable('changed') * 0.02) AS BIGINT);

CREATE MACRO snapshot() AS TIMESTAMP '2026-09-25';
CREATE MACRO in_the_week(i) AS snapshot() + to_seconds(whole(drawn(i, 'when') * 604800));
CREATE MACRO created(i) AS CASE
  WHEN i >= getvariable('models') THEN in_the_week(i)
  ELSE TIMESTAMP '2019-01-01'
    + to_seconds(whole(243993600 * sqrt(sqrt((i + chance(i, 'created')) / getvariable('models')))))
END;
CREATE MACRO modified(i) AS CASE
  WHEN changes(i) THEN in_the_week(i)
  ELSE created(i) + to_seconds(whole(
    greatest(date_diff('second', created(i), snapshot()), 0) * pow(chance(i, 'modified'), 7)
  ))
END;

-- Publishers: twelve with thousands of models, then a power law; most have one to three.
CREATE MACRO publisher(i) AS CASE
  WHEN chance(i, 'great') < 0.06 THEN below(i, 'great one', 12 * chance(i, 'great rank'))
  ELSE 12 + whole(pow(chance(i, 'publisher'), 2.5) * getvariable('models') * 0.308)
END;
CREATE MACRO publisher_name(p) AS
  one_of(p, 'first', [
    'deep', 'Neo', 'open', 'tiny', 'jas', 'Alpha', 'quant', 'data', 'mar', 'Zen', 'lab', 'super', 'Kim', 'ml', 'vox'
  ])
  || one_of(p, 'last', [
    'mind', 'Labs', 'AI', 'forge', 'pion', 'ader', 'Research', 'net', 'son', 'works', 'wolf', 'lee', 'NLP', 'hub', 'x'
  ])
  || to_base(p, 36);
CREATE MACRO family(i) AS one_of(i, 'family', [
  'Llama-3.1-8B', 'Qwen2.5-7B', 'Mistral-7B-v0.3', 'bert-base-uncased', 'whisper-small', 'flux-dev', 'gemma-2-9b',
  'sdxl', 'wav2vec2-large', 'DeepSeek-R1-Distill', 'phi-3-mini', 'vit-base', 'distilbert-base', 'xlm-roberta',
  'ppo-LunarLander', 't5-small'
]);
CREATE MACRO kind(i) AS one_of(i, 'kind', [
  'lora', 'sft', 'GGUF', 'v2', 'Instruct', 'dpo', 'merged', 'finetuned', '4bit', 'checkpoint', 'ner', 'emotion', 'exp',
  'test', 'AWQ', 'ties'
]);
CREATE MACRO model_name(i) AS family(i) || '-' || kind(i) || '-' || to_base(i, 36);
CREATE MACRO model_id(i) AS publisher_name(publisher(i)) || '/' || model_name(i);

-- Twelve times in the whole Hub, from model 10,000 on, a braid of three strands, in which three models of four are
-- merged of the one before them in their strand and one in another, and the fourth is of the first alone: 82 long in the
-- first braid, in each other shorter. From end to end lead more paths than anyone can list: 8.8e15 in the first, among
-- 246 models. From model 20,000 on, a ring of two or three.
CREATE MACRO block(i) AS i // 262144;
CREATE MACRO in_braid(i) AS i % 262144 BETWEEN 10001 AND 10246 - 21 * least(block(i), 11);
CREATE MACRO in_ring(i) AS i % 262144 BETWEEN 20000 AND 20001 + block(i) % 2;
CREATE MACRO next_in_ring(i) AS CASE
  WHEN i % 262144 = 20001 + block(i) % 2 THEN i - 1 - block(i) % 2
  ELSE i + 1
END;
CREATE MACRO of_most_parents(i) AS i = share(0.7);

-- The three with the most children, the popular after them, and the part of these that derive from the first of the
-- three themselves, by which its family is the largest.
CREATE MACRO great(n) AS share(0.02) + n;
CREATE MACRO popular_ranks() AS getvariable('models') / 600 + 50;
CREATE MACRO in_largest_family(i) AS
  (i - great(0)) % 14 = 0 AND (i - great(0)) // 7 BETWEEN 6 AND popular_ranks() / 17;

-- The relation of a model to its parents; the last line is of those that have none, unless they gain one.
CREATE MACRO relation(i) AS CASE
  WHEN in_braid(i) OR of_most_parents(i) OR chance(i, 'relation') < 0.004980 THEN 'merge'
  WHEN chance(i, 'relation') < 0.114775 THEN 'finetune'
  WHEN chance(i, 'relation') < 0.222083 THEN 'adapter'
  WHEN chance(i, 'relation') < 0.280815 THEN 'quantized'
  WHEN chance(i, 'relation') >= 0.281100 THEN 'finetune'
END;
CREATE MACRO several(i) AS 2 + whole(least(1.37 * (1 / sqrt(chance(i, 'several')) - 1), 30));
CREATE MACRO parents_of(i) AS CASE
  WHEN i = 0 THEN 0
  WHEN in_braid(i) THEN CASE WHEN i % 4 = 0 THEN 1 ELSE 2 END
  WHEN in_ring(i) OR in_largest_family(i) THEN 1
  WHEN of_most_parents(i) THEN 47
  WHEN chance(i, 'relation') >= 0.2811 THEN 0
  WHEN relation(i) = 'merge' THEN several(i)
  WHEN relation(i) = 'finetune' AND chance(i, 'finetune of several') < 0.0029 THEN several(i)
  ELSE 1
END;

-- The n-th parent of a model: below zero, one that is not on the Hub; else itself (a few), one of the three with the
-- most children, one of the popular (by a power law), one created later (a few), or any created earlier.
CREATE MACRO of_the_three(e) AS CASE
  WHEN chance(e, 'three') < 0.4073 THEN great(1)
  WHEN chance(e, 'three') < 0.7126 THEN great(2)
  ELSE great(3)
END;
CREATE MACRO popular(e) AS
  great(7 * whole(3 * pow(popular_ranks(), chance(e, 'popular'))));
CREATE MACRO earlier(e, known, i) AS CASE WHEN known < i THEN known ELSE below(e, 'earlier', i) END;
CREATE MACRO parent_there(i, e, several) AS CASE
  WHEN chance(e, 'which') < 0.1308 AND NOT several THEN earlier(e, of_the_three(e), i)
  WHEN chance(e, 'which') < 0.75 THEN earlier(e, popular(e), i)
  WHEN chance(e, 'which') < 0.753 THEN least(i + 1 + below(e, 'later', getvariable('models') - i), share(1) - 1)
  ELSE below(e, 'earlier', i)
END;
CREATE MACRO parent(i, n, count) AS CASE
  WHEN n = count THEN below(64 * i + n, 'gained', i)
  WHEN in_braid(i) THEN i - 3 - 2 * n
  WHEN in_ring(i) THEN next_in_ring(i)
  WHEN of_most_parents(i) THEN i - 3 - 5 * n
  WHEN in_largest_family(i) THEN great(1)
  WHEN n = 0 AND chance(i, 'names itself') < 0.00242 THEN i
  WHEN chance(64 * i + n, 'is gone') < 0.0189
    THEN -1 - whole(getvariable('models') * 0.004 * pow(chance(64 * i + n, 'gone'), 2))
  ELSE parent_there(i, 64 * i + n, count > 1)
END;
-- A name as its children write it: a few in another case.
CREATE MACRO written(i, p) AS CASE
  WHEN p < 0 THEN publisher_name(publisher(p)) || '/old-' || family(p) || (-p)
  WHEN i <> p AND chance(hash(i, p), 'another case') < 0.00265 THEN upper(model_id(p))
  ELSE model_id(p)
END;

CREATE MACRO datasets_of(i) AS CASE
  WHEN chance(i, 'has datasets') < 0.0793 THEN least(whole(1 / pow(chance(i, 'datasets'), 0.47)), 56)
  ELSE 0
END;
CREATE MACRO dataset(e) AS whole(pow(share(0.03), chance(e, 'dataset')));
CREATE MACRO dataset_id(d) AS
  publisher_name(publisher(d)) || '/'
  || one_of(d, 'topic', ['squad', 'alpaca', 'imdb', 'ultrafeedback', 'speech', 'images', 'code', 'conll']) || '-' || d;

-- What cards are made of. Beside the parents that the Hub kept, a few cards name more, or what names no model at all.
CREATE MACRO dropped(i) AS CASE
  WHEN chance(i, 'dropped') < 0.004 THEN [written(i, below(i, 'drop one', i)), written(i, below(i, 'drop two', i))]
  ELSE []
END;
CREATE MACRO rubbish(i) AS CASE
  WHEN chance(i, 'rubbish') < 0.002
    THEN [one_of(i, 'which rubbish', ['None', '/cache/models/x', 'C:\Models\y', './output/checkpoint-500'])]
  ELSE []
END;
CREATE MACRO languages(i) AS CASE
  WHEN chance(i, 'has languages') < 0.6 THEN
    ['en', 'zh', 'fr', 'de', 'es', 'ko', 'it', 'pt', 'ja', 'hi', 'ru', 'ar', 'tr', 'vi']
    [1 + whole(14 * pow(chance(i, 'language'), 3)):][:whole(1 / pow(chance(i, 'languages'), 0.4))]
  ELSE []
END;
CREATE MACRO card_tags(i) AS CASE
  WHEN chance(i, 'has tags') < 0.65 THEN
    [
      'generated_from_trainer', 'unsloth', 'trl', 'sft', 'text-generation-inference', 'lora', 'dpo', 'mergekit',
      'merge', 'chat', 'code', 'conversational', 'image-generation', 'stable-diffusion', 'reinforcement-learning',
      'audio', 'robotics', 'causal-lm', 'vision', 'lazymergekit'
    ][1 + below(i, 'first tag', 17):][:2 + below(i, 'how many tags', 3)]
  ELSE []
END;
CREATE MACRO license(i) AS CASE
  WHEN chance(i, 'has license') < 0.75 THEN rather_the_first(i, 'license', [
    'apache-2.0', 'mit', 'other', 'llama3.1', 'cc-by-nc-4.0', 'gemma', 'creativeml-openrail-m', 'llama3'
  ])
END;
CREATE MACRO library(i) AS rather_the_first(i, 'library', [
  'transformers', 'diffusers', 'peft', 'gguf', 'sentence-transformers', 'stable-baselines3', 'lerobot', 'timm'
]);
CREATE MACRO task(i) AS rather_the_first(i, 'task', [
  'text-generation', 'text-to-image', 'text-classification', 'automatic-speech-recognition',
  'reinforcement-learning', 'feature-extraction', 'image-text-to-text', 'token-classification'
]);
CREATE MACRO quoted(value) AS CAST(to_json(value) AS VARCHAR);
CREATE MACRO results(i) AS array_to_string([
  '{"task": {"type": "text-generation", "name": "Text Generation"}, "dataset": {"name": "benchmark-' || n
  || '", "type": "leaderboard/benchmark"}, "metrics": [{"type": "accuracy", "value": '
  || below(64 * i + n, 'metric', 10000) / 100 || '}]}'
  FOR n IN range(1 + least(whole(1.1 / sqrt(chance(i, 'results'))), 40))
], ', ');
CREATE MACRO prefixed(prefix, names) AS CASE WHEN len(names) > 0 THEN [prefix || name FOR name IN names] ELSE [] END;
CREATE MACRO if_any(value) AS CASE WHEN value IS NULL THEN [] ELSE [value] END;

COPY (
  WITH counted AS (
    SELECT i, parents_of(i) AS count, count + CAST(gains_parent(i) AS BIGINT) AS named, datasets_of(i) AS trained
    FROM range(CAST(getvariable('models') AS BIGINT) + appearing()) AS models(i)
    WHERE NOT vanishes(i)
  ),
  numbered AS (
    SELECT
      i,
      CASE
        WHEN named = 0 THEN []
        WHEN named = 1 THEN [parent(i, 0, count)]
        ELSE list_sort(list_distinct([parent(i, n, count) FOR n IN range(named)]))
      END AS parents,
      CASE
        WHEN trained = 0 THEN []
        ELSE list_sort(list_distinct([dataset(64 * i + n) FOR n IN range(trained)]))
      END AS datasets,
      named > 0 OR trained > 0 OR chance(i, 'card') < 0.395 AS card
    FROM counted
  ),
  named AS (
    SELECT
      i,
      card,
      publisher_name(publisher(i)) AS author,
      model_name(i) AS name,
      CASE WHEN len(parents) > 0 THEN [written(i, p) FOR p IN parents] ELSE [] END AS parents,
      CASE WHEN len(parents) > 0 THEN relation(i) END AS relation,
      CASE WHEN len(parents) > 0 THEN dropped(i) || rubbish(i) WHEN card THEN rubbish(i) ELSE [] END AS beside,
      CASE WHEN len(datasets) > 0 THEN [dataset_id(d) FOR d IN datasets] ELSE [] END AS datasets,
      CASE WHEN card THEN languages(i) ELSE [] END AS languages,
      CASE WHEN card THEN card_tags(i) ELSE [] END AS card_tags,
      CASE WHEN card THEN license(i) END AS license,
      CASE WHEN chance(i, 'has library') < CASE WHEN card THEN 0.85 ELSE 0.35 END THEN library(i) END AS library,
      CASE WHEN chance(i, 'has task') < CASE WHEN card THEN 0.7 ELSE 0.25 END THEN task(i) END AS task,
      chance(i, 'safetensors') < 0.5 AS safe,
      below(i, 'size', 8000000000) AS size,
      whole(4 / chance(i, 'downloads')) - 4
      + CASE WHEN changes(i) THEN whole(1 / drawn(i, 'downloads')) ELSE 0 END AS downloads
    FROM numbered
  )
  SELECT
    author || '/' || name AS id,
    author,
    created(i) AS "createdAt",
    modified(i) AS "lastModified",
    downloads,
    downloads * (2 + below(i, 'all time', 30)) AS "downloadsAllTime",
    whole(0.3 / pow(chance(i, 'likes'), 0.75)) AS likes,
    CASE WHEN chance(i, 'trending') < 0.02 THEN CAST(1 + below(i, 'score', 7) AS DOUBLE) ELSE 0 END AS "trendingScore",
    list_concat(
      if_any(library),
      CASE WHEN safe THEN ['safetensors', lower(family(i))] ELSE [] END,
      if_any(task),
      card_tags,
      languages,
      prefixed('dataset:', datasets),
      CASE WHEN card AND chance(i, 'paper') < 0.12
        THEN ['arxiv:' || (1900 + below(i, 'month', 700)) || '.' || (10000 + below(i, 'number', 9999))]
        ELSE []
      END,
      prefixed('base_model:', parents),
      CASE WHEN relation IS NULL THEN [] ELSE prefixed('base_model:' || relation || ':', parents) END,
      if_any('license:' || license),
      CASE WHEN safe AND task IS NOT NULL THEN ['endpoints_compatible', 'region:us'] ELSE ['region:us'] END,
      CASE WHEN gains_tag(i) THEN ['new-this-week'] ELSE [] END
    ) AS tags,
    CASE WHEN card THEN
      '{' || concat_ws(', ',
        '"license": "' || license || '"',
        CASE WHEN len(languages) > 0 THEN '"language": ' || quoted(languages) END,
        '"library_name": "' || library || '"',
        CASE WHEN len(card_tags) > 0 THEN '"tags": ' || quoted(card_tags) END,
        CASE
          WHEN len(parents) + len(beside) = 0 THEN NULL
          WHEN len(parents) + len(beside) = 1 AND chance(i, 'as text') < 0.4
            THEN '"base_model": ' || quoted((parents || beside)[1])
          ELSE '"base_model": ' || quoted(parents || beside)
        END,
        CASE WHEN chance(i, 'declares') < 0.0085 THEN '"base_model_relation": "' || relation || '"' END,
        CASE WHEN len(datasets) > 0 THEN '"datasets": ' || quoted(datasets) END,
        '"pipeline_tag": "' || task || '"',
        CASE WHEN chance(i, 'long card') < 0.25
          THEN '"model-index": [{"name": "' || name || '", "results": [' || results(i) || ']}]'
        END
      ) || '}'
    END AS "cardData",
    CASE WHEN safe THEN {
      'parameters': {
        'BF16': CASE WHEN chance(i, 'halved') < 0.6 THEN size END,
        'F32': CASE WHEN chance(i, 'halved') >= 0.6 THEN size END
      },
      'total': size
    } END AS safetensors,
    CASE WHEN library = 'gguf' THEN
      '{"total": ' || size || ', "architecture": "llama", "context_length": 32768, "chat_template": "{% for message '
      || 'in messages %}{{ message.role }}: {{ message.content }}{% endfor %}", "eos_token": "</s>"}'
    END AS gguf,
    CASE WHEN len(parents) > 0 THEN {
      'relation': relation,
      'models': [{'_id': md5(lower(parent))[:24], 'id': parent} FOR parent IN parents]
    } END AS "baseModels",
    task AS pipeline_tag,
    library AS library_name
  FROM named
) TO '{file}' (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 61440);
