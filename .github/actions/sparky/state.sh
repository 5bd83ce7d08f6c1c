#!/usr/bin/env bash
# Keeps the facts, the history and the ledger on a branch, so that the next run goes on where this one ended.
#   state.sh restore   brings the branch into STATE_DIR
#   state.sh save      brings STATE_DIR onto the branch; when another run has pushed in between, both are merged by
#                      record. Nothing is ever forced.
# STATE_DIR is the data folder, STATE_BRANCH the branch, STATE_REMOTE the repository, STATE_GIT a folder for git's own
# files, STATE_TOKEN who pushes (none for a path).
set -euo pipefail

attempts=${STATE_ATTEMPTS:-6}
pause=${STATE_PAUSE:-3}
base=refs/sparky/base
theirs=refs/sparky/theirs
# What a runner keeps. All else is made from it.
kept=(FORMAT .gitattributes .gitignore facts history ledger spending)

if [ -n "${STATE_TOKEN:-}" ]; then
    secret=$(printf 'x-access-token:%s' "$STATE_TOKEN" | base64 | tr -d '\n')
    if [ "${GITHUB_ACTIONS:-}" = true ]; then echo "::add-mask::$secret"; fi
    # In the environment: arguments and files can be seen by other steps.
    export GIT_CONFIG_COUNT=1
    export GIT_CONFIG_KEY_0="http.${STATE_REMOTE}.extraheader"
    export GIT_CONFIG_VALUE_0="AUTHORIZATION: basic $secret"
fi
export GIT_TERMINAL_PROMPT=0

in_git() { git --git-dir="$STATE_GIT" -c core.autocrlf=false -c gc.auto=0 "$@"; }

exists() { in_git rev-parse --quiet --verify "$1" >/dev/null; }

# Brings the branch into a ref; the ref is gone when there is no such branch.
fetch() {
    local lines
    lines=$(in_git ls-remote "$STATE_REMOTE" "refs/heads/$STATE_BRANCH")
    if [ -n "$lines" ]; then
        in_git fetch --quiet --depth=1 "$STATE_REMOTE" "+refs/heads/$STATE_BRANCH:$1"
    elif exists "$1"; then
        in_git update-ref -d "$1"
    fi
}

check_out() { # ref, folder
    mkdir -p "$2"
    in_git --work-tree="$2" read-tree --reset "$1"
    in_git --work-tree="$2" checkout-index --all --force
}

restore() {
    git init --quiet --bare "$STATE_GIT"
    fetch "$base"
    mkdir -p "$STATE_DIR"
    if exists "$base"; then check_out "$base" "$STATE_DIR"; fi
}

# Commits a folder on top of a ref, or of nothing, and names the commit; names the ref when there is nothing new.
commit() { # folder, ref
    local folder=$1 parent=() paths=() tree
    in_git read-tree --empty
    if exists "$2"; then
        in_git read-tree "$2"
        parent=(-p "$2")
    fi
    for path in "${kept[@]}"; do
        if [ -e "$folder/$path" ] || [ -n "$(in_git ls-files -- "$path")" ]; then paths+=("$path"); fi
    done
    in_git --work-tree="$folder" add --all -- "${paths[@]}"
    tree=$(in_git write-tree)
    if exists "$2" && [ "$tree" = "$(in_git rev-parse "$2^{tree}")" ]; then
        in_git rev-parse "$2"
        return
    fi
    export GIT_AUTHOR_NAME=sparky GIT_AUTHOR_EMAIL=sparky@localhost
    export GIT_COMMITTER_NAME=sparky GIT_COMMITTER_EMAIL=sparky@localhost
    in_git commit-tree "$tree" "${parent[@]}" -m "chore: state of the digests"
}

# What another run has pushed, with what this one found out.
merge() { # folder
    local status=0
    check_out "$theirs" "$1"
    sparky merge "$STATE_DIR" --data-dir "$1" --quiet >/dev/null || status=$?
    # 3 says that something could not be read; it is still the newest that is known.
    if [ "$status" -ne 0 ] && [ "$status" -ne 3 ]; then return "$status"; fi
}

save() {
    local attempt folder new
    for attempt in $(seq "$attempts"); do
        fetch "$theirs"
        folder=$STATE_DIR
        if exists "$theirs" && [ "$(in_git rev-parse "$theirs")" != "$(in_git rev-parse --quiet --verify "$base" || true)" ]; then
            folder=$(mktemp -d)
            merge "$folder"
        fi
        new=$(commit "$folder" "$theirs")
        if exists "$theirs" && [ "$new" = "$(in_git rev-parse "$theirs")" ]; then
            echo "nothing is new on $STATE_BRANCH"
            return
        fi
        if in_git push --quiet "$STATE_REMOTE" "$new:refs/heads/$STATE_BRANCH"; then
            in_git update-ref "$base" "$new"
            echo "$STATE_BRANCH is at $new"
            return
        fi
        echo "attempt $attempt of $attempts: $STATE_BRANCH was not taken; most likely another run was faster" >&2
        sleep $((pause * attempt))
    done
    echo "cannot push to $STATE_BRANCH; the token needs \`contents: write\`, and no rule may forbid the branch" >&2
    return 1
}

case ${1:-} in
restore) restore ;;
save) save ;;
*)
    echo "usage: state.sh restore|save" >&2
    exit 2
    ;;
esac
