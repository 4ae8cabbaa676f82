#include "mocks/oauth/client_auth_rules.h"

#include "mocks/core/crypto.h"
#include "mocks/core/text.h"
#include "mocks/oauth/errors.h"
#include "mocks/oauth/reasons.h"
#include "mocks/oauth/ttl_rules.h"

namespace rehearse::oauth {
namespace {

std::optional<int> hex_value(char character) {
  if (character >= '0' && character <= '9') return character - '0';
  if (character >= 'a' && character <= 'f') return character - 'a' + 10;
  if (character >= 'A' && character <= 'F') return character - 'A' + 10;
  return {};
}

// application/x-www-form-urlencoded, one value. Nothing if the text is not so encoded.
std::optional<std::string> form_decode(std::string_view text) {
  std::string decoded;
  for (size_t index = 0; index < text.size(); ++index) {
    if (text[index] != '%') {
      decoded += text[index] == '+' ? ' ' : text[index];
      continue;
    }
    if (index + 2 >= text.size()) return {};
    const auto high = hex_value(text[index + 1]), low = hex_value(text[index + 2]);
    if (!high || !low) return {};
    decoded += char(*high * 16 + *low);
    index += 2;
  }
  return decoded;
}

// True for the scheme Basic; the scheme's case does not matter (RFC 9110 section 11.1).
bool is_basic(std::string_view header) {
  return lower(header.substr(0, 6)) == "basic " || lower(header) == "basic";
}

std::optional<PresentedClient> parse_basic(std::string_view header) {
  const auto pair = base64_decode(trim(header.substr(5)), Base64::standard);
  if (!pair) return {};
  const size_t colon = pair->find(':');
  if (colon == std::string::npos || colon == 0) return {};
  PresentedClient client;
  client.by_basic = true;
  client.id = ClientId(pair->substr(0, colon));
  const std::string secret = pair->substr(colon + 1);
  if (!secret.empty()) client.secret = ClientSecret(secret);
  if (const auto id = form_decode(client.id.value)) client.decoded_id = ClientId(*id);
  const auto decoded = form_decode(secret);
  if (decoded && !decoded->empty()) client.decoded_secret = ClientSecret(*decoded);
  return client;
}

bool matches(const std::optional<ClientSecret>& sent, const ClientSecret& expected) {
  return sent && !expected.empty() && constant_time_equal(sent->value, expected.value);
}

}  // namespace

Result<PresentedClient, Rejection> read_client(const ClientParameters& parameters,
                                               const Dials& dials) {
  std::vector<std::string_view> basics;
  for (const std::string& header : parameters.authorization) {
    if (is_basic(header)) basics.push_back(header);
  }
  if (!basics.empty() && parameters.client_secret) {
    // RFC 6749 section 2.3: one method a request; Salesforce, observed: the body's pair wins.
    if (dials.is(Dial::client_auth_both, "reject"))
      return Rejection{&error::client_auth_twice, &reason::client_auth_twice};
    basics.clear();
  }
  if (basics.empty()) {
    // RFC 6749 section 2.3.1: credentials in the body.
    if (!parameters.client_id) return Rejection{&error::client_unknown, &reason::client_missing};
    PresentedClient client;
    client.id = ClientId(*parameters.client_id);
    if (parameters.client_secret) client.secret = ClientSecret(*parameters.client_secret);
    return client;
  }
  // RFC 7617 section 2: base64 of id, colon, secret; one header.
  const auto client = basics.size() == 1 ? parse_basic(basics.front()) : std::nullopt;
  if (!client) return Rejection{&error::basic_malformed, &reason::basic_header_malformed};
  const auto& named = parameters.client_id;
  if (named && *named != client->id.value && *named != client->decoded_id.value)
    return Rejection{&error::client_auth_twice, &reason::client_id_conflict};
  return *client;
}

Result<Done, Rejection> judge_client(const PresentedClient& client, const KnownClient* known,
                                     SecretNeed need, const Dials& dials, TimePoint now) {
  // Salesforce, observed: an unknown consumer key has an error of its own.
  if (known == nullptr) return Rejection{&error::client_unknown, &reason::client_unknown};
  // Salesforce, documented: a new app takes minutes to be known everywhere.
  const Duration delay = dials.duration(Dial::app_propagation_delay);
  if (delay.count() > 0 && !expired(known->created_at, delay, now))
    return Rejection{&error::client_unknown, &reason::app_not_propagated};
  // Salesforce, observed: a Local app is known to its own org alone.
  if (known->came_by_login_host && known->settings->distribution_state == DistributionState::local)
    return Rejection{&error::app_not_found, &reason::app_not_in_org};
  // Salesforce, documented policies: an app or its OAuth plugin can be disabled; observed: the
  // answer is the same for a wrong secret, so this is looked at first.
  if (!known->settings->is_enabled)
    return Rejection{&error::app_switched_off, &reason::app_disabled};
  if (!known->settings->is_oauth_enabled)
    return Rejection{&error::app_switched_off, &reason::app_oauth_off};
  // RFC 6749 section 3.2.1; Salesforce, documented: a secret that is sent is validated even where
  // it is optional.
  if (client.secret) {
    if (!matches(client.secret, *known->secret) && !matches(client.decoded_secret, *known->secret))
      return Rejection{&error::client_refused, &reason::secret_wrong};
  } else if (need == SecretNeed::required) {
    return Rejection{&error::client_refused, &reason::secret_missing};
  }
  return Done{};
}

}  // namespace rehearse::oauth
