#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "mocks/control_calls.h"
#include "mocks/salesforce/org/totp.h"
#include "mocks/salesforce/org/user_admin.h"
#include "mocks/world.h"

namespace rehearse::control {
namespace {

using salesforce::User;
using salesforce::VerificationMethod;

std::string_view to_text(VerificationMethod method) {
  switch (method) {
    case VerificationMethod::email:
      return "email";
    case VerificationMethod::sms:
      return "sms";
    case VerificationMethod::authenticator:
      return "authenticator";
  }
  return "";
}

VerificationMethod method_of(std::string_view text) {
  if (text == "sms") return VerificationMethod::sms;
  return text == "authenticator" ? VerificationMethod::authenticator : VerificationMethod::email;
}

ControlAnswer user_answer(const User& user, TimePoint now) {
  Json shown{{"username", user.username},
             {"user_id", user.id.value},
             {"email", user.email},
             {"profile", user.profile},
             {"active", user.is_active},
             {"frozen", user.is_frozen},
             {"verification", to_text(user.verification)}};
  if (user.verification == VerificationMethod::authenticator) {
    shown["totp"] = salesforce::totp_code(user.totp_secret, now);
  }
  return control_json(shown);
}

}  // namespace

ControlAnswer no_such_user(const ControlCall& call, const salesforce::Users& users,
                           std::string_view username) {
  std::vector<std::string> known;
  for (const User& user : users.all()) known.push_back(user.username);
  return control_error(404, "not_found",
                       fmt::format("{}: there is no user \"{}\"{}", call.place, username,
                                   suggestion(username, known, "Users")));
}

ControlAnswer show_mailbox(ControlCall& call) {
  if (auto problem = call.refuse_members()) return *problem;
  auto tx = call.world.org.begin();
  Json messages = Json::array();
  for (const salesforce::Message& message : tx.history().mailbox()) {
    messages.push_back({{"to", message.to},
                        {"subject", message.subject},
                        {"code", message.code},
                        {"body", message.body},
                        {"sent_at", format_time(message.sent_at)}});
  }
  return control_json(messages);
}

ControlAnswer show_user(ControlCall& call) {
  if (auto problem = call.refuse_members()) return *problem;
  auto tx = call.world.org.begin();
  const User* user = tx.users().find_by_username(call.param("name"));
  if (user == nullptr) return no_such_user(call, tx.users(), call.param("name"));
  return user_answer(*user, call.world.clock.now());
}

ControlAnswer edit_user(ControlCall& call) {
  Members members(call.body, call.place);
  const std::optional<bool> active = members.flag("active");
  const std::optional<bool> frozen = members.flag("frozen");
  const std::optional<std::string> password = members.text("password");
  const std::optional<std::string> verification =
      members.choice("verification", {"email", "sms", "authenticator"});
  if (password && password->size() < 8) {
    members.bad_value("password", "Salesforce takes eight characters or more.");
  }
  if (auto problem = members.problem()) return *problem;

  salesforce::UserChange change{.is_active = active, .is_frozen = frozen, .password = password};
  if (verification) change.verification = method_of(*verification);

  call.world.register_secrets();  // the old password may stand in the journal
  const TimePoint now = call.world.clock.now();
  auto tx = call.world.org.begin();
  const User* user = salesforce::apply_user_change(tx, call.param("name"), change, now);
  if (user == nullptr) return no_such_user(call, tx.users(), call.param("name"));
  return user_answer(*user, now);
}

}  // namespace rehearse::control
