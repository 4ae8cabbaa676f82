#!/usr/bin/env bash
# Lets a fuzz target run for a few seconds from its corpus. Fails if it reads no input, or breaks something.
# Usage: smoke.sh NAME_fuzz CORPUS [DICTIONARY]
set -euo pipefail

target=$1 corpus=$2 dictionary=${3:-}
name=$(basename "$target" _fuzz)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/new"

fail() {
  echo "smoke: $name: $*" >&2
  exit 1
}

[ -d "$corpus" ] || fail "there is no corpus $corpus"
options=(-runs=5000 -max_total_time=10 -max_len=4096 -timeout=25 -rss_limit_mb=2048 -seed=1
  -print_final_stats=1 -entropic=0 -detect_leaks=0 "-artifact_prefix=$work/")
[ ! -f "$dictionary" ] || options+=("-dict=$dictionary")
code=0
UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1 "$target" "${options[@]}" "$work/new" "$corpus" \
  >"$work/log" 2>&1 || code=$?
if [ "$code" != 0 ]; then
  cat "$work/log" >&2
  for artifact in "$work"/*-*; do
    [ ! -f "$artifact" ] || echo "smoke: the input, base64: $(base64 -w 0 "$artifact")" >&2
  done
  fail "ended with exit code $code"
fi
read -r seeds < <(sed -n 's/^INFO: seed corpus: files: \([0-9]*\) .*/\1/p' "$work/log") || true
[ "${seeds:-0}" -gt 0 ] || fail "read no input of $corpus"
executions=$(sed -n 's/^stat::number_of_executed_units: *//p' "$work/log")
[ "${executions:-0}" -ge "$seeds" ] || fail "ran ${executions:-no} inputs, of $seeds in its corpus"
echo "$name: $seeds inputs read, $executions executions"
