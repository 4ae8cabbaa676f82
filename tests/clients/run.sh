#!/usr/bin/env bash
# Runs tests of published clients against a built program. Usage: run.sh PROGRAM [SCRIPT…]
# Without a script it runs all of them, one after another. The clients that *.mjs drive come from install.sh; *.sh and
# *.py need nothing but the packages of .ci/setup.sh.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

program=$(realpath "${1:?usage: run.sh PROGRAM [SCRIPT…]}")
shift
[ $# -gt 0 ] || set -- "$here"/*_test.{sh,py,mjs}

node_tests=()
for script; do
  case $script in
    *.mjs) node_tests+=("$script") ;;
    *) "$script" "$program" ;;
  esac
done
[ ${#node_tests[@]} -gt 0 ] || exit 0

clients=$("$here/install.sh")
node=$(echo "$clients"/node_modules/node-linux-*/bin/node)
export REHEARSE_PROGRAM=$program REHEARSE_CLIENTS=$clients
exec "$node" --test --test-concurrency=1 --test-reporter=spec "${node_tests[@]}"
