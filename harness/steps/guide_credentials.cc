#include <fmt/format.h>

#include <array>
#include <nlohmann/json.hpp>

#include "harness/steps/support.h"
#include "harness/steps/tables.h"

namespace rehearse::harness {
namespace {

Seen open_settings(Context& context, const Json&) {
  JournalWatch watch(context.target);
  return observe(context.driver.app_open_settings(), watch, "the app's Settings tab is open");
}

Seen open_oauth_settings(Context& context, const Json&) {
  JournalWatch watch(context.target);
  return observe(context.driver.app_open_oauth_settings(), watch, "the OAuth settings are open");
}

Seen seen_credentials(const ActResult& act, JournalWatch& watch) {
  if (!act || !act.value().ok) return observe(act, watch, "");
  const bool shown = act.value().value == "shown";
  Observation seen{.ok = true, .reason = watch.reason()};
  seen.summary = shown ? "the key and the secret are shown" : "a code is asked for: verify";
  seen.description = act.value().value;
  return seen;
}

Seen open_credentials(Context& context, const Json&) {
  JournalWatch watch(context.target);
  return seen_credentials(context.driver.app_open_credentials(), watch);
}

// Everything up to the key and secret, from whatever page: signs in, opens the app by its name.
ActResult walk_to_credentials(Context& context) {
  Driver& driver = context.driver;
  const std::string& label = context.at_hand.app_label;
  auto act = driver.salesforce_sign_in(std::string(kAdmin), std::string(kPassword));
  if (act && act.value().ok) act = driver.salesforce_open_app_manager();
  if (act && act.value().ok) act = driver.app_open(label);
  if (act && act.value().ok) act = driver.app_open_settings();
  if (act && act.value().ok) act = driver.app_open_oauth_settings();
  if (act && act.value().ok) act = driver.app_open_credentials();
  return act;
}

Seen show_credentials(Context& context, const Json&) {
  JournalWatch watch(context.target);
  return seen_credentials(walk_to_credentials(context), watch);
}

std::string newest_code(Context& context) {
  const auto read = control(context.target, "GET", "/mailbox");
  if (!read || !read.value().body.is_array() || read.value().body.empty()) return {};
  return string_member(read.value().body.back(), "code").value_or("");
}

// A code of the right shape that is not the one that was sent.
std::string wrong_code(Context& context) {
  std::string code = newest_code(context);
  if (code.empty()) return "000000";
  code.back() = code.back() == '9' ? '0' : char(code.back() + 1);
  return code;
}

std::string authenticator_code(Context& context) {
  const auto read = control(context.target, "GET", "/users/" + segment(kAdmin));
  return read ? string_member(read.value().body, "totp").value_or("") : std::string();
}

std::string code_for(Context& context, const Json& arguments) {
  const std::string from = text_argument(arguments, "from", "mailbox");
  if (const auto code = string_member(arguments, "code")) return *code;
  // Without a mailbox to read the person has the code, and the driver asks for it.
  if (from == "mailbox" && !context.target.can("mailbox")) return {};
  if (from == "wrong") return wrong_code(context);
  if (from == "authenticator") return authenticator_code(context);
  return newest_code(context);
}

Seen verify_identity(Context& context, const Json& arguments) {
  JournalWatch watch(context.target);
  return observe(context.driver.app_verify_identity(code_for(context, arguments)), watch,
                 "the code is accepted");
}

Seen fail_challenge(Context& context, const Json& arguments) {
  JournalWatch watch(context.target);
  const int64_t tries = integer_member(arguments, "tries").value_or(5);
  ActResult act = walk_to_credentials(context);
  if (!act || !act.value().ok) return observe(act, watch, "");
  for (int64_t done = 0; done < tries; ++done) {
    act = context.driver.app_verify_identity(wrong_code(context));
    if (!act || act.value().ok) break;
  }
  return observe(act, watch, "a wrong code was accepted");
}

Seen resend_code(Context& context, const Json&) {
  JournalWatch watch(context.target);
  return observe(context.driver.app_resend_code(), watch, "another code is sent");
}

Seen copied(Context& context, const ActResult& act, JournalWatch& watch, const char* name,
            std::string& kept) {
  if (act && act.value().ok) {
    kept = act.value().value;
    context.captures.offer(name, kept);
  }
  return observe(act, watch, fmt::format("copied, {} characters", kept.size()));
}

Seen copy_key(Context& context, const Json&) {
  JournalWatch watch(context.target);
  return copied(context, context.driver.app_read_key(), watch, "consumer_key",
                context.at_hand.consumer_key);
}

Seen copy_secret(Context& context, const Json&) {
  JournalWatch watch(context.target);
  return copied(context, context.driver.app_read_secret(), watch, "consumer_secret",
                context.at_hand.consumer_secret);
}

constexpr std::array kVerify{
    Argument{"code", Kind::text, false, "code"},
    choice("from", "mailbox|authenticator|wrong"),
};
constexpr std::array kFail{Argument{"tries", Kind::integer}};
constexpr std::array<std::string_view, 1> kKey{"consumer_key"};
constexpr std::array<std::string_view, 1> kSecret{"consumer_secret"};

constexpr std::array kVerbs{
    Verb{"app.open_settings", "Opens the app's Settings tab.", "", {}, {}, open_settings},
    Verb{"app.open_oauth_settings",
         "Expands the OAuth Settings section.",
         "",
         {},
         {},
         open_oauth_settings},
    Verb{"app.open_credentials",
         "Clicks Consumer Key and Secret; says \"verify\" or \"shown\".",
         "",
         {},
         {},
         open_credentials},
    Verb{"app.show_credentials",
         "Signs in and walks all the way to the key and secret; says \"verify\" or \"shown\".",
         "",
         {},
         {},
         show_credentials},
    Verb{"app.verify_identity", "Enters a one-time password.", "", kVerify, {}, verify_identity},
    Verb{"app.resend_code", "Asks for another one-time password.", "", {}, {}, resend_code},
    Verb{"app.fail_challenge",
         "Asks for the key and enters wrong codes.",
         "mailbox",
         kFail,
         {},
         fail_challenge},
    Verb{"app.copy_key", "Copies the consumer key.", "", {}, kKey, copy_key},
    Verb{"app.copy_secret", "Copies the consumer secret.", "", {}, kSecret, copy_secret},
};

}  // namespace

std::span<const Verb> credential_verbs() { return kVerbs; }

}  // namespace rehearse::harness
