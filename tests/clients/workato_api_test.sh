#!/usr/bin/env bash
# Drives the mock workspace's Developer API with curl, as a shell script against Workato would: the life of a
# profile, a shell connection, consent, a job, disconnect, delete, and bad input. Usage: workato_api_test.sh PROGRAM
set -euo pipefail

program=$1
work=$(mktemp -d)
served=
trap 'if [ -n "$served" ]; then kill "$served" 2>/dev/null || true; wait "$served" 2>/dev/null || true; fi; rm -rf "$work"' EXIT

fail() {
  echo "workato_api: $*" >&2
  exit 1
}

mkfifo "$work/out"
"$program" serve >"$work/out" 2>"$work/errors" &
served=$!
exec 3<"$work/out"
IFS= read -r -t 60 line <&3 || fail "no line: $(cat "$work/errors")"

# The first text or number that a member of that name has, in the JSON on standard input.
member() { grep -o "\"$1\":\(\"[^\"]*\"\|[0-9a-z]*\)" | head -n 1 | cut -d : -f 2- | tr -d '"'; }
workato=$(member workato <<<"$line")
control=$(member control <<<"$line")
token=wrkmock-rehearsal

# call METHOD URL [CURL OPTION…]: puts the answer into $status and $body.
call() {
  status=$(curl --silent --max-time 60 --output "$work/body" --write-out '%{http_code}' --request "$1" "${@:3}" "$2") ||
    fail "$1 $2: curl ended with $?"
  body=$(cat "$work/body")
}
api() {
  local data=()
  [ $# -lt 3 ] || data=(--header 'Content-Type: application/json' --data "$3")
  call "$1" "$workato/api$2" --header "Authorization: Bearer $token" "${data[@]}"
}
steer() { call POST "$control$1" --data "$2"; }
expect() { [ "$status" = "$1" ] || fail "$2: status $status, $body"; }
holds() { [[ $body == *"$1"* ]] || fail "$2: $body"; }
lacks() { [[ $body != *"$1"* ]] || fail "$2: $body"; }

# Who is asking?
api GET /users/me
expect 200 "the current user"
holds '"email":"rehearsal@workato.test"' "the current user"

# An app in the org, whose key and secret the profile takes.
steer /apps '{"apiName":"Scripted","label":"Scripted","contactEmail":"admin@rehearsal.test","callbackUrl":"https://www.workato.com/oauth/callback","scopes":"full api id refresh_token"}'
expect 200 "the app"
key=$(member consumer_key <<<"$body")
secret=$(member consumer_secret <<<"$body")

# The life of a profile.
profile() { printf '{"name":"%s","provider":"salesforce","data":{"client_id":"%s","client_secret":"%s"}}' "$1" "$key" "$2"; }
api POST /custom_oauth_profiles "$(profile Rehearsal "$secret")"
expect 200 "the profile"
holds '"result":{"id":' "the envelope"
lacks "$secret" "a secret is never returned"
id=$(member id <<<"$body")
api GET "/custom_oauth_profiles?page=1&per_page=100"
holds "\"id\":$id" "the list of profiles"
api PUT "/custom_oauth_profiles/$id" "$(profile Renamed "$secret")"
expect 200 "the renamed profile"
api GET "/custom_oauth_profiles/$id"
holds '"name":"Renamed"' "the renamed profile"

# A shell connection, the address for consent, and a person who gives it.
api POST /connections "{\"name\":\"Sales\",\"provider\":\"salesforce\",\"shell_connection\":true,\"custom_oauth_key_id\":$id}"
expect 200 "the shell connection"
holds '"authorization_status":null' "a shell is not connected"
connection=$(member id <<<"$body")
api GET "/connections/runtime_user_connections/$connection/get_oauth_url"
expect 200 "the address for consent"
url=$(member url <<<"$body")
steer /approve "{\"username\":\"user@rehearsal.test\",\"authorize_url\":\"$url\"}"
expect 200 "the consent"
back=$(member location <<<"$body")
[[ $back == https://www.workato.com/oauth/callback\?* ]] || fail "consent leads to $back"
call GET "$workato${back#https://www.workato.com}"
expect 200 "the callback"

connected=
for _ in 1 2 3; do
  api GET "/connections?include_runtime_connections=true"
  expect 200 "the list of connections"
  if [[ $body == *'"authorization_status":"success"'* ]]; then
    connected=yes
    break
  fi
  steer /clock '{"advance":"5s"}'
done
[ -n "$connected" ] || fail "never connected: $body"
api GET "/custom_oauth_profiles/$id"
holds '"shared_accounts_count":1' "the profile counts its connection"

steer /workato/jobs "{\"connection\":$connection}"
holds '"ok":true' "the job"
steer /clock '{"advance":"3h"}'
steer /workato/jobs "{\"connection\":$connection}"
holds '"refreshed":true' "the job three hours later"

# In the way of deleting: the connection, then nothing.
api DELETE "/custom_oauth_profiles/$id"
expect 400 "a profile in use"
api DELETE "/connections/$connection"
expect 400 "a connected connection"
api POST "/connections/$connection/disconnect"
expect 200 "disconnecting"
holds '"success":true' "disconnecting"
api DELETE "/connections/$connection"
expect 200 "deleting the connection"
api DELETE "/custom_oauth_profiles/$id"
expect 200 "deleting the profile"
api GET "/custom_oauth_profiles/$id"
expect 404 "the deleted profile"
[ "$body" = '{"message":"Not found"}' ] || fail "a missing profile says $body"

# Bad input.
api POST /custom_oauth_profiles '{}'
expect 400 "an empty profile"
holds "can't be blank" "an empty profile"
api POST /custom_oauth_profiles '{"name":'
expect 400 "broken JSON"
call POST "$workato/api/custom_oauth_profiles" --header "Authorization: Bearer $token" --data 'name=x'
expect 400 "a form instead of JSON"
api GET "/custom_oauth_profiles?per_page=101"
expect 400 "too long a page"
call GET "$workato/api/users/me" --header 'x-user-email: a@b.test' --header 'x-user-token: former'
expect 401 "the former key"
token=wrkmock-guess
api GET /users/me
expect 401 "a wrong token"
[ "$body" = '{"message":"Unauthorized"}' ] || fail "a wrong token says $body"

# A client with a small role, whose token ends with it.
token=wrkmock-rehearsal
steer /workato/api-clients '{"name":"Reader","privileges":["List custom OAuth profiles"]}'
expect 200 "the API client"
client=$(member id <<<"$body")
token=$(member token <<<"$body")
api GET /custom_oauth_profiles
expect 200 "what the role allows"
api GET /connections
expect 401 "what the role does not allow"
call DELETE "$control/workato/api-clients/$client"
expect 200 "deleting the API client"
api GET /custom_oauth_profiles
expect 401 "a deleted client's token"

# Nothing that was secret can be read in the journal.
call GET "$control/journal"
expect 200 "the journal"
for hidden in "$secret" "$token" wrkmock-rehearsal; do lacks "$hidden" "a secret in the journal"; done
