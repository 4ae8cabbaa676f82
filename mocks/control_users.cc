#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "mocks/control_calls.h"
#include "mocks/instance.h"
#include "mocks/salesforce/org/sign_in.h"
#include "mocks/salesforce/org/totp.h"
#include "mocks/salesforce/org/user_admin.h"
#include "mocks/world.h"

namespace rehearse::control {
namespace {

using salesforce::Profiles;
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

Json written(const User& user, salesforce::Org::Transaction& tx, TimePoint now) {
  Json shown{{"username", user.username},
             {"user_id", user.id.value},
             {"email", user.email},
             {"profile", user.profile},
             {"permission_sets", user.permission_sets},
             {"active", user.is_active},
             {"frozen", user.is_frozen},
             {"locked", salesforce::is_locked_out(user, tx.settings(), now)},
             {"verification", to_text(user.verification)}};
  if (user.verification == VerificationMethod::authenticator) {
    shown["totp"] = salesforce::totp_code(user.totp_secret, now);
  }
  return shown;
}

// The names of a list of texts; the caller judges them.
std::optional<std::vector<std::string>> read_names(Members& members, std::string_view name) {
  const Json* list = members.any(name);
  if (list == nullptr) return std::nullopt;
  std::vector<std::string> names;
  bool is_list = list->is_array();
  for (const Json& item : is_list ? *list : Json::array()) {
    if (item.is_string()) names.push_back(item.get<std::string>());
    is_list = is_list && item.is_string();
  }
  if (!is_list) members.bad_value(name, "give a list of names.");
  return names;
}

void check_names(Members& members, const salesforce::UserChange& change, const Profiles& profiles) {
  if (change.profile && profiles.find(*change.profile) == nullptr) {
    std::vector<std::string> known;
    for (const salesforce::Profile& profile : profiles.all()) known.push_back(profile.name);
    members.bad_value("profile", fmt::format("there is no profile \"{}\"{}", *change.profile,
                                             suggestion(*change.profile, known, "Profiles")));
  }
  if (!change.permission_sets) return;
  std::vector<std::string> known;
  for (const salesforce::PermissionSet& set : profiles.sets()) known.push_back(set.name);
  for (const std::string& name : *change.permission_sets) {
    if (profiles.find_set(name) != nullptr) continue;
    members.bad_value("permission_sets", fmt::format("there is no permission set \"{}\"{}", name,
                                                     suggestion(name, known, "Permission sets")));
  }
}

// Where a link in a mail leads: the listener of this instance, or the org's own domain.
std::string mail_origin(ControlCall& call) {
  const std::string& listener = call.instance.addresses().salesforce;
  return listener.empty() ? "https://" + call.world.org.my_domain_host() : listener;
}

// What the workspace sent, in the org's form.
std::vector<salesforce::Message> workspace_mail(World& world) {
  std::vector<salesforce::Message> messages;
  auto tx = world.workspace.begin();
  for (const workato::Mail& mail : tx.outbox().all()) {
    messages.push_back(
        {.to = mail.to, .subject = mail.subject, .body = mail.body, .sent_at = mail.sent_at});
  }
  return messages;
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
  std::vector<salesforce::Message> mailbox = workspace_mail(call.world);
  auto tx = call.world.org.begin();
  mailbox.insert(mailbox.end(), tx.history().mailbox().begin(), tx.history().mailbox().end());
  std::ranges::stable_sort(mailbox, {}, &salesforce::Message::sent_at);
  Json messages = Json::array();
  for (const salesforce::Message& message : mailbox) {
    messages.push_back({{"to", message.to},
                        {"subject", message.subject},
                        {"code", message.code},
                        {"body", message.body},
                        {"sent_at", format_time(message.sent_at)}});
  }
  return control_json(messages);
}

ControlAnswer list_users(ControlCall& call) {
  if (auto problem = call.refuse_members()) return *problem;
  auto tx = call.world.org.begin();
  Json users = Json::array();
  for (const User& user : tx.users().all()) {
    users.push_back(written(user, tx, call.world.clock.now()));
  }
  return control_json(users);
}

ControlAnswer show_user(ControlCall& call) {
  if (auto problem = call.refuse_members()) return *problem;
  auto tx = call.world.org.begin();
  const User* user = tx.users().find_by_username(call.param("name"));
  if (user == nullptr) return no_such_user(call, tx.users(), call.param("name"));
  return control_json(written(*user, tx, call.world.clock.now()));
}

ControlAnswer edit_user(ControlCall& call) {
  Members members(call.body, call.place);
  salesforce::UserChange change;
  change.is_active = members.flag("active");
  change.is_frozen = members.flag("frozen");
  change.is_locked = members.flag("locked");
  change.password = members.text("password");
  const std::optional<std::string> verification =
      members.choice("verification", {"email", "sms", "authenticator"});
  if (verification) change.verification = method_of(*verification);
  change.profile = members.text("profile");
  change.permission_sets = read_names(members, "permission_sets");
  if (change.password && change.password->size() < 8) {
    members.bad_value("password", "Salesforce takes eight characters or more.");
  }

  call.world.register_secrets();  // the old password may stand in the journal
  const TimePoint now = call.world.clock.now();
  auto tx = call.world.org.begin();
  check_names(members, change, tx.profiles());
  if (auto problem = members.problem()) return *problem;
  const User* user = salesforce::apply_user_change(tx, call.param("name"), change, now);
  if (user == nullptr) return no_such_user(call, tx.users(), call.param("name"));
  return control_json(written(*user, tx, now));
}

ControlAnswer reset_user_password(ControlCall& call) {
  if (auto problem = call.refuse_members()) return *problem;
  call.world.register_secrets();  // the old password may stand in the journal
  const TimePoint now = call.world.clock.now();
  const std::string origin = mail_origin(call);
  {
    auto tx = call.world.org.begin();
    if (salesforce::reset_password(tx, call.param("name"), origin, now) == nullptr)
      return no_such_user(call, tx.users(), call.param("name"));
  }
  call.world.register_secrets();  // the link's token
  auto tx = call.world.org.begin();
  return control_json(written(*tx.users().find_by_username(call.param("name")), tx, now));
}

}  // namespace rehearse::control
