#include <fmt/format.h>

#include <array>
#include <nlohmann/json.hpp>

#include "harness/steps/apps.h"
#include "harness/steps/tables.h"
#include "mocks/core/text.h"

namespace rehearse::harness {
namespace {

Seen call_app(Context& context, std::string_view method, std::string_view below, const Json& body,
              std::string done) {
  auto id = app_id_of(context);
  if (!id) return id.error();
  auto called =
      control(context.target, method, "/apps/" + segment(id.value()) + std::string(below), body);
  if (!called) return called.error();
  return observe(called.value(), std::move(done));
}

Seen change(Context& context, const Json& arguments) {
  const Json settings = whole_ranges(*find_member(arguments, "settings"));
  std::vector<std::string> names;
  for (const auto& [name, value] : settings.items()) names.push_back(name);
  const std::string done = "changed: " + join(names, ", ");
  const std::string other = text_argument(arguments, "app_id");
  if (other.empty()) return call_app(context, "PATCH", "", settings, done);
  auto called = control(context.target, "PATCH", "/apps/" + segment(other), settings);
  if (!called) return called.error();
  return observe(called.value(), done);
}

Seen end(Context& context, const Json& arguments) {
  const std::string how = text_argument(arguments, "how");
  if (how == "disabled") {
    return call_app(context, "PATCH", "", {{"isEnabled", false}}, "the app is disabled");
  }
  if (how == "deleted") return call_app(context, "DELETE", "", {}, "the app is deleted");
  if (how == "revoked") {
    return call_app(context, "POST", "/revoke", {}, "all access through the app is revoked");
  }
  return refused("\"how\" is disabled, deleted or revoked");
}

Seen replace_secret(Context& context, const Json&) {
  auto id = app_id_of(context);
  if (!id) return id.error();
  auto called = control(context.target, "POST", "/apps/" + segment(id.value()) + "/secret");
  if (!called) return called.error();
  if (const auto secret = string_member(called.value().body, "consumer_secret")) {
    context.at_hand.former_secret = std::exchange(context.at_hand.consumer_secret, *secret);
    context.captures.offer("consumer_secret", *secret);
  }
  return observe(called.value(), "the consumer secret is replaced");
}

Seen reads(Context& context, const Json& arguments) {
  auto id = app_id_of(context);
  if (!id) return id.error();
  auto called = control(context.target, "GET", "/apps/" + segment(id.value()));
  if (!called) return called.error();
  Observation seen = observe(called.value(), "");
  if (!seen.ok) return seen;
  std::vector<std::string> read;
  const Json wanted = whole_ranges(*find_member(arguments, "settings"));
  for (const auto& [name, value] : wanted.items()) {
    const Json* found = find_member(called.value().body, name);
    if (found == nullptr || *found != value) seen.ok = false;
    read.push_back(name + " " + (found == nullptr ? "missing" : dump_json(*found)));
  }
  seen.description = join(read, ", ");
  seen.summary = seen.description;
  return seen;
}

Seen follows_guide(Context& context, const Json& arguments) {
  auto id = app_id_of(context);
  if (!id) return id.error();
  auto called = control(context.target, "GET", "/apps/" + segment(id.value()) + "/guide");
  if (!called) return called.error();
  Observation seen = observe(called.value(), "the app is set up as the guide says");
  if (!seen.ok || !called.value().body.is_array()) return seen;
  std::vector<std::string> labels;
  const auto required = bool_member(arguments, "required");
  for (const Json& deviation : called.value().body) {
    if (required && bool_member(deviation, "required") != required) continue;
    labels.push_back(string_member(deviation, "label").value_or(""));
    if (seen.reason.empty()) seen.reason = string_member(deviation, "reason").value_or("");
  }
  if (labels.empty()) return seen;
  seen.ok = false;
  seen.description = "the app differs from the guide in: " + join(labels, "; ");
  seen.summary = seen.description;
  return seen;
}

constexpr std::array kSettings{Argument{"settings", Kind::object, true}};
constexpr std::array kChange{Argument{"settings", Kind::object, true},
                             Argument{"app_id", Kind::text}};  // else the newest app
// true: only what the guide calls required for the connection to work; false: only the rest.
constexpr std::array kDemand{Argument{"required", Kind::boolean}};
constexpr std::array kEnd{choice("how", "disabled|deleted|revoked", true)};
constexpr std::string_view kReadable = "app settings to read";
constexpr std::array<std::string_view, 1> kSecret{"consumer_secret"};

constexpr std::array kVerbs{
    Verb{"app.change",
         "Changes settings of the app at once, without the pages.",
         "apps",
         kChange,
         {},
         change},
    Verb{"app.end",
         "Ends the app as an administrator does: disabled, deleted or revoked.",
         "apps",
         kEnd,
         {},
         end},
    Verb{"app.replace_secret",
         "Replaces the app's consumer secret.",
         "apps",
         {},
         kSecret,
         replace_secret},
    Verb{"app.reads",
         "Reads settings of the app back; ok if they are as given.",
         kReadable,
         kSettings,
         {},
         reads,
         true},
    Verb{"app.follows_guide",
         "Holds the app against the guide.",
         kReadable,
         kDemand,
         {},
         follows_guide,
         true},
};

}  // namespace

std::span<const Verb> app_verbs() { return kVerbs; }

}  // namespace rehearse::harness
