#pragma once

#include <functional>
#include <memory>

#include "harness/sandbox/org_identity.h"
#include "harness/sandbox/org_login.h"
#include "harness/sandbox/target_file.h"
#include "mocks/core/result.h"
#include "mocks/core/time.h"
#include "mocks/core/trouble.h"
#include "mocks/wire/http_call.h"

namespace rehearse::harness {

// OrgGuard stands between a run and the org, and fails closed. Until admit() every request that
// could change something is refused with Trouble of the kind `refused`, and nothing is sent:
// - the host is the pinned My Domain or the login host, over https, and for both the pin is a
//   sandbox's, a scratch org's, or (with both flags) a Developer Edition's;
// - no credential (Authorization, cookie, secret in a form) goes to any other host;
// - requests that change something go out only between admit() and the end, on the pinned host;
// - no refresh token is used, and no token revoked, that the run did not get itself;
// - a run's caps (requests, token requests, logins a minute) hold; a token endpoint that answers
//   with a 429 or a 503 with Retry-After is left alone that long;
// - three failures of the environment in a row end the run.
class OrgGuard final : public wire::HttpCall {
 public:
  // `second_flag`: the command line allows a Developer Edition too. `now` is real time.
  OrgGuard(const TargetFile& target, wire::HttpCall& inner, bool second_flag,
           std::function<TimePoint()> now);
  ~OrgGuard() override;

  // Asks who the org is (SELECT Id, IsSandbox, TrialExpirationDate, OrganizationType FROM
  // Organization, and userinfo) and compares with the pin; anything missing, ambiguous or different
  // is Trouble of the kind `refused`, and so is the session's instance_url outside the pin.
  Result<OrgIdentity, Trouble> admit(const OrgSession& session);
  // The same again, before something is changed that cannot be undone. A different answer ends the
  // run: nothing that changes anything is sent any more.
  Result<Done, Trouble> admit_again();

  // Around the taking away of what the run made: what ended the run (caps, failures) does not end
  // that, which has an allowance of its own. Where the org has become another, nothing is changed
  // any more all the same. Afterwards what had ended the run has ended it still.
  void begin_cleanup();
  void end_cleanup();
  // Why nothing more can be done in this run; empty: something can.
  std::string why_ended() const;

  Result<wire::WireResponse, Trouble> send(const wire::HttpRequest& request) override;

  // How many requests went out, and how many of them could change something.
  int sent() const;
  int changing() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace rehearse::harness
