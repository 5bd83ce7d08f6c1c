#!/usr/bin/env bash
# Runs sparky with the inputs of the action. Exit code 3, done but incomplete, is a warning and an output here: a digest
# that says what it lacks is better than a red step that nobody reads.
set -euo pipefail

words=("$INPUT_COMMAND")
if [ "$INPUT_COMMAND" = run ]; then
    words+=("$INPUT_PERIOD")
    if [ "$INPUT_PUBLISH" = true ]; then words+=(--publish); fi
    if [ -n "$INPUT_DATE" ]; then words+=(--date "$INPUT_DATE"); fi
fi
if [ "${INPUT_ALERT:-}" = true ]; then words+=(--alert); fi
if [ -n "$INPUT_CONFIG" ]; then words+=(--config "$INPUT_CONFIG"); fi

status=0
sparky "${words[@]}" --data-dir "$STATE_DIR" || status=$?
echo "exit-code=$status" >>"$GITHUB_OUTPUT"
if [ "$status" -eq 3 ]; then
    echo "::warning title=Sparky::The result is incomplete; the log above says what is missing."
    status=0
fi
exit "$status"
