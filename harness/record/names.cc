#include "harness/record/names.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

#include "mocks/core/redact.h"
#include "mocks/core/text.h"

namespace rehearse::harness {
namespace {

using View = std::string_view;

// Names without underscores and hyphens, in lower case. Other names of secrets are known to
// is_secret_name.
constexpr std::array<std::pair<View, View>, 34> kKinds{{
    {"accesstoken", "access_token"},
    {"oauthtoken", "access_token"},
    {"assertion", "assertion"},
    {"clientassertion", "assertion"},
    {"clientid", "consumer_key"},
    {"clientsecret", "consumer_secret"},
    {"code", "code"},
    {"codechallenge", "challenge"},
    {"codeverifier", "verifier"},
    {"consumerkey", "consumer_key"},
    {"consumersecret", "consumer_secret"},
    {"cshc", "opaque"},
    {"email", "email"},
    {"fromuri", "opaque"},
    {"idtoken", "jwt"},
    {"jti", "opaque"},
    {"nonce", "nonce"},
    {"onetimepassword", "one_time_password"},
    {"otp", "one_time_password"},
    {"password", "password"},
    {"preferredusername", "username"},
    {"pw", "password"},
    {"refreshtoken", "refresh_token"},
    {"secret", "consumer_secret"},
    {"session", "session"},
    {"sessionid", "session"},
    {"sid", "session"},
    {"signature", "signature"},
    {"state", "state"},
    {"un", "username"},
    {"username", "username"},
    {"verificationcode", "one_time_password"},
    {"verifier", "verifier"},
    {"vcode", "one_time_password"},
}};

// Also names of an error's code, a deployment's state, a status.
constexpr std::array<View, 6> kAmbiguous{"code",    "session", "state",
                                         "subject", "token",   "signature"};

constexpr std::array<View, 17> kPersonal{
    "alias",       "displayname", "familyname",  "firstname",    "fullname",         "givenname",
    "lastname",    "mobile",      "mobilephone", "name",         "nickname",         "phone",
    "phonenumber", "photo",       "street",      "userfullname", "communitynickname"};

constexpr std::array<HeaderRow, 22> kHeaders{{
    {"accept-ranges", "of whatever stands before the API"},
    {"age", "of a cache"},
    {"alt-svc", "of the connection"},
    {"connection", "of the connection"},
    {"content-encoding", "of the connection: what was compressed is the same"},
    {"content-length", "follows from the body"},
    {"date", "when the answer was made"},
    {"etag", "of a cache"},
    {"keep-alive", "of the connection"},
    {"last-modified", "of a cache"},
    {"nel", "how a browser reports network errors"},
    {"report-to", "how a browser reports network errors"},
    {"server", "names the product that answers"},
    {"server-timing", "how long it took"},
    {"sforce-limit-info", "counts what others asked for as well"},
    {"transfer-encoding", "of the connection"},
    {"vary", "of a cache"},
    {"via", "names the proxies in between"},
    {"x-envoy-upstream-service-time", "how long it took"},
    {"x-request-id", "differs for every request"},
    {"x-runtime", "how long it took"},
    {"x-sfdc-request-id", "differs for every request"},
}};

std::string plain(View name) {
  std::string text;
  for (const char c : lower(name)) {
    if (c != '_' && c != '-') text += c;
  }
  return text;
}

template <class Table>
bool holds(const Table& table, View name) {
  return std::find(table.begin(), table.end(), name) != table.end();
}

// Letters as nobody writes them in a word: upper and lower case mixed, a third or more upper.
bool looks_random(View letters) {
  constexpr size_t kShortest = 8;
  const auto upper = std::count_if(letters.begin(), letters.end(),
                                   [](char c) { return std::isupper(uint8_t(c)) != 0; });
  const bool mixed = std::any_of(letters.begin(), letters.end(),
                                 [](char c) { return std::islower(uint8_t(c)) != 0; });
  return letters.size() >= kShortest && mixed && size_t(upper) * 3 >= letters.size();
}

// One random value in a thousand has no digit; a word of a vocabulary has none ever, nor what
// base64 adds to the letters.
bool looks_secret(View value) {
  constexpr size_t kShortest = 12;
  if (value.size() < kShortest || value.find(' ') != View::npos) return false;
  if (value.find_first_of("0123456789+/=") != View::npos) return true;
  size_t at = 0;
  while (at < value.size()) {
    const size_t end = std::min(value.find_first_of("_-.:", at), value.size());
    if (looks_random(value.substr(at, end - at))) return true;
    at = end + 1;
  }
  return false;
}

}  // namespace

std::string_view kind_of_parameter(std::string_view name) {
  const std::string wanted = plain(name);
  for (const auto& [known, kind] : kKinds) {
    if (known == wanted) return kind;
  }
  return is_secret_name(name) ? View("secret") : View();
}

std::string_view kind_of_member(std::string_view name, std::string_view value) {
  const View kind = kind_of_parameter(name);
  if (kind.empty() || !holds(kAmbiguous, plain(name))) return kind;
  return looks_secret(value) ? kind : View();
}

bool is_personal(std::string_view name) {
  const std::string wanted = plain(name);
  return holds(kPersonal, wanted) || wanted.ends_with("byname");
}

bool names_a_user(std::string_view name) {
  const std::string wanted = plain(name);
  return wanted == "username" || wanted == "email" || wanted == "preferredusername" ||
         wanted == "useremail";
}

bool names_a_number(std::string_view name) {
  return name == "id" || name.ends_with("_id") || name.ends_with("Id");
}

std::span<const HeaderRow> headers_that_never_matter() { return kHeaders; }

bool never_matters(std::string_view header) {
  const std::string wanted = lower(header);
  return std::any_of(kHeaders.begin(), kHeaders.end(),
                     [&](const HeaderRow& row) { return row.name == wanted; });
}

}  // namespace rehearse::harness
