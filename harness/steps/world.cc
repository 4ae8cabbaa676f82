#include <fmt/format.h>

#include <array>
#include <nlohmann/json.hpp>

#include "harness/steps/support.h"
#include "harness/steps/tables.h"

namespace rehearse::harness {
namespace {

Seen after(const Result<JsonAnswer, Trouble>& called, std::string done) {
  if (!called) return called.error();
  return observe(called.value(), std::move(done));
}

Seen advance(Context& context, const Json& arguments) {
  const std::string by = text_argument(arguments, "by");
  return after(advance_clock(context.target, by), by + " pass");
}

Seen set_clock(Context& context, const Json& arguments) {
  const std::string to = text_argument(arguments, "to");
  return after(control(context.target, "POST", "/clock", {{"set", to}}), "it is " + to);
}

Seen change_user(Context& context, const Json& arguments) {
  const std::string username = text_argument(arguments, "username", kUser);
  const Json* change = find_member(arguments, "change");
  std::vector<std::string> what;
  for (const auto& [name, value] : change->items()) {
    what.push_back(name == "password" ? "a new password" : name + " " + dump_json(value));
  }
  return after(control(context.target, "PATCH", "/users/" + segment(username), *change),
               fmt::format("{}: {}", username, fmt::join(what, ", ")));
}

Seen reset_password(Context& context, const Json& arguments) {
  const std::string username = text_argument(arguments, "username", kUser);
  return after(control(context.target, "POST", "/users/" + segment(username) + "/reset-password"),
               username + " is mailed a link to a new password");
}

std::string names_of(const Json& change) {
  std::vector<std::string> names;
  for (const auto& [name, value] : change.items()) names.push_back(name);
  return fmt::format("{}", fmt::join(names, ", "));
}

Seen change_profile(Context& context, const Json& arguments) {
  const std::string profile = text_argument(arguments, "profile", "Standard User");
  const Json& change = *find_member(arguments, "change");
  return after(control(context.target, "PATCH", "/profiles/" + segment(profile), change),
               fmt::format("{}: {}", profile, names_of(change)));
}

Seen change_org(Context& context, const Json& arguments) {
  const Json& settings = *find_member(arguments, "settings");
  return after(control(context.target, "PATCH", "/org", settings),
               "changed for the whole org: " + names_of(settings));
}

// GET /users/NAME carries the authenticator's current code for a user who has one.
Seen read_authenticator(Context& context, const Json& arguments) {
  const std::string username = text_argument(arguments, "username", kAdmin);
  auto called = control(context.target, "GET", "/users/" + segment(username));
  if (!called) return called.error();
  const auto code = string_member(called.value().body, "totp");
  if (!code) return refused(username + " has no authenticator app");
  context.captures.offer("code", *code);
  return observe(called.value(), "the authenticator app shows a code");
}

Seen read_mailbox(Context& context, const Json& arguments) {
  auto called = control(context.target, "GET", "/mailbox");
  if (!called) return called.error();
  const std::string to = text_argument(arguments, "to");
  const Json* found = nullptr;
  if (called.value().body.is_array()) {
    for (const Json& message : called.value().body) {
      if (to.empty() || string_member(message, "to") == to) found = &message;
    }
  }
  if (found == nullptr) return refused("the mailbox holds no message");
  context.captures.offer("code", string_member(*found, "code").value_or(""));
  const std::string subject = string_member(*found, "subject").value_or("");
  context.captures.offer("subject", subject);
  return observe(called.value(), fmt::format("a message: {}", subject));
}

Seen put_network(Context& context, const Json& arguments) {
  std::map<std::string, std::string>& network = context.at_hand.network;
  network.clear();
  for (const auto& [peer, counts_as] : find_member(arguments, "addresses")->items()) {
    if (counts_as.is_string()) network[peer] = counts_as.get<std::string>();
  }
  return after(control(context.target, "PUT", "/network", *find_member(arguments, "addresses")),
               fmt::format("{} addresses are mapped", network.size()));
}

Seen plan_fault(Context& context, const Json& arguments) {
  const Json& fault = *find_member(arguments, "fault");
  return after(control(context.target, "POST", "/faults", fault),
               fmt::format("planned: {} at {}, {}", string_member(fault, "route").value_or("?"),
                           string_member(fault, "at").value_or("before"),
                           string_member(fault, "action").value_or("?")));
}

Seen turn_dials(Context& context, const Json& arguments) {
  return after(control(context.target, "PATCH", "/dials", *find_member(arguments, "dials")),
               "the dials are turned");
}

constexpr std::array kAdvance{Argument{"by", Kind::duration, true}};
constexpr std::array kSet{Argument{"to", Kind::text, true}};
constexpr std::array kChangeUser{Argument{"username", Kind::text},
                                 Argument{"change", Kind::object, true}};
constexpr std::array kResetPassword{Argument{"username", Kind::text}};
constexpr std::array kChangeProfile{Argument{"profile", Kind::text},
                                    Argument{"change", Kind::object, true}};
constexpr std::array kChangeOrg{Argument{"settings", Kind::object, true}};
constexpr std::array kAuthenticator{Argument{"username", Kind::text}};
constexpr std::array kMailbox{Argument{"to", Kind::text}};
constexpr std::array kNetwork{Argument{"addresses", Kind::object, true}};
constexpr std::array kFault{Argument{"fault", Kind::object, true}};
constexpr std::array kDials{Argument{"dials", Kind::object, true}};
constexpr std::array<std::string_view, 1> kCode{"code"};
constexpr std::array<std::string_view, 2> kMessage{"code", "subject"};

constexpr std::array kVerbs{
    Verb{"clock.advance", "Lets virtual time pass.", "time", kAdvance, {}, advance},
    Verb{"clock.set", "Sets virtual time.", "clock", kSet, {}, set_clock},
    Verb{"user.change",
         "Changes a user of the org as an administrator does.",
         "users",
         kChangeUser,
         {},
         change_user},
    Verb{"user.reset_password",
         "Resets a user's password as an administrator does.",
         "users",
         kResetPassword,
         {},
         reset_password},
    Verb{"profile.change",
         "Changes a profile: its permissions, login IP ranges and login hours.",
         "users",
         kChangeProfile,
         {},
         change_profile},
    Verb{"org.change", "Changes settings of the whole org.", "org", kChangeOrg, {}, change_org},
    Verb{"authenticator.read", "Reads the code of a user's authenticator app.", "users",
         kAuthenticator, kCode, read_authenticator, true},
    Verb{"mailbox.read", "Reads the newest message the org sent.", "mailbox", kMailbox, kMessage,
         read_mailbox, true},
    Verb{"network.put",
         "Sets which addresses the loopback peers count as.",
         "network",
         kNetwork,
         {},
         put_network},
    Verb{"fault.plan",
         "Plans a fault of the network or of a server.",
         "faults",
         kFault,
         {},
         plan_fault},
    Verb{"dials.turn", "Turns dials of the mocks.", "dials", kDials, {}, turn_dials},
};

}  // namespace

std::span<const Verb> world_verbs() { return kVerbs; }

}  // namespace rehearse::harness
