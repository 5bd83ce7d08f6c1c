#!/usr/bin/env bash
# Says how the digests are and keeps the metrics where a node exporter looks for them.
#   health-check.sh [FILE.prom]
# DATA_DIR is the data folder (data); with ALERT=true those whom [alerts] names are told. Exits as `sparky health` does: 0 well, 3 somebody should look, 1 digests are missing.
set -euo pipefail

data=${DATA_DIR:-data}
if [ "$#" -gt 0 ]; then
    # Beside the file and then renamed, so that a reader never sees half of it.
    sparky health --data-dir "$data" --metrics >"$1.new" || true
    mv "$1.new" "$1"
fi
if [ "${ALERT:-}" = true ]; then exec sparky health --data-dir "$data" --alert; fi
exec sparky health --data-dir "$data"
