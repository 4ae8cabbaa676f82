#include <fmt/format.h>

#include <array>
#include <nlohmann/json.hpp>

#include "harness/steps/connections.h"
#include "harness/steps/support.h"
#include "harness/steps/tables.h"
#include "mocks/wire/form.h"

namespace rehearse::harness {
namespace {

Seen begin(Context& context, const Json& arguments) {
  JournalWatch watch(context.target);
  const auto act = context.driver.workato_begin(text_argument(arguments, "username", kUser),
                                                text_argument(arguments, "decision", "approve"));
  if (act && act.value().ok) context.captures.offer("response", act.value().value);
  return observe(act, watch, "the org has answered; Workato has not heard it yet");
}

Seen respond(Context& context, const Json& arguments) {
  JournalWatch watch(context.target);
  std::string url = text_argument(arguments, "response", context.target.sites().workato_callback);
  static const Json kNone = Json::object();
  const Json* parameters = find_member(arguments, "parameters");
  for (const auto& [name, value] : (parameters != nullptr ? parameters : &kNone)->items()) {
    url += url.find('?') == std::string::npos ? '?' : '&';
    url += wire::encode_form(
        {{name, value.is_string() ? value.get<std::string>() : dump_json(value)}});
  }
  return observe(context.driver.workato_respond(url), watch, "Workato took the response");
}

// The allowlist as the guide has it: the addresses that Workato publishes for its data center.
Seen allow_addresses(Context& context, const Json& arguments) {
  const auto shown = control(context.target, "GET", "/workato");
  if (!shown) return shown.error();
  const Json* egress = find_member(shown.value().body, "egress");
  if (egress == nullptr || egress->empty())
    return refused("the addresses of the data center " +
                   string_member(shown.value().body, "data_centre").value_or("?") +
                   " are not published here: ask Workato for them");
  Json ranges = Json::array();
  const int64_t most = integer_member(arguments, "most").value_or(int64_t(egress->size()));
  for (const Json& address : *egress) {
    if (int64_t(ranges.size()) == most) break;
    ranges.push_back({{"startIpAddress", address}, {"endIpAddress", address}});
  }
  const auto changed = control(context.target, "PATCH", "/apps/" + segment(context.at_hand.app_id),
                               {{"tokenIpRanges", std::move(ranges)}});
  if (!changed) return changed.error();
  return observe(changed.value(), "the app admits Workato's addresses and no others");
}

// Calls the control facade for the connection of that name.
Seen on_connection(Context& context, const Json& arguments, std::string_view act,
                   std::string done) {
  const auto found = connection_named(context.target, text_argument(arguments, "connection"));
  if (!found) return found.error();
  if (found.value().is_null()) return refused("there is no such connection");
  const auto called =
      control(context.target, "POST",
              fmt::format("/workato/connections/{}/{}", dump_json(found.value()["id"]), act),
              Json::object());
  if (!called) return called.error();
  return observe(called.value(), std::move(done));
}

Seen back_up(Context& context, const Json& arguments) {
  return on_connection(context, arguments, "backup", "a copy of the tokens is put aside");
}

Seen restore(Context& context, const Json& arguments) {
  return on_connection(context, arguments, "restore", "the old tokens are back");
}

Seen clone(Context& context, const Json&) {
  const auto called = control(context.target, "POST", "/workato/clone", Json::object());
  if (!called) return called.error();
  return observe(called.value(), "every connection exists twice, with the same tokens");
}

// A job of a connection by name, whose worker may die on the way: no page shows either.
Seen job_of(Context& context, const Json& arguments) {
  JournalWatch watch(context.target);
  const auto found = connection_named(context.target, text_argument(arguments, "connection"));
  if (!found) return found.error();
  if (found.value().is_null()) return refused("there is no such connection");
  const auto ran = control(
      context.target, "POST", "/workato/jobs",
      {{"connection", found.value()["id"]}, {"crash", text_argument(arguments, "crash", "never")}});
  if (!ran) return ran.error();
  const Json& job = ran.value().body;
  const Act act{.ok = bool_member(job, "ok").value_or(false),
                .said = string_member(job, "text").value_or(""),
                .reason = string_member(job, "reason").value_or("")};
  return observe(ActResult(act), watch, "the job read data from Salesforce");
}

Seen expect_requests(Context& context, const Json& arguments) {
  const auto found = connection_named(context.target, text_argument(arguments, "connection"));
  if (!found) return found.error();
  if (found.value().is_null()) return refused("there is no such connection");
  const Json& made = found.value()["requests"];
  Observation seen{.ok = true};
  for (const char* name : {"exchange", "refresh", "introspect", "data"}) {
    const auto wanted = integer_member(arguments, name);
    if (!wanted) continue;
    const int64_t counted = integer_member(made, name).value_or(0);
    seen.ok = seen.ok && counted == *wanted;
    seen.summary += fmt::format("{}{}: {}", seen.summary.empty() ? "" : ", ", name, counted);
  }
  seen.description = seen.summary;
  if (!seen.ok) seen.reason = newest_slip(context.target, 0);
  return seen;
}

constexpr std::array kBegin{Argument{"username", Kind::text}, choice("decision", "approve|deny")};
constexpr std::array<std::string_view, 1> kBeginGives{"response"};
constexpr std::array kRespond{Argument{"response", Kind::text, false, "response"},
                              Argument{"parameters", Kind::object}};
constexpr std::array kAllow{Argument{"most", Kind::integer}};
constexpr std::array kConnection{Argument{"connection", Kind::text}};
constexpr std::array kJob{Argument{"connection", Kind::text},
                          choice("crash", "never|during_refresh|after_refresh")};
constexpr std::array kRequests{
    Argument{"connection", Kind::text}, Argument{"exchange", Kind::integer},
    Argument{"refresh", Kind::integer}, Argument{"introspect", Kind::integer},
    Argument{"data", Kind::integer},
};

constexpr std::array kVerbs{
    Verb{"workato.begin", "Connects as far as the org's answer, and keeps that back.", "", kBegin,
         kBeginGives, begin},
    Verb{"workato.respond",
         "Opens Workato's callback with an answer, in the same browser.",
         "",
         kRespond,
         {},
         respond},
    Verb{"workato.allow_addresses",
         "Sets the app's allowlist to the addresses that Workato publishes, or to the first of "
         "them.",
         "apps",
         kAllow,
         {},
         allow_addresses},
    Verb{"workato.back_up",
         "Puts a copy of a connection's tokens aside.",
         "apps",
         kConnection,
         {},
         back_up},
    Verb{"workato.restore",
         "Brings that copy back, as a restored database would.",
         "apps",
         kConnection,
         {},
         restore},
    Verb{"workato.clone",
         "Copies the workspace with its tokens, as a cloned database would.",
         "apps",
         {},
         {},
         clone},
    Verb{"workato.job_of",
         "Runs a job of a connection by name; its worker may die on the way.",
         "apps",
         kJob,
         {},
         job_of},
    Verb{"workato.expect_requests",
         "Counts the requests made for a connection.",
         "apps",
         kRequests,
         {},
         expect_requests,
         true},
};

}  // namespace

std::span<const Verb> life_verbs() { return kVerbs; }

}  // namespace rehearse::harness
