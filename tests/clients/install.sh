#!/usr/bin/env bash
# Installs the clients of package-lock.json once and prints their folder. It lies in .cache, named after what the
# lock holds; npm's own cache serves further clones. What npm says goes to standard error.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

key=$(cat "$here/package.json" "$here/package-lock.json" "$here/.npmrc" | sha256sum)
folder=$(cd "$here/../.." && pwd)/.cache/clients-${key:0:16}

mkdir -p "$folder"
exec 9>"$folder/lock"
flock 9
if [ ! -e "$folder/complete" ]; then
  command -v npm >/dev/null || { echo "install.sh: npm is missing; on Debian: apt-get install --no-install-recommends npm" >&2; exit 3; }
  cp "$here/package.json" "$here/package-lock.json" "$here/.npmrc" "$folder"
  (cd "$folder" && npm ci --prefer-offline --no-fund --no-audit --loglevel error) >&2
  "$folder"/node_modules/node-linux-*/bin/node --version >/dev/null
  touch "$folder/complete"
fi
echo "$folder"
