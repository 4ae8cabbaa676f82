#!/usr/bin/env bash
# Runs tests of published clients against a built program. Usage: run.sh PROGRAM [SCRIPT.mjs…]
# Without a script it runs all of them, one after another. The clients come from install.sh.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

program=$(realpath "${1:?usage: run.sh PROGRAM [SCRIPT.mjs…]}")
shift
[ $# -gt 0 ] || set -- "$here"/*_test.mjs

clients=$("$here/install.sh")
node=$(echo "$clients"/node_modules/node-linux-*/bin/node)
export REHEARSE_PROGRAM=$program REHEARSE_CLIENTS=$clients
exec "$node" --test --test-concurrency=1 --test-reporter=spec "$@"
