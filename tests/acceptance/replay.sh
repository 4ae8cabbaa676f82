#!/usr/bin/env bash
# Proves that the replay of a corpus fails when it reads nothing, and names the input that breaks a target.
# Usage: replay.sh PROGRAM
set -euo pipefail

program=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

fail() {
  echo "replay: $*" >&2
  exit 1
}

# Replays, expects an exit code (or any but 0: `broken`) and a text on standard error.
expect() {
  local wanted=$1 text=$2 code=0
  shift 2
  "$program" "$@" >"$work/out" 2>"$work/errors" || code=$?
  case $wanted in
    broken) [ "$code" != 0 ] && [ "$code" != 1 ] || [ -n "${REHEARSE_SANITIZED:-}" ] || fail "exit code $code for $*" ;;
    *) [ "$code" = "$wanted" ] || fail "exit code $code for $*" ;;
  esac
  [ -z "$text" ] || grep -qF "$text" "$work/errors" || fail "no \"$text\" for $*: $(cat "$work/errors")"
}

mkdir "$work/empty" "$work/good" "$work/bad"
echo fine >"$work/good/one"
echo fine >"$work/good/two"
cp "$work/good/one" "$work/bad/a"
printf 'break' >"$work/bad/b"
printf 'break segment' >"$work/bad/c"
expect 0 "" "$work/good"
grep -qx '2 inputs replayed' "$work/out" || fail "it says $(cat "$work/out")"
expect 0 "" "$work/good/one" "$work/good"
grep -qx '3 inputs replayed' "$work/out" || fail "it says $(cat "$work/out")"
expect 1 "no input was read"
expect 1 "no input was read" "$work/empty"
expect 1 "replay: $work/none cannot be read" "$work/good" "$work/none"
expect broken "replay: broke at $work/bad/b" "$work/bad"
[ "$(grep -c 'broke at' "$work/errors")" = 1 ] || fail "the input is named more than once"
expect broken "replay: broke at $work/bad/c" "$work/bad/c"
echo "replay: all as promised"
