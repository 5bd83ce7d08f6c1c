#!/usr/bin/env bash
# Collects a window in parallel shards on this machine and merges them into one data folder.
#   spawn-collector-agents.sh PERIOD SHARDS [option of sparky collect]...
# DATA_DIR is the data folder (data). What earlier runs know goes along to each shard. Exits as the worst shard does.
set -euo pipefail

if [ "$#" -lt 2 ]; then
    echo "usage: $0 daily|weekly|monthly SHARDS [option of sparky collect]..." >&2
    exit 2
fi
period=$1 shards=$2
shift 2
data=${DATA_DIR:-data}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# A plan takes sources, not windows.
sources=()
words=("$@")
while [ "${#words[@]}" -gt 0 ]; do
    case ${words[0]} in
    --repo | --org | --repos-from | --config) sources+=("${words[@]:0:2}") ;;
    esac
    words=("${words[@]:1}")
done
sparky plan --shards "$shards" --data-dir "$data" --out "$work/plan.json" --quiet "${sources[@]}" >/dev/null

jobs=() folders=()
for shard in $(seq "$shards"); do
    folder=$work/shard-$shard
    mkdir -p "$folder"
    for part in FORMAT facts history; do
        if [ -e "$data/$part" ]; then cp -R "$data/$part" "$folder/"; fi
    done
    sparky collect "$period" --plan "$work/plan.json" --shard "$shard/$shards" --data-dir "$folder" --no-progress "$@" >/dev/null &
    jobs+=("$!")
    folders+=("$folder")
done

worst=0
for job in "${jobs[@]}"; do
    status=0
    wait "$job" || status=$?
    # Incomplete shards are merged too: what is missing is then named in the result.
    if [ "$status" -ne 0 ] && { [ "$worst" -eq 0 ] || [ "$worst" -eq 3 ]; }; then worst=$status; fi
done
status=0
sparky merge "${folders[@]}" --plan "$work/plan.json" --data-dir "$data" || status=$?
if [ "$status" -ne 0 ]; then exit "$status"; fi
exit "$worst"
