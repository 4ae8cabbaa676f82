#include "mocks/salesforce/oauth/client_lookup.h"

#include "mocks/oauth/errors.h"
#include "mocks/oauth/mutant_judges.h"
#include "mocks/oauth/reasons.h"
#include "mocks/salesforce/org/hosts.h"

namespace rehearse::salesforce {

FoundClient find_client(Org::Transaction& tx, const oauth::PresentedClient& client, TimePoint now) {
  FoundClient found{tx.apps().find_by_key(client.id, now), client.id};
  if (found.app == nullptr && !client.decoded_id.empty())
    found = {tx.apps().find_by_key(client.decoded_id, now), client.decoded_id};
  if (found.app == nullptr) found.retired = tx.apps().why_retired(found.key);
  return found;
}

Result<Done, oauth::Rejection> judge_client(const Org& org, const FoundClient& found,
                                            const oauth::PresentedClient& client,
                                            oauth::SecretNeed need,
                                            const wire::WireRequest& request) {
  // Inferred: the login host of the other kind of orgs knows no app of this one.
  if (found.app != nullptr && came_by_foreign_login_host(org, request))
    return oauth::Rejection{&oauth::error::client_unknown,
                            &oauth::reason::client_of_other_login_host};
  oauth::KnownClient known;
  if (found.app != nullptr) {
    known = {&found.app->secret_of(found.key), &found.app->settings, found.app->created_at,
             came_by_login_host(request)};
  }
  auto judged =
      oauth::judge_client(org.config().mutants, client, found.app == nullptr ? nullptr : &known,
                          need, org.dials(), request.received_at);
  if (!judged && found.retired != nullptr)
    return oauth::Rejection{judged.error().error, found.retired};
  return judged;
}

}  // namespace rehearse::salesforce
