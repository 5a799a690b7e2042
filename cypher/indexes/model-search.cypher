// Models are found by words of their id, publisher and task
CREATE FULLTEXT INDEX model_search IF NOT EXISTS FOR (m:Model) ON EACH [m.id, m.pipelineTag]
OPTIONS {indexConfig: {`fulltext.analyzer`: 'standard-no-stop-words'}}
