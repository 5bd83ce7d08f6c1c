#!/bin/sh
# Installs the newest release of sparky, or the one that SPARKY_VERSION names, into SPARKY_BIN (~/.local/bin), after
# comparing it with the checksums of the release.
set -eu

repository=https://github.com/raibid-labs/sparky
folder=${SPARKY_BIN:-$HOME/.local/bin}
case $(uname -s)/$(uname -m) in
Linux/x86_64) target=x86_64-unknown-linux-gnu ;;
Linux/aarch64 | Linux/arm64) target=aarch64-unknown-linux-gnu ;;
Darwin/arm64) target=aarch64-apple-darwin ;;
*)
    echo "there is no release for $(uname -s) on $(uname -m); with Rust: cargo install --git $repository sparky" >&2
    exit 1
    ;;
esac
if [ -n "${SPARKY_VERSION:-}" ]; then from=$repository/releases/download/$SPARKY_VERSION; else from=$repository/releases/latest/download; fi
from=${SPARKY_FROM:-$from}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
archive=sparky-$target.tar.gz
for file in "$archive" SHA256SUMS; do
    curl --fail --silent --show-error --location --proto '=https,file' --output "$work/$file" "$from/$file"
done
cd "$work"
if command -v sha256sum >/dev/null; then check=sha256sum; else check="shasum -a 256"; fi
grep -F "  $archive" SHA256SUMS | $check -c - >/dev/null
tar -xzf "$archive" sparky
mkdir -p "$folder"
# A new file under the old name: a running sparky goes on with the old one.
cp sparky "$folder/.sparky.new"
mv "$folder/.sparky.new" "$folder/sparky"
"$folder/sparky" --version
case :$PATH: in
*:"$folder":*) ;;
*) echo "put $folder on your PATH to call sparky by its name" ;;
esac
