#include "mocks/salesforce/endpoints.h"
#include "mocks/salesforce/oauth/bearer.h"
#include "mocks/salesforce/org/hosts.h"
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
Result<UserId, const Reason*> holder_of(Org& org, Org::Transaction& tx, const std::string& sid,
                                        TimePoint now) {
  const auto bearer = find_bearer(org, tx, sid, now);
  if (!bearer) return bearer.error();
  if (!bearer.value().may("web")) return &reason::frontdoor_scope_missing;
  return UserId(bearer.value().user->id);
}

Result<UserId, const Reason*> let_in(Org& org, Org::Transaction& tx, const Knock& knock,
                                     TimePoint now) {
  if (knock.otp.empty() && knock.sid.empty()) return &reason::frontdoor_credential_missing;
  if (knock.otp.empty()) return holder_of(org, tx, knock.sid, now);
  auto user = tx.frontdoor_passes().claim(
      knock.otp, org.dials().duration(oauth::Dial::frontdoor_lifetime), now);
  if (!user) return user;
  const Reason* refused = oauth::why_user_refused(facts_of(tx.users().find(user.value())));
  return refused != nullptr ? Result<UserId, const Reason*>(refused) : user;
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
  const auto user = let_in(org, tx, knock, request.received_at);
  if (!user) {
    call.refuse(*user.error());
    return to_login(start);
  }
  // As at a login: what was known to somebody else before is worth nothing.
  if (const auto before = visitor_of(tx, request))
    tx.sessions().close(SessionId(before->session->id));
  const WebSession& session = tx.sessions().open(user.value(), request.received_at);
  wire::WireResponse response = wire::redirect_response(start);
  response.headers.push_back(session_cookie(session.id, request));
  response.headers.push_back({"Cache-Control", "no-store"});
  response.headers.push_back({"Referrer-Policy", "no-referrer"});
  return response;
}

}  // namespace rehearse::salesforce
