#pragma once

#include <optional>
#include <string>
#include <vector>

#include "mocks/core/result.h"
#include "mocks/core/strong.h"
#include "mocks/core/time.h"
#include "mocks/oauth/app_settings.h"
#include "mocks/oauth/dials.h"
#include "mocks/oauth/rejection.h"

namespace rehearse::oauth {

// ClientParameters are the places where a request may name its client.
struct ClientParameters {
  std::optional<std::string> client_id{}, client_secret{};  // of the body or the query
  std::vector<std::string> authorization{};                 // the Authorization headers
};

// PresentedClient is who the request says it is from. Basic credentials arrive raw from some
// clients and form-encoded from others (RFC 6749 section 2.3.1 demands it), so both readings are
// kept.
struct PresentedClient {
  ClientId id{};
  std::optional<ClientSecret> secret{};
  ClientId decoded_id{};  // the second reading; empty: there is none
  std::optional<ClientSecret> decoded_secret{};
  bool by_basic = false;
};
Result<PresentedClient, Rejection> read_client(const ClientParameters& parameters,
                                               const Dials& dials);

// KnownClient is the app behind the client id.
struct KnownClient {
  const ClientSecret* secret = nullptr;
  const AppSettings* settings = nullptr;
  TimePoint created_at{};
  bool came_by_login_host = false;
};
// SecretNeed says whether the flow demands the secret. A secret that is sent is always validated.
enum class SecretNeed { optional, required };
// Judges the client. `known` is null for a consumer key that no app has.
Result<Done, Rejection> judge_client(const PresentedClient& client, const KnownClient* known,
                                     SecretNeed need, const Dials& dials, TimePoint now);

}  // namespace rehearse::oauth
