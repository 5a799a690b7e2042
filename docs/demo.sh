#!/bin/sh
# The demo of the README: a real Neo4j, the sample, and three questions. $1 is the lineage-db to use.
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
run browse descendants "$base"
cat <<END

Open that address in a web browser for the same as a picture in Neo4j Browser: one click on the arrow draws it.
It asks for a password, which this prints:       $lineage_db server password
The same as pages in a web browser, at http://127.0.0.1:7600/ : $lineage_db web
To type lineage-db without its folder:           . $(dirname "$lineage_db")/activate
To stop the server (its data stays):             $lineage_db server stop
END
