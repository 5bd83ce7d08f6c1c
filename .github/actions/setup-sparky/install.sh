#!/usr/bin/env bash
# Puts the sparky binary on the PATH of the steps that follow: that of a release, checked against its checksums, or one
# that is built from the source beside this action. SPARKY_VERSION is `latest`, a tag, or `source`.
set -euo pipefail

repository=raibid-labs/sparky
source=$(cd "$(dirname "$0")/../../.." && pwd)
folder=$RUNNER_TEMP/sparky/bin
mkdir -p "$folder"
binary=sparky
case $(uname -s) in MINGW* | MSYS*) binary=sparky.exe ;; esac

target() {
    case $(uname -s)/$(uname -m) in
    Linux/x86_64) echo x86_64-unknown-linux-gnu ;;
    Linux/aarch64) echo aarch64-unknown-linux-gnu ;;
    Darwin/arm64) echo aarch64-apple-darwin ;;
    MINGW*/x86_64 | MSYS*/x86_64) echo x86_64-pc-windows-msvc ;;
    *) return 1 ;;
    esac
}

checksum() { if command -v sha256sum >/dev/null; then sha256sum "$@"; else shasum -a 256 "$@"; fi; }

released() { # tag
    local triple archive work
    triple=$(target) || return 1
    archive=sparky-$triple.tar.gz
    work=$(mktemp -d)
    gh release download "$1" --repo "$repository" --dir "$work" --pattern "$archive" --pattern SHA256SUMS || return 1
    # From here on a difference is no reason to try something else.
    (cd "$work" && grep -F "  $archive" SHA256SUMS | checksum --check --quiet -) || exit 1
    tar -xzf "$work/$archive" -C "$folder" "$binary"
}

built() {
    cargo build --locked --release --manifest-path "$source/Cargo.toml" --package sparky --target-dir "$RUNNER_TEMP/sparky/target"
    cp "$RUNNER_TEMP/sparky/target/release/$binary" "$folder/"
}

latest() { gh release view --repo "$repository" --json tagName --jq .tagName 2>/dev/null; }

case $SPARKY_VERSION in
source) built ;;
latest)
    if tag=$(latest) && released "$tag"; then :; else
        echo "::notice title=Sparky::There is no release for this machine, so sparky is built from source."
        built
    fi
    ;;
*) released "$SPARKY_VERSION" ;;
esac
"$folder/$binary" --version
echo "$folder" >>"$GITHUB_PATH"
