// PKCE. Input: code_challenge, code_challenge_method and code_verifier, a line feed between two;
// what is empty is absent, and a challenge `=` stands for the one that belongs to the verifier.
// Holds: base64url agrees with a second reader; a challenge is accepted if its method is S256 or
// absent and it is 43 characters of base64url; a code is exchanged for the verifier of its
// challenge, 43 to 256 unreserved characters without a tilde, and for no other; without a challenge
// there is no verifier.
#include <cstdint>
#include <optional>
#include <string>

#include "fuzz/support/input.h"
#include "fuzz/support/planted.h"
#include "fuzz/support/promise.h"
#include "fuzz/support/second.h"
#include "mocks/core/crypto.h"
#include "mocks/oauth/mutant_judges.h"

namespace {

using namespace rehearse;
using namespace rehearse::oauth;
using fuzz::require;

constexpr std::string_view kUrlSafe =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
constexpr std::string_view kCallback = "https://www.workato.com/oauth/callback";

bool is_made_of(std::string_view text, std::string_view alphabet) {
  return text.find_first_not_of(alphabet) == std::string_view::npos;
}

// RFC 7636 section 4.2: 32 bytes are 43 characters, the last of which has two bits to spare.
bool is_challenge(std::string_view text) {
  return text.size() == 43 && is_made_of(text, kUrlSafe) && kUrlSafe.find(text.back()) % 4 == 0;
}

// RFC 7636 section 4.1; Salesforce, observed: up to 256, no tilde.
bool is_verifier(std::string_view text) {
  return text.size() >= 43 && text.size() <= 256 && is_made_of(text, std::string(kUrlSafe) + ".");
}

void check_base64(std::string_view text) {
  require(base64_decode(text, Base64::url) == fuzz::second::base64(text, "-_", false), "second",
          "base64url reads the same as a second reader's.");
  require(base64_decode(text, Base64::standard) == fuzz::second::base64(text, "+/", true), "second",
          "base64 reads the same as a second reader's.");
  for (const Base64 alphabet : {Base64::url, Base64::standard, Base64::token}) {
    const std::string encoded = base64_encode(text, alphabet);
    require(base64_decode(encoded, alphabet) == std::string(text), "round-trip",
            "What is encoded is read as what it was.");
    const auto decoded = base64_decode(text, alphabet);
    require(!decoded || base64_encode(*decoded, alphabet) == text, "canonical",
            "Only one text stands for the same bytes.");
  }
}

// The challenge that the code is bound to, if the request was accepted.
std::optional<CodeChallenge> check_challenge(const std::optional<std::string>& challenge,
                                             const std::optional<std::string>& method,
                                             bool is_required) {
  static const Dials dials;
  AppSettings settings;
  settings.is_pkce_required = is_required;
  settings.callback_urls = {std::string(kCallback)};
  const AskedApp app{&settings, kRunStart};
  AuthorizeParameters parameters;
  parameters.client_id = "client";
  parameters.response_type = "code";
  parameters.redirect_uri = kCallback;
  parameters.code_challenge = challenge;
  parameters.code_challenge_method = method;
  const auto judged = judge_authorize(fuzz::planted().mutant, parameters, &app, dials,
                                      kRunStart + std::chrono::hours(24));
  const bool is_good = challenge ? is_challenge(*challenge) && (!method || *method == "S256")
                                 : !is_required && !method;
  require(judged.ok() == is_good, "challenge",
          "A challenge is 43 characters of base64url, by S256; an app that asks for one gets one.");
  if (!judged) return std::nullopt;
  require(judged.value().code_challenge.value == challenge.value_or("") &&
              !judged.value().is_challenge_plain,
          "bound", "The code is bound to the challenge that was sent.");
  return judged.value().code_challenge;
}

void check_exchange(const CodeChallenge& challenge, const std::optional<std::string>& verifier) {
  static const Dials dials;
  static const AppSettings settings;
  CodeFacts code;
  code.is_issued = code.is_kept = code.is_own = true;
  code.issued_at = kRunStart;
  code.redirect_uri = kCallback;
  code.challenge = {&challenge, false};
  code.user = {true, true, false};
  const Exchange exchange{std::string(kCallback), verifier, "127.0.0.1"};
  const auto judged =
      judge_exchange(fuzz::planted().mutant, code, exchange, settings, dials, kRunStart);
  if (challenge.empty()) {
    require(judged.ok() == !verifier.has_value(), "O-06",
            "Without a challenge there is no verifier.");
    return;
  }
  const bool is_right =
      verifier && is_verifier(*verifier) &&
      fuzz::second::base64(challenge.value, "-_", false) ==
          std::string(reinterpret_cast<const char*>(sha256(*verifier).data()), sizeof(Digest));
  require(judged.ok() == is_right, "O-06",
          "A code is exchanged for the verifier of its challenge and for no other.");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  fuzz::Input input(data, size);
  const std::string_view sent = input.line(), method = input.line(), verifier = input.rest();
  check_base64(sent);
  check_base64(verifier);
  const std::string own = s256_challenge(verifier).value;
  require(is_challenge(own), "shape", "A challenge that is made is one that is accepted.");
  const auto challenge = fuzz::unless_empty(sent == "=" ? std::string_view(own) : sent);
  for (const bool is_required : {true, false}) {
    const auto bound = check_challenge(challenge, fuzz::unless_empty(method), is_required);
    if (bound) check_exchange(*bound, fuzz::unless_empty(verifier));
  }
  // What was bound before the rules were as they are now is no reason to let a verifier pass.
  if (challenge) check_exchange(CodeChallenge(*challenge), fuzz::unless_empty(verifier));
  return 0;
}
