#!/usr/bin/env bash
# Writes the texts of several windows that are analyzed.
#   spawn-content-agents.sh PERIOD DATE...
exec "$(dirname "$0")/each-window.sh" generate "$@"
