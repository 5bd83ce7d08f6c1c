#!/usr/bin/env bash
# Analyzes several windows that are collected.
#   spawn-analyzer-agents.sh PERIOD DATE...
exec "$(dirname "$0")/each-window.sh" analyze "$@"
