// The token endpoint's answer as Workato's client reads it. Input: as fuzz/support/request_text.h
// spells it, but answering: the form's parameters are the members of a JSON object (a name that
// ends in a colon has its value as JSON), headers are headers. `Status: 400` is the status, `!raw`
// sends the form's bytes as they are, `!lost` and `!unsent` send nothing, `!active` and `!inactive`
// are what introspection says if it is asked. Holds: a refresh ends with the tokens of a good
// answer, or with the old ones, or, where the org said that they are dead, with none; requests go
// to the connection's org alone, and never more of them than a lost answer allows.
#include <algorithm>
#include <array>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <span>
#include <string_view>

#include "fuzz/mutate/form_mutator.h"
#include "fuzz/support/own_form.h"
#include "fuzz/support/promise.h"
#include "fuzz/support/request_text.h"
#include "fuzz/support/workato_trip.h"
#include "mocks/core/json.h"
#include "mocks/core/text.h"
#include "mocks/workato/engine/refresh.h"
#include "mocks/workato/engine/token_answer.h"

namespace {

using namespace rehearse;
using namespace rehearse::fuzz;
using workato::ConnectionStatus;

constexpr std::string_view kOldAccess = "00D!old-access", kOldRefresh = "5Aep861-old-refresh";
constexpr std::string_view kInstance = "https://rehearsal.my.salesforce.com";

const FormVocabulary& vocabulary() {
  static const FormVocabulary the_vocabulary{
      .shapes = {"access_token=$access&refresh_token=$refresh&token_type=Bearer&"
                 "instance_url=$instance&scope=api&id=$id&issued_at=1&expires_in:=7200",
                 "access_token=$access&token_type=Bearer",
                 "error=invalid_grant&error_description=expired+access%2Frefresh+token",
                 "error=invalid_grant&error_description=ip+restricted",
                 "error=invalid_client&error_description=invalid+client+credentials"},
      .heads = {"Status: 400", "Status: 401", "Status: 429", "Status: 500", "Status: 503",
                "Status: 302", "!raw", "!lost", "!unsent", "!active", "!inactive", "Age: 10",
                "Retry-After: 30", "Retry-After: -1", "Location: https://evil.example/"},
      .words = {{"access", "00D!new-access"},
                {"refresh", std::string(80, 'r')},
                {"old_refresh", std::string(kOldRefresh)},
                {"instance", "https://other.my.salesforce.com"},
                {"evil_instance", "https://evil.example"},
                {"metadata_instance", "http://169.254.169.254"},
                {"id", "https://login.salesforce.com/id/1/2"}}};
  return the_vocabulary;
}

std::string body_of(const RequestText& text) {
  if (text.wish == "raw") return text.form;
  Json json = Json::object();
  for (const auto& [name, value] : own_form(text.form).fields) {
    const bool is_json = name.ends_with(':');
    const auto parsed = is_json ? parse_json(value) : Result<Json, std::string>(Json(value));
    json[is_json ? name.substr(0, name.size() - 1) : name] = parsed.ok() ? parsed.value() : Json();
  }
  return dump_json(json);
}

StubOrg::Answer answer_of(const RequestText& text) {
  if (text.wish == "lost") return Trouble{Trouble::Kind::timeout, "No answer.", "org", true};
  if (text.wish == "unsent") return Trouble{};
  wire::WireResponse response;
  for (const wire::Field& header : text.headers) {
    if (header.name != "Status") response.headers.push_back(header);
  }
  const std::string status = wire::header_of(text.headers, "Status").value_or("200");
  if (status.size() == 3 &&
      std::all_of(status.begin(), status.end(), [](char c) { return c >= '0' && c <= '9'; }))
    response.status = std::stoi(status);
  response.body = body_of(text);
  return response;
}

// What an answer means, by the rules (facts on OAuth, section 3.3).
struct Meaning {
  bool gives_tokens = false;
  bool may_end = false;       // the org refuses the grant, in no words that it uses of live tokens
  bool must_end = false;      // and in no words that resemble those
  bool is_ambiguous = false;  // the org may have rotated
  std::optional<bool> active{};  // if it was introspection's answer
  std::string access{}, refresh{};
};

std::string text_at(const Json& json, const char* name) {
  return json.is_object() && json.contains(name) && json[name].is_string()
             ? json[name].get<std::string>()
             : "";
}

// What the org says where the token lives on (facts on OAuth, section 3.3): a refused address,
// hours, a rate, a request under way. Words that merely resemble it may be read either way.
constexpr std::array<std::string_view, 6> kLiveTokenTexts{
    "ip restricted",   "invalid login hours",
    "rate exceeded",   "token request is already being processed",
    "logins exceeded", "expired authorization code"};
constexpr std::array<std::string_view, 5> kLiveTokenWords{
    "ip restricted", "login hours", "exceeded", "being processed", "expired authorization code"};

bool says_any(const std::string& description, std::span<const std::string_view> texts) {
  return std::ranges::any_of(
      texts, [&](std::string_view text) { return description.find(text) != std::string::npos; });
}

bool is_text_or_absent(const Json& json, const char* name) {
  return !json.contains(name) || json[name].is_string();
}

Meaning meaning_of(const StubOrg::Answer& answer) {
  Meaning meaning;
  if (!answer.ok()) return {.is_ambiguous = answer.error().bytes_sent};
  const wire::WireResponse& response = answer.value();
  const auto json = parse_json(response.body);
  const bool is_throttled = response.status == 429 || response.status == 503;
  if (response.status == 200 || (response.status >= 500 && !is_throttled) || response.status == 408)
    meaning.is_ambiguous = true;
  if (!json.ok() || !json.value().is_object() || is_throttled || response.status >= 500)
    return meaning;
  const Json& told = json.value();
  const std::string error = text_at(told, "error");
  const std::string description = lower(text_at(told, "error_description"));
  if (response.status == 200 && told.contains("active") && told["active"].is_boolean())
    meaning.active = told["active"].get<bool>();
  if (response.status != 200) {
    for (const std::string_view unknown : {"server_error", "unknown_error", "system_down",
                                           "service_unavailable", "temporarily_unavailable"})
      meaning.is_ambiguous = meaning.is_ambiguous || error == unknown;
    const bool is_refused = response.status != 408 && error == "invalid_grant";
    meaning.may_end = is_refused && !says_any(description, kLiveTokenTexts);
    meaning.must_end = is_refused && !says_any(description, kLiveTokenWords);
    return meaning;
  }
  for (const char* name : {"access_token", "refresh_token", "token_type", "instance_url", "id",
                           "scope", "issued_at", "signature"}) {
    if (!is_text_or_absent(told, name)) return meaning;
  }
  if (wire::header_of(response.headers, "Age") || told.contains("error")) return meaning;
  meaning.access = text_at(told, "access_token");
  meaning.refresh = text_at(told, "refresh_token");
  meaning.gives_tokens = !meaning.access.empty() && lower(text_at(told, "token_type")) == "bearer";
  return meaning;
}

// RFC 6749, appendix A: the characters of a token.
bool is_plain(const Meaning& meaning) {
  const std::string both = meaning.access + meaning.refresh;
  return std::all_of(both.begin(), both.end(), [](char c) { return c >= 0x20 && c <= 0x7e; });
}

// An https host of Salesforce, and nothing but scheme, host and port.
bool is_own_host(std::string_view url) {
  if (!lower(url.substr(0, 8)).starts_with("https://")) return false;
  std::string host = lower(url.substr(8));
  if (host.ends_with('/')) host.pop_back();
  if (host.ends_with(":443")) host.resize(host.size() - 4);
  const bool is_host = std::all_of(host.begin(), host.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_';
  });
  return is_host && (host.ends_with(".salesforce.com") || host.ends_with(".force.com"));
}

// What introspection says if it is asked.
std::optional<bool> introspected(const Meaning& meaning, const RequestText& text) {
  if (text.wish == "active" || text.wish == "inactive") return text.wish == "active";
  return meaning.active;
}

void check_tokens(const workato::Connection& connection, const Meaning& meaning, bool renewed) {
  if (!connection.tokens) {
    require(connection.status == ConnectionStatus::lost && !renewed, "O-21",
            "Tokens are forgotten with the connection alone.");
    return;
  }
  const workato::Tokens& tokens = *connection.tokens;
  if (!renewed) {
    require(tokens.access.value == kOldAccess && tokens.refresh.value == kOldRefresh &&
                tokens.instance_url == kInstance,
            "m18", "After an answer that is no good the tokens are the old ones.");
    return;
  }
  require(meaning.gives_tokens && tokens.access.value == meaning.access, "m18",
          "The access token is the one that the org gave.");
  require(tokens.refresh.value ==
              (meaning.refresh.empty() ? kOldRefresh : std::string_view(meaning.refresh)),
          "F21", "The refresh token is the new one if there is one, else the old one.");
  require(tokens.instance_url == kInstance || is_own_host(tokens.instance_url), "C06",
          "No answer makes the client call another host than Salesforce's.");
  require(!tokens.instance_url.empty(), "C06", "An instance URL that is left out stays.");
}

// O-20, and R01: a refresh may be sent again only if nothing was sent or introspection said so.
void check_requests(const StubOrg& org, const Meaning& meaning, const RequestText& text) {
  size_t refreshes = 0;
  for (const wire::HttpRequest& request : org.requests()) {
    if (request.url.ends_with("/introspect")) {
      require(request.url == std::string(kLoginBase) + "/services/oauth2/introspect", "C05",
              "Introspection is asked of the connection's own org.");
      continue;
    }
    const OwnForm form = check_token_request(request);
    require(form["grant_type"] == "refresh_token" && form["refresh_token"] == kOldRefresh, "F22",
            "The stored refresh token is sent.");
    require(!form.has("scope"), "F03", "A refresh asks for no scope.");
    ++refreshes;
  }
  const bool may_repeat =
      text.wish == "unsent" || (meaning.is_ambiguous && introspected(meaning, text) == true);
  require(refreshes >= 1 && refreshes <= (may_repeat ? 2U : 1U), "O-20",
          "A refresh is sent again only if it cannot have been processed.");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  learn(vocabulary());
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const RequestText text = read_request(input, vocabulary().words);
  const StubOrg::Answer answer = answer_of(text);
  StubOrg org([&](const wire::HttpRequest& request) -> StubOrg::Answer {
    if (!request.url.ends_with("/introspect")) return answer;
    if (text.wish == "active") return wire::json_response(200, R"({"active":true})");
    if (text.wish == "inactive") return wire::json_response(200, R"({"active":false})");
    return answer;
  });
  TripWorkspace trip(org);
  uint64_t version = 0;
  {
    auto tx = trip.workspace().begin();
    workato::Connection& connection = *tx.connections().edit(trip.connection());
    tx.connections().authorize(connection,
                               {.access = AccessToken(std::string(kOldAccess)),
                                .refresh = RefreshToken(std::string(kOldRefresh)),
                                .instance_url = std::string(kInstance)},
                               std::string(kLoginBase), kRunStart);
    version = connection.version;
  }
  const auto report = workato::refresh(
      trip.workspace(), {.connection = trip.connection(), .seen_version = version}, kRunStart);
  const Meaning meaning = meaning_of(answer);
  const workato::Connection connection = trip.state();
  require(report.renewed || report.reason != nullptr, "reason", "What fails has a reason.");
  require(report.text.find(kClientSecret) == std::string::npos &&
              report.text.find(kOldRefresh) == std::string::npos,
          "O-19", "Neither the secret nor the token is shown.");
  check_requests(org, meaning, text);
  check_tokens(connection, meaning, report.renewed);
  const bool says_dead =
      meaning.may_end || (meaning.is_ambiguous && introspected(meaning, text) == false);
  require(connection.status != ConnectionStatus::lost || says_dead, "O-21",
          "A connection ends only when the org says that its token is dead.");
  require(connection.status == ConnectionStatus::lost || !meaning.must_end, "F24",
          "A dead token is not tried again.");
  if (meaning.gives_tokens && answer.value().body.size() < 4'096 && is_plain(meaning))
    require(report.renewed, "m18", "Good tokens are taken.");
  (void)workato::read_token_answer(answer, workato::GrantKind::code);
  return 0;
}
