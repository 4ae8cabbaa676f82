#include "mocks/simulation/lives/client_mistakes.h"

#include "mocks/core/text.h"

namespace rehearse::simulation {
namespace {

constexpr std::string_view kMethod = "&code_challenge_method=S256";
constexpr std::string_view kVerifier = "code_verifier=";

}  // namespace

std::string as_sent(std::string authorize_url, ClientPkce pkce) {
  if (pkce != ClientPkce::s256_without_method) return authorize_url;
  return replace_all(std::move(authorize_url), kMethod, "");
}

Result<wire::WireResponse, Trouble> WrongVerifier::send(const wire::HttpRequest& request) {
  const size_t at = request.body.find(kVerifier);
  if (at == std::string::npos) return by_->send(request);
  wire::HttpRequest altered = request;
  char& first = altered.body[at + kVerifier.size()];
  first = first == 'a' ? 'b' : 'a';  // still well-formed
  return by_->send(altered);
}

}  // namespace rehearse::simulation
