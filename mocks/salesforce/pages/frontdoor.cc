#include "mocks/salesforce/endpoints.h"
#include "mocks/salesforce/oauth/bearer.h"
#include "mocks/salesforce/org/hosts.h"
#include "mocks/salesforce/org/login_policy.h"
#include "mocks/salesforce/org/user_facts.h"
#include "mocks/salesforce/pages/browser.h"
#include "mocks/salesforce/reasons.h"
#include "mocks/wire/form.h"

namespace rehearse::salesforce {
namespace {

constexpr std::string_view kHome = "/lightning/page/home";

// Knock is what somebody brings to the door.
struct Knock {
  std::string otp{}, sid{}, start{};
};

Knock knock_of(const wire::WireRequest& request) {
  Knock knock;
  for (const wire::Fields* fields : {&request.form, &request.query}) {
    const auto take = [&](std::string& into, std::string_view name) {
      if (into.empty()) into = wire::value_of(*fields, name).value_or("");
    };
    take(knock.otp, "otp");
    take(knock.sid, "sid");
    take(knock.start, "startURL");
    take(knock.start, "retURL");
  }
  return knock;
}

// Salesforce, documented: a session id, or an access token with web or full.
Result<FrontdoorPass, const Reason*> pass_of(Org& org, Org::Transaction& tx, const std::string& sid,
                                             const wire::WireRequest& request) {
  const auto bearer = find_bearer(org, tx, sid, request);
  if (!bearer) return bearer.error();
  if (!bearer.value().may("web")) return &reason::frontdoor_scope_missing;
  return FrontdoorPass{bearer.value().user->id};
}

// Inferred: a frontdoor is a login, so the user's profile has its say; a session that is taken over
// has passed it.
const Reason* why_kept_out(Org::Transaction& tx, const FrontdoorPass& pass,
                           const wire::WireRequest& request) {
  const User* user = tx.users().find(pass.user);
  if (const Reason* refused = oauth::why_user_refused(facts_of(user))) return refused;
  if (!pass.session.empty()) return nullptr;
  return why_profile_refuses(tx, {.user = *user, .peer = request.peer, .at = request.received_at});
}

Result<FrontdoorPass, const Reason*> let_in(Org& org, Org::Transaction& tx, const Knock& knock,
                                            const wire::WireRequest& request) {
  const TimePoint now = request.received_at;
  if (knock.otp.empty() && knock.sid.empty()) return &reason::frontdoor_credential_missing;
  auto pass = knock.otp.empty()
                  ? pass_of(org, tx, knock.sid, request)
                  : tx.frontdoor_passes().claim(
                        knock.otp, org.dials().duration(oauth::Dial::frontdoor_lifetime), now);
  if (!pass) return pass;
  const Reason* refused = why_kept_out(tx, pass.value(), request);
  return refused != nullptr ? Result<FrontdoorPass, const Reason*>(refused) : pass;
}

// The session behind the door: the one that is taken over, if it is still alive, or a new one.
SessionId session_behind(Org::Transaction& tx, const FrontdoorPass& pass,
                         const wire::WireRequest& request) {
  const TimePoint now = request.received_at;
  const auto before = session_holder(tx, request);
  // As at a login: what was known to somebody else before is worth nothing.
  if (before && before->session->id != pass.session)
    tx.sessions().close(SessionId(before->session->id));
  if (!pass.session.empty() && tx.sessions().find(pass.session.value, now) != nullptr)
    return pass.session;
  return tx.sessions().open(pass.user, now, request.peer).id;
}

}  // namespace

// GET and POST /secur/frontdoor.jsp: a browser session for whoever holds a one-time password or a
// session id. Without a good one the browser ends on the login page.
wire::WireResponse frontdoor(Org& org, wire::Call& call) {
  const wire::WireRequest& request = call.request;
  const Knock knock = knock_of(request);
  // RFC 9700 section 4.11: never to another site.
  const std::string start =
      site_path(knock.start, instance_url(org, request)).value_or(std::string(kHome));
  // RFC 9110 section 9.2.1: a HEAD must change nothing.
  if (request.method == "HEAD") return to_login(start);
  auto tx = org.begin();
  if (call.stopped_before_commit()) return {};
  const auto pass = let_in(org, tx, knock, request);
  if (!pass) {
    call.refuse(*pass.error());
    return to_login(start);
  }
  wire::WireResponse response = wire::redirect_response(start);
  response.headers.push_back(session_cookie(session_behind(tx, pass.value(), request), request));
  response.headers.push_back({"Cache-Control", "no-store"});
  response.headers.push_back({"Referrer-Policy", "no-referrer"});
  return response;
}

}  // namespace rehearse::salesforce
