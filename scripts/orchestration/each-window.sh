#!/usr/bin/env bash
# Runs one stage for several windows, oldest first as named, one after the other because a data folder has one writer.
#   each-window.sh STAGE PERIOD DATE...
# DATA_DIR is the data folder (data). Goes on after a failure, and exits with the first one.
set -euo pipefail

if [ "$#" -lt 3 ]; then
    echo "usage: $0 analyze|generate daily|weekly|monthly DATE..." >&2
    exit 2
fi
stage=$1 period=$2
shift 2
first=0
for date in "$@"; do
    status=0
    sparky "$stage" "$period" --date "$date" --data-dir "${DATA_DIR:-data}" --no-progress || status=$?
    if [ "$first" -eq 0 ]; then first=$status; fi
done
exit "$first"
