#include <nlohmann/json.hpp>

#include "mocks/salesforce/connect/connect_call.h"
#include "mocks/salesforce/endpoints.h"
#include "mocks/salesforce/org/record_id.h"
#include "mocks/salesforce/reasons.h"

namespace rehearse::salesforce {
namespace {

constexpr size_t kNameShown = 80;

// Connect REST API Developer Guide: App Oauth Staged Credentials. There `url` is said to lead to
// the primary credentials; a client that rotates by it shows that it is the pair's own (observed).
Json staged_json(const std::string& collection, const StagedCredentials& pair) {
  return {{"createdBy", pair.created_by.value},
          {"createdDate", connect_time(pair.created_at)},
          {"expirationDate", connect_time(pair.counts_from + Apps::kStagedLife)},
          {"id", pair.id},
          {"key", pair.key.value},
          {"secret", pair.secret.value},
          {"stagedCredentialsUrl", collection},
          {"state", to_text(pair.state)},
          {"url", collection + "/" + pair.id}};
}

// Slot is the staged slot of the consumer that the path names.
struct Slot {
  const User* caller = nullptr;
  AppId app{};
  std::string url{};  // …/staged
  const StagedCredentials* pair = nullptr;

  Json collection() const {
    Json pairs = Json::array();
    if (pair != nullptr) pairs.push_back(staged_json(url, *pair));
    return {{"stagedCredentials", pairs}, {"url", url}};
  }
};

Result<Slot, wire::WireResponse> open_slot(Org& org, Org::Transaction& tx, wire::Call& call) {
  const auto caller = admit_connect_call(org, tx, call, ConnectUse::stage_credentials);
  if (!caller) return caller.error();
  const auto app = named_consumer(tx, call);
  if (!app) return app.error();
  Slot slot{caller.value().bearer.user, app.value()->id};
  slot.url = caller.value().base + "/credentials/" + app.value()->id.value + "/" +
             app.value()->consumer_id + "/staged";
  slot.pair = tx.apps().staged(slot.app, call.request.received_at);
  return slot;
}

// The same, if it holds the pair of the path's `:staged`.
Result<Slot, wire::WireResponse> open_pair(Org& org, Org::Transaction& tx, wire::Call& call) {
  auto slot = open_slot(org, tx, call);
  if (!slot) return slot.error();
  const StagedCredentials* pair = slot.value().pair;
  const std::string id = wire::value_of(call.params, "staged").value_or("");
  if (pair == nullptr || !same_id(pair->id, id))
    return connect_missing(call, reason::staged_unknown);
  return slot;
}

wire::WireResponse malformed(wire::Call& call, std::string_view message) {
  return data_error(400, "JSON_PARSER_ERROR", message, reason::staged_body_malformed, call);
}

// The object of the body, with no other member than `known`; an empty body is an empty object.
Result<Json, wire::WireResponse> read_body(wire::Call& call, std::string_view known) {
  const std::string& body = call.request.body;
  if (body.empty()) return Json::object();
  auto json = parse_json(body);
  if (!json) return malformed(call, "The request body is not well-formed JSON.");
  if (!json.value().is_object()) return malformed(call, "The request body is not a JSON object.");
  for (const auto& [name, value] : json.value().items()) {
    if (name.empty() || name != known)
      return malformed(call, "Unrecognized field \"" + name.substr(0, kNameShown) + "\"");
  }
  return std::move(json).value();
}

// RFC 9110 section 8.6: a client should say the length, 0 included, of a POST.
bool says_length(const wire::WireRequest& request) {
  return wire::header_of(request.headers, "Content-Length").has_value() ||
         wire::header_of(request.headers, "Transfer-Encoding").has_value();
}

wire::WireResponse refuse_rotation(wire::Call& call, const Reason& why) {
  return data_error(400, "INVALID_OPERATION",
                    "The staged credentials can't be rotated in their present state.", why, call);
}

}  // namespace

// GET …/CONSUMER/staged
wire::WireResponse connect_staged(Org& org, wire::Call& call) {
  auto tx = org.begin();
  const auto slot = open_slot(org, tx, call);
  if (!slot) return slot.error();
  return data_answer(tx, slot.value().collection());
}

// POST …/CONSUMER/staged
wire::WireResponse connect_stage(Org& org, wire::Call& call) {
  auto tx = org.begin();
  auto slot = open_slot(org, tx, call);
  if (!slot) return slot.error();
  // Salesforce, observed: without a length the request hangs. The mock answers at once.
  if (!says_length(call.request))
    return data_error(411, "LENGTH_REQUIRED", "The request has no Content-Length.",
                      reason::staged_length_missing, call);
  // The guide: "POST doesn't take a request body". Clients send {} (observed).
  const auto body = read_body(call, "");
  if (!body) return body.error();
  if (slot.value().pair != nullptr)
    return data_error(400, "INVALID_OPERATION",
                      "Staged credentials already exist for this consumer. Delete them first.",
                      reason::staged_exists, call);
  if (call.stopped_before_commit()) return {};
  const TimePoint now = call.request.received_at;
  const auto staged = tx.apps().stage(slot.value().app, slot.value().caller->id, now);
  if (!staged) return connect_missing(call, *staged.error());
  slot.value().pair = tx.apps().staged(slot.value().app, now);
  wire::WireResponse response = data_answer(tx, slot.value().collection());
  response.status = 201;
  return response;
}

// GET …/staged/ID
wire::WireResponse connect_staged_pair(Org& org, wire::Call& call) {
  auto tx = org.begin();
  const auto slot = open_pair(org, tx, call);
  if (!slot) return slot.error();
  return data_answer(tx, staged_json(slot.value().url, *slot.value().pair));
}

// PATCH …/staged/ID {"command":"rotate"}
wire::WireResponse connect_rotate(Org& org, wire::Call& call) {
  auto tx = org.begin();
  const auto slot = open_pair(org, tx, call);
  if (!slot) return slot.error();
  const auto body = read_body(call, "command");
  if (!body) return body.error();
  // Connect REST API Developer Guide, Staged Credentials Input.
  if (string_member(body.value(), "command") != "rotate")
    return data_error(400, "INVALID_API_INPUT", "The command must be rotate.",
                      reason::staged_command_unknown, call);
  if (call.stopped_before_commit()) return {};
  const TimePoint now = call.request.received_at;
  const auto rotated = tx.apps().rotate_staged(slot.value().app, now);
  if (!rotated) return refuse_rotation(call, *rotated.error());
  // Salesforce says of connected apps that applying new details revokes all tokens (observed).
  if (org.dials().is(oauth::Dial::staged_apply, "revoke_tokens"))
    tx.grants().revoke_of_app(slot.value().app, reason::grant_ended_by_rotation, now);
  return data_answer(tx, staged_json(slot.value().url, *slot.value().pair));
}

// DELETE …/staged/ID
wire::WireResponse connect_unstage(Org& org, wire::Call& call) {
  auto tx = org.begin();
  const auto slot = open_pair(org, tx, call);
  if (!slot) return slot.error();
  if (call.stopped_before_commit()) return {};
  tx.apps().remove_staged(slot.value().app, call.request.received_at);
  return connect_deleted(tx);
}

}  // namespace rehearse::salesforce
