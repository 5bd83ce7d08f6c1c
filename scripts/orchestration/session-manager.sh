#!/usr/bin/env bash
# Runs a command inside a named session and keeps the metrics of its runs.
#   session-manager.sh NAME METRICS.json COMMAND [ARGUMENT]...
# DATA_DIR is the data folder (data). A session of that name that is there goes on. Exits as the command does.
set -euo pipefail

if [ "$#" -lt 3 ]; then
    echo "usage: $0 NAME METRICS.json COMMAND [ARGUMENT]..." >&2
    exit 2
fi
name=$1 metrics=$2
shift 2
data=${DATA_DIR:-data}
if [ -e "$data/sessions/$name.json" ]; then verb=resume; else verb=start; fi
sparky session "$verb" "$name" --data-dir "$data"
status=0
"$@" || status=$?
sparky session end "$name" --data-dir "$data" >"$metrics.new"
mv "$metrics.new" "$metrics"
exit "$status"
