#!/usr/bin/env bash
# One issue about the health of the digests: opened when something is wrong, updated while it is, closed when all is
# well. EXIT_CODE is that of `sparky health`, REPORT the file with what it said, RUN_URL where it ran. Then it fails
# when the digests do, so that the step is red too.
set -euo pipefail

title="Sparky: the digests need attention"

# Who may write issues could write the title too, so only those that the bot made count.
number=$(gh issue list --state open --search "in:title \"$title\"" --limit 20 --json number,title,author --jq \
    ".[] | select(.title == \"$title\" and .author.is_bot) | .number" | head -n 1)

body() {
    local said="The check itself failed before it could say anything."
    if [ -s "$REPORT" ]; then said=$(tr -d '~' <"$REPORT"); fi
    # Between fences nothing is a link, a mention or markup.
    # shellcheck disable=SC2016 # the backticks are markup
    printf '`sparky health` says:\n\n~~~text\n%s\n~~~\n\n[The run](%s). This issue closes itself.\n' "$said" "$RUN_URL"
}

if [ "${EXIT_CODE:-}" = 0 ]; then
    if [ -n "$number" ]; then gh issue close "$number" --comment "All is well again: $RUN_URL"; fi
    exit 0
fi
if [ -n "$number" ]; then
    body | gh issue edit "$number" --body-file -
else
    body | gh issue create --title "$title" --body-file -
fi
if [ "${EXIT_CODE:-}" != 3 ]; then exit 1; fi
