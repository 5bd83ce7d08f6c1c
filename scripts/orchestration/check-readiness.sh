#!/usr/bin/env bash
# Says whether a machine is ready for unattended runs: the programs, the configuration, credentials and targets.
#   check-readiness.sh [option of sparky doctor]...
set -euo pipefail

for program in git sparky; do
    if ! command -v "$program" >/dev/null; then
        echo "$program is not on the PATH" >&2
        exit 1
    fi
done
sparky --version
exec sparky doctor "$@"
