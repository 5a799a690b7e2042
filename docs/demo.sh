#!/bin/sh
# The demo of the README: a real Neo4j, the sample, and two questions. $1 is the lineage-db to use.
set -eu
lineage_db=$1
leaf=jaspionjader/Kosmos-EVAA-Franken-v37-8B
base=meta-llama/Llama-3.1-8B
if [ -n "${NEO4J_URI:-}" ]; then
  echo "NEO4J_URI is set; the demo leaves that database alone and uses a local server of its own." >&2
  unset NEO4J_URI
fi

run() {
  printf '\n$ lineage-db'
  printf ' %s' "$@"
  printf '\n'
  "$lineage_db" "$@"
}

"$lineage_db" server start
run load sample
run path "$leaf" "$base"
run descendants "$base" --limit 10
cat <<END

As pages in a web browser, with pictures:        $lineage_db web
As a picture in Neo4j Browser:                   $lineage_db browse descendants $base
(it asks for a password, which this prints:      $lineage_db server password )
To stop the server (its data stays):             $lineage_db server stop

Now type this, to leave out the folder, and ask about any other model:

. $(dirname "$lineage_db")/activate
lineage-db search llama 3 8b
END
