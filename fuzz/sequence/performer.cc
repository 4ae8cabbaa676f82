#include "fuzz/sequence/performer.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "fuzz/model/answer.h"
#include "fuzz/support/promise.h"
#include "mocks/core/json.h"
#include "mocks/salesforce/endpoints.h"
#include "mocks/wire/form.h"

namespace rehearse::fuzz {
namespace {

constexpr std::string_view kToken = "/services/oauth2/token";
constexpr std::string_view kIntrospect = "/services/oauth2/introspect";
constexpr size_t kMostSeen = 24;

OrgSide::Endpoint endpoint_of(std::string_view path) {
  if (path == kToken) return salesforce::token;
  if (path == kIntrospect) return salesforce::introspect;
  if (path == "/services/oauth2/revoke") return salesforce::revoke;
  return salesforce::data_limits;
}

// Bits of a setting's number.
void configure(model::App& app, uint8_t bits) {
  app.rotates = (bits & 1) == 0;
  app.needs_challenge = (bits & 2) == 0;
  app.needs_secret = (bits & 4) == 0;
  app.needs_secret_at_refresh = (bits & 8) == 0;
  app.limits_idle = (bits & 16) != 0;
  app.policy = model::App::Policy((bits >> 5) & 3);
  app.period = std::chrono::hours((bits & 128) != 0 ? 24 : 24 * 30);
}

}  // namespace

Performer::Performer(OrgSide& org, OrgSide& twin, const Setting& setting)
    : org_(org), twin_(twin), setting_(setting) {
  shadow_.apps = org.apps();
  configure(shadow_.apps[0], setting.first);
  configure(shadow_.apps[1], setting.second);
  shadow_.users.assign(std::size(kUsers), true);
  shadow_.cascades = setting.cascades;
  shadow_.locks = setting.locks;
  org_.begin(shadow_.apps, setting.cascades, setting.locks);
  if (setting.has_twin) {
    twin_.begin(shadow_.apps, setting.cascades, setting.locks);
    twin_.set_dial("pkce.mismatch_error",
                   setting.twin_differs ? "invalid_request" : "invalid_grant");
  }
  asking_ = wire::make_form_post({.method = "POST", .target = std::string(kIntrospect)},
                                 {{"token", "-"}, {"client_id", "-"}, {"client_secret", "-"}});
  for (const model::App& app : shadow_.apps) telling_.app(app);
  if (telling_.is_on())
    telling_.line({{"do", "dials"},
                   {"dials",
                    {{"rtr.replay", setting.cascades ? "cascade" : "reject_only"},
                     {"refresh.concurrent", setting.locks ? "lock_error" : "cascade"}}}});
}

Performer::Outcome Performer::send(Raw raw, uint64_t arrival, uint64_t twins) {
  Outcome outcome;
  const bool is_struck = raw.path == kToken || !loses_tokens_;
  const bool stops = is_struck && lose_before_;
  outcome.lost = is_struck && (lose_before_ || lose_answer_);
  if (is_struck) lose_before_ = lose_answer_ = false;
  const wire::WireRequest request = request_of(raw, now_);
  outcome.served = org_.serve(endpoint_of(raw.path), request, arrival, stops);
  if (setting_.has_twin) {
    const Served other = twin_.serve(endpoint_of(raw.path), request_of(disguised(raw), now_),
                                     twins != 0 ? twins : twin_.arrive(), stops);
    require(other.response.status == outcome.served.response.status, "O-16",
            "Order, spelling and a parameter that means nothing do not matter to the status.");
    // What the data API tells of limits counts what earlier inputs used up.
    if (!setting_.twin_differs && raw.path.starts_with("/services/oauth2/"))
      require(other.response.body == outcome.served.response.body, "O-17",
              "Order, spelling and a parameter that means nothing do not matter to the answer.");
  }
  outcome.asked = {.method = raw.method,
                   .query = raw.query.text(),
                   .body = raw.form.text(),
                   .media = raw.media,
                   .peer = raw.peer,
                   .now = now_,
                   .arrival = arrival,
                   .latest_arrival = org_.latest()};
  for (const wire::Field& header : raw.headers) {
    if (header.name == "Authorization") outcome.asked.authorization.push_back(header.value);
  }
  // A fault that struck before the commit leaves no answer.
  outcome.told.stopped = outcome.served.stopped;
  if (raw.path.starts_with("/services/oauth2/") && !outcome.told.stopped)
    outcome.told = model::read_answer(outcome.served.response, raw.path);
  const bool refused = outcome.served.response.status != 200 && !outcome.told.stopped;
  require(!refused || outcome.served.reason != nullptr, "reason", "What is refused has a reason.");
  if (outcome.lost) telling_.loss(raw.path, stops);
  telling_.request(raw, outcome.served.response.status, outcome.served.response.body, outcome.told);
  if (refused) check_silence(outcome, raw);
  if (refused && raw.path == kToken) refused_ = std::move(raw);
  return outcome;
}

// O-19: what is refused is not repeated, least of all a secret.
void Performer::check_silence(const Outcome& outcome, const Raw& raw) const {
  std::string shown = outcome.served.response.body;
  for (const wire::Field& header : outcome.served.response.headers) shown += "\n" + header.value;
  for (const model::App& one : shadow_.apps)
    require(shown.find(one.secret) == std::string::npos, "O-19", "No answer holds a secret.");
  for (const harness::Encoded::Pair& pair : raw.form.pairs) {
    const bool is_secret = pair.name == "code" || pair.name == "refresh_token" ||
                           pair.name == "code_verifier" || pair.name == "token";
    if (!is_secret || pair.value.size() < 20) continue;
    const auto held = model::decode_form("v=" + pair.value);
    require(!held || held->empty() || shown.find(held->front().second) == std::string::npos, "O-19",
            "No refusal repeats a code, a token or a verifier.");
  }
}

void Performer::judge(const Outcome& outcome, std::string_view path) {
  if (path == kToken) shadow_.token(outcome.asked, outcome.told);
  if (path == kIntrospect) shadow_.introspect(outcome.asked, outcome.told);
  if (path.ends_with("/revoke")) shadow_.revoke(outcome.asked, outcome.told);
}

void Performer::keep(const model::Told& told, int app) {
  const auto put = [&](std::vector<Seen>& pool, const std::string& text) {
    if (text.empty()) return;
    if (pool.size() >= kMostSeen) pool.erase(pool.begin());
    pool.push_back({text, app, {}});
  };
  put(accesses_, told.access);
  put(refreshes_, told.refresh);
}

bool Performer::look_at(size_t at) {
  model::Token& token = shadow_.tokens[at];
  const model::App& owner = app(shadow_.grants[size_t(token.grant)].app);
  if (!owner.enabled) return false;
  asking_.form[0].value = token.text;
  asking_.form[1].value = owner.key;
  asking_.form[2].value = owner.secret;
  asking_.received_at = now_;
  const Served served = org_.serve(salesforce::introspect, asking_, org_.arrive(), false);
  if (setting_.has_twin) twin_.serve(salesforce::introspect, asking_, twin_.arrive(), false);
  const bool active = served.response.body.find("\"active\":true") != std::string::npos;
  shadow_.looked(token, active, now_);
  return active;
}

// The newest tokens of the grant that was touched, its first refresh token, and another one in
// turn.
void Performer::look_around() {
  constexpr int kMostLooks = 4;
  int looks = 0;
  size_t first = shadow_.tokens.size();
  for (size_t at = shadow_.tokens.size(); at-- > 0;) {
    const model::Token& token = shadow_.tokens[at];
    if (token.grant != shadow_.touched) continue;
    if (looks++ < kMostLooks) look_at(at);
    if (token.is_refresh) first = at;
  }
  if (looks > kMostLooks && first < shadow_.tokens.size()) look_at(first);
  if (!shadow_.tokens.empty()) look_at(turn_++ % shadow_.tokens.size());
  shadow_.touched = -1;
}

void Performer::survey() {
  std::vector<size_t> active;
  for (size_t at = 0; at < shadow_.tokens.size(); ++at) {
    if (look_at(at)) active.push_back(at);
  }
  shadow_.count_live(active);
}

void Performer::mutate(const Operation& operation, Raw& raw) {
  if (operation.mutation < 128) return;
  harness::Encoded& form = raw.form.pairs.empty() ? raw.query : raw.form;
  if (form.pairs.empty()) return;
  if (operation.mutation < 192) {
    harness::mutate(form, (operation.mutation - 128U) + 64U * (operation.choice & 1U),
                    operation.index, operation.choice / 2);
    return;
  }
  harness::Encoded::Pair& pair = form.pairs[operation.index % form.pairs.size()];
  if (operation.mutation >= 240) {
    // In the query instead, or as well.
    if (raw.form.pairs.empty()) return;
    raw.query.pairs.push_back(pair);
    if (operation.mutation >= 248)
      raw.form.pairs.erase(raw.form.pairs.begin() + (operation.index % raw.form.pairs.size()));
    return;
  }
  const auto good = wire::parse_urlencoded("v=" + pair.value);
  const std::vector<std::string> values =
      harness::tricks(pair.name, good && !good->empty() ? good->front().value : pair.value);
  if (!values.empty()) pair.value = wire::percent_encode(values[operation.choice % values.size()]);
}

std::optional<wire::WireResponse> Performer::carry(Raw raw) {
  const std::string path = raw.path;
  const Outcome outcome = send(std::move(raw), org_.arrive());
  judge(outcome, path);
  look_around();
  if (outcome.lost || outcome.told.stopped) return {};
  return outcome.served.response;
}

std::string Performer::approve_for(int app_at, int user, const std::string& challenge,
                                   model::Scopes scopes) {
  model::Code code{.app = app_at, .user = user, .challenge = challenge, .issued = now_};
  code.scopes = std::move(scopes);
  std::string text = org_.issue_code(code);
  if (setting_.has_twin) twin_.issue_code(code);
  if (telling_.is_on()) {
    Raw raw;
    raw.query = harness::encode({{"response_type", "code"},
                                 {"client_id", app(app_at).key},
                                 {"redirect_uri", app(app_at).callback}});
    if (!challenge.empty())
      raw.query.pairs.push_back({"code_challenge", wire::percent_encode(challenge), true});
    std::string scope;
    for (const std::string& one : code.scopes) scope += (scope.empty() ? "" : "%20") + one;
    raw.query.pairs.push_back({"scope", scope, true});
    telling_.approval(raw, app(app_at).name, kUsers[user], true, 302, text);
  }
  shadow_.approved(text, std::move(code));
  return text;
}

}  // namespace rehearse::fuzz
