#!/usr/bin/env bash
# Proves `rehearse serve` from outside: the one line, the exit codes, the certificate authority's file, the
# addresses, and that a signal ends it. Usage: serve.sh PROGRAM
set -euo pipefail

program=$1
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
work=$(mktemp -d)
served=
trap 'if [ -n "$served" ]; then kill "$served" 2>/dev/null || true; fi; rm -rf "$work"' EXIT

fail() {
  echo "serve: $*" >&2
  exit 1
}

# Starts the program in the background and reads its line.
start() {
  rm -f "$work/out"
  mkfifo "$work/out"
  "$program" serve "$@" >"$work/out" 2>"$work/errors" &
  served=$!
  exec 3<"$work/out"
  IFS= read -r -t 60 line <&3 || fail "no line: $(cat "$work/errors")"
}

# Ends it with a signal: exit code 0, and nothing but the line on standard output.
stop() {
  kill "-$1" "$served"
  local code=0
  wait "$served" || code=$?
  served=
  [ "$code" = 0 ] || fail "exit code $code after $1"
  ! IFS= read -r -t 5 more <&3 || fail "more than one line: $more"
  exec 3<&-
}

member() { sed -n "s/.*\"$1\":\"\\([^\"]*\\)\".*/\\1/p" <<<"$line"; }
status() { curl --silent --output /dev/null --max-time 20 --write-out '%{http_code}' "$@"; }

start
[[ $line == '{"salesforce":"http://127.0.0.1:'*'","workato":"http://127.0.0.1:'*'","control":"http://127.0.0.1:'*'","ca":null}' ]] ||
  fail "the line reads $line"
[ "$(status "$(member salesforce)/services/data")" = 200 ] || fail "the org does not serve"
[ "$(status "$(member workato)/")" = 200 ] || fail "the workspace does not serve"
[ "$(status "$(member control)/ready")" = 200 ] || fail "the control listener does not serve"
[ "$(status -X DELETE "$(member control)/clock")" = 405 ] || fail "a wrong method passes"
[ "$(status -H 'Host: evil.example' "$(member control)/ready")" = 403 ] || fail "a foreign host passes"
curl --silent --max-time 20 -d '{"advance":"31d"}' "$(member control)/clock" | grep -q '"epoch_ms"' ||
  fail "the clock does not advance"

# Idle memory, of the program's own: libraries' pages are shared, and an unoptimised program is large. The
# benchmarks measure all of it. Sanitizers bring their own.
if [ "${REHEARSE_SANITIZED:-}" != 1 ] && [ -r "/proc/$served/status" ]; then
  resident=$(awk '/^RssAnon/ {print $2}' "/proc/$served/status")
  [ "$resident" -lt 4096 ] || fail "$resident KiB of memory of its own when idle"
fi

# A busy port is named, and is trouble (3).
port=$(member salesforce)
port=${port##*:}
code=0
"$program" serve --salesforce-port "$port" >"$work/second" 2>"$work/second_errors" || code=$?
[ "$code" = 3 ] || fail "exit code $code for a busy port"
grep -q "$port" "$work/second_errors" || fail "the busy port is not named"
[ ! -s "$work/second" ] || fail "output despite a busy port"
stop TERM

start --tls --seed 7 --sandbox --org-mode locked-2026 --start 2026-05-11T00:00:00Z --dial rtr.replay=reject_only
ca=$(member ca)
[ -s "$ca" ] || fail "no certificate authority at '$ca'"
[ "$(stat -c %a "$ca")" = 600 ] || fail "the authority's file is not private"
[ "$(status --cacert "$ca" "$(member salesforce)/services/data")" = 200 ] || fail "TLS does not serve"
port=$(member salesforce)
port=${port##*:}
[ "$(status --cacert "$ca" --connect-to "login.salesforce.com:443:127.0.0.1:$port" \
  https://login.salesforce.com/services/data)" = 200 ] || fail "the documented host does not serve"
curl --silent --max-time 20 "$(member control)/clock" | grep -q '"now":"2026-05-11T00:00:00Z"' ||
  fail "--start does not set the clock"
curl --silent --max-time 20 "$(member control)/dials" | grep -q '"rtr.replay":"reject_only"' ||
  fail "--dial does not turn the dial"
curl --silent --max-time 20 "$(member control)/org" | grep -q '"sandbox":true' ||
  fail "--sandbox does not make the org a sandbox"
stop INT
[ ! -e "$ca" ] || fail "the authority's file is left behind"

# As a sandbox: the target file is for this user alone, reaches the org, and goes with it.
target=$work/uat.json
start --target-file "$target"
[ "$(stat -c %a "$target")" = 600 ] || fail "the target file is not private"
session=$(sed -n 's/.*"file": "\(.*\)".*/\1/p' "$target")
[ "$(stat -c %a "$session")" = 600 ] || fail "the session's file is not private"
! grep -qF "$(cat "$session")" "$target" || fail "the session stands in the target file"
"$program" target check "$target" >"$work/check" 2>&1 || fail "target check: $(cat "$work/check")"
grep -q 'guide' "$work/check" || fail "target check does not tell of the guide"
(cd "$root" && "$program" run --target "$target" --journal "$work/runs") >"$work/run" 2>&1 ||
  fail "run --target: $(cat "$work/run")"
grep -q '✓' "$work/run" || fail "run --target shows no step"
code=0
"$program" serve --target-file "$target" >"$work/second" 2>"$work/second_errors" || code=$?
[ "$code" = 3 ] || fail "exit code $code for a target file that is there"
grep -qF "$target: there is such a file; name a new one" "$work/second_errors" || fail "it reads: $(cat "$work/second_errors")"
[ -s "$target" ] || fail "somebody else's target file is gone"
stop TERM
[ ! -e "$target" ] || fail "the target file is left behind"
[ ! -e "$session" ] || fail "the session is left behind"

for flags in '--target-file uat.json --start 2026-05-11T00:00:00Z' '--target-file uat.json --listen 127.0.0.2' '--org-mode locked' '--start soon' '--dial rtr.replay' '--dial rtr.repaly=cascade' '--seed x'; do
  code=0
  # shellcheck disable=SC2086
  "$program" serve $flags >"$work/second" 2>"$work/second_errors" || code=$?
  [ "$code" = 2 ] || fail "exit code $code for $flags"
  [ -s "$work/second_errors" ] || fail "no message for $flags"
done
echo "serve: all as promised"
