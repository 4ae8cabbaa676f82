#include "mocks/salesforce/org/login_policy.h"

#include "mocks/oauth/reasons.h"

namespace rehearse::salesforce {
namespace {

// Salesforce, documented: a limit of 3,600 login requests per user and hour. Inferred: a refresh
// continues a login, unless the dial says that it is one.
bool counts(const Login& login, const oauth::Dials& dials) {
  return login.flow != oauth::LoginFlow::refresh ||
         dials.is(oauth::Dial::login_rate_counts_refreshes, "true");
}

}  // namespace

const Reason* why_profile_refuses(Org::Transaction& tx, const Login& login) {
  const Profile* profile = tx.profiles().find(login.user.profile);
  if (profile == nullptr) return nullptr;
  oauth::LoginFacts facts{
      .flow = login.flow, .is_verified = login.is_verified, .peer = login.peer, .at = login.at};
  if (login.app != nullptr) facts.relaxation = login.app->ip_relaxation;
  return oauth::why_login_restricted(profile->login, facts);
}

const Reason* why_login_refused(Org::Transaction& tx, const Login& login) {
  const int64_t most = tx.dials().number(oauth::Dial::login_rate_per_hour);
  if (counts(login, tx.dials()) && !tx.login_rates().admit(login.user.id, most, login.at))
    return &oauth::reason::login_rate_exceeded;
  return why_profile_refuses(tx, login);
}

}  // namespace rehearse::salesforce
