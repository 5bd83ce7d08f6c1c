#!/usr/bin/env bash
# One job of a collection that several share.
#   shard.sh plan     shares the sources between SHARDS jobs: PLAN, and the output `matrix`
#   shard.sh collect  collects the part SHARD of PLAN into STATE_DIR
#   shard.sh join     merges the folders in FOLDERS into STATE_DIR, and makes the texts; publishes with INPUT_PUBLISH
# INPUT_PERIOD and INPUT_DATE choose the window. As in run.sh, done but incomplete (3) is a warning and an output.
set -euo pipefail

window=()
if [ -n "${INPUT_DATE:-}" ]; then window=(--date "$INPUT_DATE"); fi

# Runs sparky; remembers in `worst` that something is incomplete, and ends with what failed.
worst=0
sparky_or_warn() {
    local status=0
    sparky "$@" --data-dir "$STATE_DIR" || status=$?
    if [ "$status" -eq 3 ]; then worst=3; elif [ "$status" -ne 0 ]; then exit "$status"; fi
}

case ${1:-} in
plan) sparky_or_warn plan --shards "$SHARDS" --out "$PLAN" ;;
collect) sparky_or_warn collect "$INPUT_PERIOD" "${window[@]}" --plan "$PLAN" --shard "$SHARD" ;;
join)
    sparky_or_warn merge "$FOLDERS"/* --plan "$PLAN"
    # The newest window is the one that was merged: a runner starts without any.
    sparky_or_warn analyze "$INPUT_PERIOD" --date latest
    sparky_or_warn generate "$INPUT_PERIOD" --date latest
    # What is about to be sent is on the branch before the first call, so that it outlives this machine.
    if [ -n "${STATE_TOKEN:-}" ]; then
        SPARKY_PUBLISH_KEEP_LEDGER="bash,$(cd "$(dirname "$0")" && pwd)/state.sh,intend"
        export SPARKY_PUBLISH_KEEP_LEDGER
    fi
    if [ "${INPUT_PUBLISH:-}" = true ]; then sparky_or_warn publish "$INPUT_PERIOD" --date latest; fi
    ;;
*)
    echo "usage: shard.sh plan|collect|join" >&2
    exit 2
    ;;
esac
echo "exit-code=$worst" >>"$GITHUB_OUTPUT"
if [ "$worst" -eq 3 ]; then
    echo "::warning title=Sparky::The result is incomplete; the log above says what is missing."
fi
