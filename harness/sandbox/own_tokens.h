#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "mocks/core/crypto.h"
#include "mocks/wire/http_call.h"
#include "mocks/wire/uri.h"

namespace rehearse::harness {

// OwnTokens knows, by their digests, the tokens that the token endpoint gave to this run. The org
// ends a whole connection when a retired refresh token is replayed, and revocation ends it too, so
// neither is done with a token that isn't the run's own. Not safe from two threads at once.
class OwnTokens {
 public:
  // Why the request may not go out, as a sentence without its end; nothing: it may. While
  // `is_login`, a refresh token that came with the login may be used; it is not revoked later.
  std::optional<std::string> why_not(const wire::HttpRequest& request, const wire::Uri& uri,
                                     bool is_login) const;
  // Keeps what came of a request that went out.
  void learn(const wire::HttpRequest& request, const wire::Uri& uri,
             const wire::WireResponse& answer);

 private:
  enum class Whose : uint8_t { the_runs, the_logins };
  std::optional<Whose> find(std::string_view token) const;

  std::map<Digest, Whose> tokens_{};
};

}  // namespace rehearse::harness
