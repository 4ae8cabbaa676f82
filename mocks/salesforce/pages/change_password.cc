#include <string>

#include "mocks/core/crypto.h"
#include "mocks/salesforce/endpoints.h"
#include "mocks/salesforce/org/login_policy.h"
#include "mocks/salesforce/org/user_admin.h"
#include "mocks/salesforce/pages/browser.h"
#include "mocks/salesforce/reasons.h"
#include "mocks/wire/form.h"
#include "mocks/wire/page.h"

namespace rehearse::salesforce {
namespace {

constexpr std::string_view kHere = "/_ui/system/security/ChangePassword";
constexpr std::string_view kHome = "/lightning/page/home";

// Who changes their password: the holder of a reset link, or somebody signed in.
struct Changer {
  const User* user = nullptr;
  const WebSession* session = nullptr;  // null: by the link
};

Result<Changer, wire::WireResponse> find_changer(Org::Transaction& tx, wire::Call& call,
                                                 const std::string& token) {
  if (token.empty()) {
    const auto visitor = find_visitor(tx, call.request);
    if (!visitor) return to_login(call, *visitor.error());
    return Changer{visitor.value().user, visitor.value().session};
  }
  const User* user = find_reset(tx, token, call.request.received_at);
  if (user != nullptr) return Changer{user};
  call.refuse(reason::password_link_dead);
  return org_page(400, "Link Expired",
                  wire::alert("The link you clicked on is expired or was used before. Ask your "
                              "administrator for another."));
}

wire::WireResponse form_page(const Changer& changer, const std::string& token,
                             std::string_view problem) {
  wire::Markup fields;
  if (!problem.empty()) fields += wire::alert(problem);
  const auto password = [](std::string_view label, std::string_view name) {
    return wire::text_field({.label = label, .name = name, .type = "password"});
  };
  const bool is_signed_in = changer.session != nullptr;
  if (is_signed_in) fields += password("Current Password", "currentpassword");
  fields += password("New Password", "newpassword");
  fields += password("Confirm New Password", "confirmpassword");
  if (!is_signed_in) fields += wire::hidden("token", token);
  fields += wire::button("Change Password", "save", "1");
  wire::Markup content =
      wire::paragraph("Enter a new password for " + changer.user->username + ".");
  content += wire::form(kHere, is_signed_in ? changer.session->csrf : "", fields);
  return org_page(200, "Change Your Password", wire::card(content), {.is_narrow = true});
}

// What stands in the way of the new password; empty: nothing.
std::string problem_of(const Changer& changer, wire::Call& call) {
  const auto typed = [&](std::string_view name) {
    return wire::value_of(call.request.form, name).value_or("");
  };
  if (changer.session != nullptr &&
      !constant_time_equal(changer.user->password, typed("currentpassword"))) {
    call.refuse(reason::login_wrong_password);
    return "The current password is wrong.";
  }
  const std::string wanted = typed("newpassword");
  const bool is_confirmed = wanted == typed("confirmpassword");
  const auto unfit = password_problem(*changer.user, wanted);
  if (is_confirmed && !unfit) return {};
  call.refuse(reason::password_unfit);
  return is_confirmed ? *unfit : "The two passwords don't match.";
}

}  // namespace

wire::WireResponse change_password_page(Org& org, wire::Call& call) {
  const std::string token = wire::value_of(call.request.query, "token").value_or("");
  auto tx = org.begin();
  const auto changer = find_changer(tx, call, token);
  if (!changer) return changer.error();
  return form_page(changer.value(), token, {});
}

wire::WireResponse change_password(Org& org, wire::Call& call) {
  const std::string token = wire::value_of(call.request.form, "token").value_or("");
  auto tx = org.begin();
  const auto found = find_changer(tx, call, token);
  if (!found) return found.error();
  const Changer& changer = found.value();
  if (changer.session != nullptr && !has_csrf(*changer.session, call.request))
    return csrf_refused(call);
  const std::string problem = problem_of(changer, call);
  if (!problem.empty()) return form_page(changer, token, problem);

  const TimePoint now = call.request.received_at;
  const UserId user = changer.user->id;
  apply_user_change(tx, changer.user->username,
                    {.password = wire::value_of(call.request.form, "newpassword")}, now);
  // Inferred: whoever knows the new password goes on with a session, if the profile lets them in.
  const Login login{.user = *tx.users().find(user), .peer = call.request.peer, .at = now};
  if (why_profile_refuses(tx, login) != nullptr || login.user.is_frozen) return to_login(kHome);
  wire::WireResponse response = wire::redirect_response(std::string(kHome));
  const WebSession& session = tx.sessions().open(user, now, call.request.peer);
  response.headers.push_back(session_cookie(session.id, call.request));
  return response;
}

}  // namespace rehearse::salesforce
