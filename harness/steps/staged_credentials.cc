#include <array>
#include <nlohmann/json.hpp>

#include "harness/driver/connect_api.h"
#include "harness/steps/apps.h"
#include "harness/steps/tables.h"

// Staged credentials: a second key and secret of the app at hand, over the Connect REST API, as an
// administrator's script calls it.
namespace rehearse::harness {
namespace {

std::string text(const Json& object, std::string_view name) {
  return string_member(object, name).value_or("");
}

Observation seen_of(const ConnectAnswer& answer, JournalWatch& watch, std::string done) {
  Observation seen{.ok = answer.ok(), .status = answer.status};
  seen.error = answer.error;
  seen.description = answer.message;
  seen.reason = watch.reason();
  seen.summary = seen.ok ? std::move(done) : answer.message;
  return seen;
}

// Slot is where the app's staged credentials are, and what is there.
struct Slot {
  ConnectApi connect;
  ConnectAnswer answer{};  // refused, or the list of staged credentials
  std::string url{};       // of the list
  Json pair = Json::object();
};

Result<Slot, Trouble> open_slot(Context& context) {
  const auto id = app_id_of(context);
  if (!id) return id.error();
  const auto session = control(context.target, "POST", "/sessions", {{"username", kAdmin}});
  if (!session) return session.error();
  Slot slot{ConnectApi(context.target, text(session.value().body, "session_id"))};
  const auto consumer = slot.connect.consumer_of(id.value());
  if (!consumer) return consumer.error();
  slot.answer = consumer.value();
  if (!slot.answer.ok()) return slot;
  slot.url = text(slot.answer.body, "stagedCredentialsUrl");
  auto listed = slot.connect.call("GET", slot.url);
  if (!listed) return listed.error();
  slot.answer = std::move(listed).value();
  const Json* pairs = find_member(slot.answer.body, "stagedCredentials");
  if (pairs != nullptr && pairs->is_array() && !pairs->empty()) slot.pair = pairs->front();
  return slot;
}

Seen stage(Context& context, const Json&) {
  JournalWatch watch(context.target);
  auto slot = open_slot(context);
  if (!slot) return slot.error();
  if (!slot.value().answer.ok()) return seen_of(slot.value().answer, watch, "");
  const auto staged = slot.value().connect.call("POST", slot.value().url, Json::object());
  if (!staged) return staged.error();
  const Json* pairs = find_member(staged.value().body, "stagedCredentials");
  if (pairs != nullptr && pairs->is_array() && !pairs->empty()) {
    context.captures.offer("consumer_key", text(pairs->front(), "key"));
    context.captures.offer("consumer_secret", text(pairs->front(), "secret"));
  }
  return seen_of(staged.value(), watch, "another key and secret are staged");
}

Seen rotate(Context& context, const Json&) {
  JournalWatch watch(context.target);
  auto slot = open_slot(context);
  if (!slot) return slot.error();
  const Json pair = slot.value().pair;
  if (!slot.value().answer.ok() || pair.empty()) {
    if (slot.value().answer.ok()) return refused("no credentials are staged");
    return seen_of(slot.value().answer, watch, "");
  }
  const auto rotated =
      slot.value().connect.call("PATCH", text(pair, "url"), {{"command", "rotate"}});
  if (!rotated) return rotated.error();
  if (rotated.value().ok()) {
    context.at_hand.consumer_key = text(pair, "key");
    context.at_hand.former_secret =
        std::exchange(context.at_hand.consumer_secret, text(pair, "secret"));
  }
  return seen_of(rotated.value(), watch, "the staged pair is the main one now");
}

Seen remove(Context& context, const Json&) {
  JournalWatch watch(context.target);
  auto slot = open_slot(context);
  if (!slot) return slot.error();
  if (!slot.value().answer.ok()) return seen_of(slot.value().answer, watch, "");
  if (slot.value().pair.empty()) return refused("no credentials are staged");
  const auto removed = slot.value().connect.call("DELETE", text(slot.value().pair, "url"));
  if (!removed) return removed.error();
  return seen_of(removed.value(), watch, "the pair in the staged slot is deleted");
}

Seen state(Context& context, const Json&) {
  JournalWatch watch(context.target);
  auto slot = open_slot(context);
  if (!slot) return slot.error();
  Observation seen = seen_of(slot.value().answer, watch, "");
  if (!seen.ok) return seen;
  seen.description = slot.value().pair.empty() ? "none" : text(slot.value().pair, "state");
  seen.summary = seen.description;
  return seen;
}

constexpr std::array<std::string_view, 2> kPair{"consumer_key", "consumer_secret"};

constexpr std::array kVerbs{
    Verb{"app.stage_credentials",
         "Stages a second key and secret of the app; both pairs are good.",
         "apps",
         {},
         kPair,
         stage},
    Verb{"app.rotate_credentials",
         "Makes the staged key and secret the app's main ones.",
         "apps",
         {},
         {},
         rotate},
    Verb{"app.delete_staged",
         "Deletes the staged or, after a rotation, the former key and secret.",
         "apps",
         {},
         {},
         remove},
    Verb{"app.staged_state",
         "Reads the state of the app's staged credentials: Active, Expired, Rotated or none.",
         "apps",
         {},
         {},
         state},
};

}  // namespace

std::span<const Verb> staged_verbs() { return kVerbs; }

}  // namespace rehearse::harness
