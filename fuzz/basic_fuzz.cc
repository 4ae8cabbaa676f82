// Client authentication. Input: an Authorization header, a line feed, the parameter client_id (none
// if the line is empty), a line feed, then the parameter client_secret (none if it is empty).
// Holds: a second reader of RFC 7617 and RFC 6749 section 2.3.1 comes to the same client; whatever
// id and secret are sent by Basic, raw or encoded, are read as sent; a client is let in only if one
// of the readings is the app's secret, byte for byte.
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "fuzz/support/input.h"
#include "fuzz/support/planted.h"
#include "fuzz/support/promise.h"
#include "fuzz/support/second.h"
#include "mocks/core/crypto.h"
#include "mocks/core/text.h"
#include "mocks/oauth/mutant_judges.h"
#include "mocks/wire/form.h"

namespace {

using namespace rehearse;
using namespace rehearse::oauth;
using fuzz::require;

const ClientSecret kSecret("CANARY+secret %&of:the app");

struct Pair {
  std::string id{}, secret{};
};

// True if the header is of the scheme Basic, whose name's case does not matter.
bool is_basic(std::string_view header) {
  const std::string scheme = lower(header.substr(0, header.find(' ')));
  return scheme == "basic";
}

// RFC 7617 section 2.
std::optional<Pair> pair_of(std::string_view header) {
  const auto text = fuzz::second::base64(trim(header.substr(5)), "+/", true);
  const size_t colon = text ? text->find(':') : std::string::npos;
  if (colon == std::string::npos || colon == 0) return std::nullopt;
  return Pair{text->substr(0, colon), text->substr(colon + 1)};
}

std::optional<ClientSecret> secret_of(const std::optional<std::string>& text) {
  if (!text || text->empty()) return std::nullopt;
  return ClientSecret(*text);
}

void check_reading(const ClientParameters& parameters, const Dials& dials) {
  const auto client = read_client(parameters, dials);
  const std::string& header = parameters.authorization.front();
  if (!is_basic(header) || parameters.client_secret) {
    require(client.ok() == parameters.client_id.has_value(), "body",
            "Without Basic the client is who the parameter names.");
    require(!client || (client.value().id.value == *parameters.client_id &&
                        client.value().secret == secret_of(parameters.client_secret) &&
                        !client.value().by_basic),
            "body", "Without Basic id and secret are the parameters'.");
    return;
  }
  const auto pair = pair_of(header);
  const auto plain_id = pair ? fuzz::second::unescape(pair->id, true) : std::nullopt;
  const bool is_same = !parameters.client_id || !pair || *parameters.client_id == pair->id ||
                       parameters.client_id == plain_id;
  require(client.ok() == (pair && is_same), "second",
          "A header is read if it is base64 of an id, a colon and a secret, and of the client that "
          "the parameter names.");
  if (!client) return;
  const PresentedClient& read = client.value();
  require(read.by_basic && read.id.value == pair->id && read.secret == secret_of(pair->secret),
          "second", "Id and secret are read as they were sent.");
  require(read.decoded_id.value == plain_id.value_or("") &&
              read.decoded_secret == secret_of(fuzz::second::unescape(pair->secret, true)),
          "second", "The second reading is the first, form-decoded.");
}

// What a correct client makes of an id and a secret is read as that id and that secret.
void check_round_trip(std::string_view id, std::string_view secret, const Dials& dials) {
  const std::string pair = wire::percent_encode(id) + ":" + wire::percent_encode(secret);
  const std::string header = "Basic " + base64_encode(pair, Base64::standard);
  const auto client = read_client({.authorization = {header}}, dials);
  require(client.ok() && client.value().decoded_id.value == id &&
              client.value().decoded_secret == secret_of(std::string(secret)),
          "round-trip", "An encoded id and secret are read as that id and that secret.");
  const auto twice = read_client({.authorization = {header, header}}, dials);
  require(!twice, "twice", "Two Basic headers are refused.");
}

void check_secret(const PresentedClient& client, const Dials& dials) {
  static const AppSettings settings;
  const KnownClient known{&kSecret, &settings, kRunStart, false};
  const auto verdict = judge_client(fuzz::planted().mutant, client, &known, SecretNeed::required,
                                    dials, kRunStart + std::chrono::hours(24));
  const bool is_right = client.secret == kSecret || client.decoded_secret == kSecret;
  require(verdict.ok() == is_right, "O-06",
          "A client is let in if it knows the secret, and only then.");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const Dials dials;
  fuzz::Input input(data, size);
  const std::string_view header = input.line(), id = input.line(), secret = input.rest();
  ClientParameters parameters{fuzz::unless_empty(id), fuzz::unless_empty(secret), {}};
  parameters.authorization.emplace_back(header);
  check_reading(parameters, dials);
  if (!id.empty()) check_round_trip(id, secret, dials);
  if (const auto client = read_client(parameters, dials)) check_secret(client.value(), dials);
  return 0;
}
