#!/usr/bin/env bash
# Publishes one digest to real services that you run yourself, and looks whether it is there once: after a second run,
# after the ledger was lost, after runs that were killed at any moment, and gone after a withdrawal. Not for services that
# anybody reads. A service is tried when its variables are set:
#   WordPress  WORDPRESS_URL WORDPRESS_USER WORDPRESS_PASSWORD (an application password)
#   Ghost      GHOST_URL GHOST_KEY (an Admin API key)
#   Bluesky    BLUESKY_URL BLUESKY_HANDLE BLUESKY_PASSWORD (of a server of your own)
#   mail       SMTP_URL MAIL_FROM MAIL_TO
set -euo pipefail

sparky=${SPARKY:-sparky}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

git init --quiet project
git -C project -c user.name=Ann -c user.email=ann@example.org commit --quiet --allow-empty -m 'feat: a first line'
"$sparky" run daily --repo ./project --date latest --no-ai --quiet >/dev/null
date=$(basename "$(echo data/runs/daily/*)")

# The one status of the target, whatever the exit code is.
status() { sed -n '/"target": "'"$1"'"/,/"status"/s/.*"status": "\([a-z]*\)".*/\1/p' "data/runs/daily/$date/publication.json" | sort -u | grep -v skipped; }

expect() { # target, statuses
    "$sparky" publish daily --date "$date" --quiet >/dev/null || true
    local now
    now=$(status "$1")
    case " $2 " in
    *" $now "*) echo "$1: $now" ;;
    *)
        echo "$1: $now instead of $2" >&2
        "$sparky" publish daily --date "$date" >&2 || true
        exit 1
        ;;
    esac
}

try() { # target, kind and keys, whether it can be taken back
    rm -rf data/ledger
    printf '[[targets]]\nname = "%s"\nitems = ["daily"]\n%s\n' "$1" "$2" >sparky.toml
    "$sparky" doctor | grep "target $1" || true
    for delay in 0.05 0.2 0.4 0.6 0.8 1.0 1.5; do
        (timeout --signal=KILL "$delay" "$sparky" publish daily --date "$date" --quiet || true) >/dev/null 2>&1
    done
    if [ "$3" = mail ]; then
        expect "$1" "published unchanged uncertain"
        # Nobody but the reader can tell; this reader has no mail.
        if [ "$(status "$1")" = uncertain ]; then "$sparky" publish daily --settle "$1" "daily/$date" --lost >/dev/null; fi
        expect "$1" "published unchanged"
        expect "$1" "unchanged"
        return
    fi
    expect "$1" "published unchanged updated"
    expect "$1" "unchanged"
    rm -rf data/ledger
    expect "$1" "unchanged"
    "$sparky" publish --withdraw "daily/$date" --quiet >/dev/null
    expect "$1" "withdrawn"
}

tried=0
offer() { # target, the variable without which it is skipped, kind and keys, whether it can be taken back
    if [ -z "${!2:-}" ]; then
        echo "$1 is skipped: set $2" >&2
        return
    fi
    tried=1
    try "$1" "$3" "$4"
}

offer wordpress WORDPRESS_URL "kind = \"wordpress\"
base_url = \"${WORDPRESS_URL:-}\"
user_env = \"WORDPRESS_USER\"
password_env = \"WORDPRESS_PASSWORD\"" blog
offer ghost GHOST_URL "kind = \"ghost\"
base_url = \"${GHOST_URL:-}\"
key_env = \"GHOST_KEY\"" blog
offer bluesky BLUESKY_URL "kind = \"bluesky\"
base_url = \"${BLUESKY_URL:-}\"
handle = \"${BLUESKY_HANDLE:-}\"
password_env = \"BLUESKY_PASSWORD\"" network
offer mail SMTP_URL "kind = \"email\"
url_env = \"SMTP_URL\"
from = \"${MAIL_FROM:-}\"
to = [\"${MAIL_TO:-}\"]" mail
[ "$tried" = 1 ] || echo "no service was tried" >&2
