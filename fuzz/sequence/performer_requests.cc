#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "fuzz/model/answer.h"
#include "fuzz/sequence/performer.h"
#include "fuzz/support/promise.h"
#include "mocks/core/crypto.h"
#include "mocks/salesforce/endpoints.h"
#include "mocks/wire/form.h"

// The operations of a sequence that are requests of a client or of a browser.
namespace rehearse::fuzz {
namespace {

// The second one is as short as may be, the third as long.
const std::array<std::string, 3>& verifiers() {
  static const std::array<std::string, 3> kVerifiers{"dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk",
                                                     std::string(43, 'v'), std::string(256, 'w')};
  return kVerifiers;
}

constexpr std::string_view kPeers[] = {"203.0.113.9", "52.5.142.59", "2001:db8::7"};

std::string joined(const model::Scopes& scopes) {
  std::string text;
  for (const std::string& one : scopes) text += (text.empty() ? "" : " ") + one;
  return text;
}

}  // namespace

void Performer::perform(const Operation& operation) {
  perform_one(operation);
  look_around();
}

void Performer::perform_one(const Operation& operation) {
  switch (operation.doing) {
    case Doing::approve:
    case Doing::deny:
      return authorize(operation);
    case Doing::exchange:
      return exchange(operation);
    case Doing::refresh:
      return refresh(operation);
    case Doing::revoke:
      return revoke(operation);
    case Doing::introspect:
      return introspect(operation);
    case Doing::use:
      return use(operation);
    case Doing::race:
      return race(operation);
    case Doing::leave_out:
      return leave_out(operation);
    case Doing::advance:
      return advance(operation);
    case Doing::policy:
      return change_policy(operation);
    case Doing::user:
      return change_user(operation);
    case Doing::lose:
      return lose_next((operation.extra & 1) != 0, (operation.extra & 2) == 0);
    default:
      return;  // Workato's
  }
}

// A value of the pool; one in eight comes from another pool (a code as a token, and so on).
const Seen* Performer::pick(const Operation& operation, int kind) {
  const std::vector<Seen>* const pools[] = {&codes_, &refreshes_, &accesses_};
  if (operation.other % 8 == 7) kind = (kind + 1 + operation.other / 128) % 3;
  const std::vector<Seen>& pool = *pools[kind];
  // The newest is the likeliest to be good: 0.
  return pool.empty() ? nullptr : &pool[pool.size() - 1 - operation.pick % pool.size()];
}

// How the client says who it is: by the body, by Basic, by the key alone, as the other app.
void Performer::sign(const Operation& operation, Raw& raw, int at) const {
  const int how = operation.other / 8 % 8;
  const model::App& who = app(how == 7 ? 1 - at : at);
  if (how == 6) {
    raw.headers.push_back(
        {"Authorization",
         "Basic " + base64_encode(std::string_view(who.key + ":" + who.secret), Base64::standard)});
    return;
  }
  raw.form.pairs.push_back({"client_id", wire::percent_encode(who.key), true});
  if (how != 5) raw.form.pairs.push_back({"client_secret", wire::percent_encode(who.secret), true});
}

void Performer::authorize(const Operation& operation) {
  const int at = operation.app % 2, user = operation.app / 2 % 2;
  const std::string& verifier = verifiers()[operation.pick % verifiers().size()];
  const int pkce = operation.extra % 8;  // 0 to 4: with a challenge; 5: plain; 6, 7: none
  const std::string challenge = pkce >= 6 ? "" : model::challenge_of(verifier);
  model::Scopes scopes = app(at).scopes;
  if ((operation.extra & 8) != 0) scopes.erase("refresh_token");
  if ((operation.extra & 16) != 0) scopes.erase("id");
  const bool approve = operation.doing == Doing::approve;
  const bool is_plain = approve && operation.mutation < 128 && pkce != 5 &&
                        (!challenge.empty() || !app(at).needs_challenge) && app(at).enabled &&
                        shadow_.users[size_t(user)];
  if (is_plain && operation.other < 240) {
    codes_.push_back(
        {approve_for(at, user, challenge, scopes), at, challenge.empty() ? "" : verifier});
    return;
  }
  wire::Fields fields{{"response_type", "code"},
                      {"client_id", app(at).key},
                      {"redirect_uri", app(at).callback},
                      {"state", "st<a>te \"1\""},
                      {"scope", joined(scopes)}};
  if (!challenge.empty()) fields.push_back({"code_challenge", pkce == 5 ? verifier : challenge});
  if (pkce == 5) fields.push_back({"code_challenge_method", "plain"});
  if (!challenge.empty() && pkce < 3) fields.push_back({"code_challenge_method", "S256"});
  Raw raw{.method = "GET", .path = "/services/oauth2/authorize"};
  raw.query = harness::encode(fields);
  mutate(operation, raw);
  const Served served = org_.browse(kUsers[user], request_of(raw, now_), approve);
  if (setting_.has_twin) {
    const Served other = twin_.browse(kUsers[user], request_of(disguised(raw), now_), approve);
    require(other.response.status == served.response.status &&
                wire::header_of(other.response.headers, "Location") ==
                    wire::header_of(served.response.headers, "Location"),
            "O-16",
            "Order, spelling and a parameter that means nothing do not matter to where a browser "
            "ends.");
  }
  const auto query = model::decode_form(raw.query.text());
  std::string callback;
  for (const model::App& one : shadow_.apps) {
    if (query && one.key == model::value(*query, "client_id").value_or("")) callback = one.callback;
  }
  const std::string code =
      model::read_redirect(served.response, query.value_or(model::Pairs()), callback);
  telling_.approval(raw, app(at).name, kUsers[user], approve, served.response.status, code);
  const model::Sure must =
      query && approve ? shadow_.judge_authorize(*query, user) : model::Sure::no;
  if (code.empty())
    return require(must != model::Sure::yes, "O-06", "An approval that is right gives a code.");
  require(must != model::Sure::no, "O-06", "A code is given where the rules forbid it.");
  const std::string asked = model::value(*query, "scope").value_or(joined(app(at).scopes));
  model::Code what{.app = app(0).key == *model::value(*query, "client_id") ? 0 : 1,
                   .user = user,
                   .challenge = model::value(*query, "code_challenge").value_or(""),
                   .issued = now_};
  what.scopes = model::split_scopes(asked);
  codes_.push_back({code, what.app, what.challenge.empty() ? "" : verifier});
  shadow_.approved(code, std::move(what));
}

void Performer::ask_and_judge(const Operation& operation, Raw raw, int at) {
  refused_app_ = at;
  raw.peer = kPeers[operation.extra / 64 % 3];
  mutate(operation, raw);
  const std::string path = raw.path;
  const Outcome outcome = send(std::move(raw), org_.arrive());
  judge(outcome, path);
  if (!outcome.lost) keep(outcome.told, at);
}

void Performer::exchange(const Operation& operation) {
  int at = 0;
  Raw raw = exchange_request(operation, at);
  ask_and_judge(operation, std::move(raw), at);
}

Raw Performer::exchange_request(const Operation& operation, int& at) {
  const Seen* code = pick(operation, 0);
  at = code == nullptr ? operation.app % 2 : code->app;
  Raw raw;
  raw.form = harness::encode({{"grant_type", "authorization_code"},
                              {"code", code == nullptr ? "none" : code->text},
                              {"redirect_uri", app(at).callback}});
  sign(operation, raw, at);
  const int how = operation.extra % 8;  // 0 to 4: the verifier; 5: another; 6, 7: none
  std::string verifier = code == nullptr ? "" : code->verifier;
  if (how == 5) verifier = verifiers()[operation.extra / 8 % verifiers().size()];
  if (how < 6 && !verifier.empty())
    raw.form.pairs.push_back({"code_verifier", wire::percent_encode(verifier), true});
  return raw;
}

Raw Performer::refresh_request(const Operation& operation, int& at) {
  const Seen* token = pick(operation, 1);
  at = token == nullptr ? operation.app % 2 : token->app;
  Raw raw;
  raw.form = harness::encode({{"grant_type", "refresh_token"},
                              {"refresh_token", token == nullptr ? "none" : token->text}});
  sign(operation, raw, at);
  static constexpr std::string_view kScopes[] = {"", "api", "api id", "api full", "web"};
  const std::string_view scope = kScopes[operation.extra % 8 < 5 ? operation.extra % 8 : 0];
  if (!scope.empty())
    raw.form.pairs.push_back({"scope", wire::percent_encode(std::string(scope)), true});
  return raw;
}

void Performer::refresh(const Operation& operation) {
  int at = 0;
  Raw raw = refresh_request(operation, at);
  ask_and_judge(operation, std::move(raw), at);
}

// T17, O-07, O-R2: refreshes, or exchanges, that arrive before the first of them is served.
void Performer::race(const Operation& operation) {
  int at = 0;
  const bool is_exchange = operation.extra >= 128;
  Raw raw = is_exchange ? exchange_request(operation, at) : refresh_request(operation, at);
  telling_.note("The next three requests arrive at the same time.");
  std::array<uint64_t, 3> arrivals{};
  for (uint64_t& arrival : arrivals) arrival = org_.arrive();
  std::array<uint64_t, 3> others{};
  if (setting_.has_twin)
    for (uint64_t& arrival : others) arrival = twin_.arrive();
  int winners = 0;
  for (size_t racer = 0; racer < arrivals.size(); ++racer) {
    const Outcome outcome = send(raw, arrivals[racer], others[racer]);
    judge(outcome, raw.path);
    if (!outcome.lost) keep(outcome.told, at);
    winners += outcome.told.granted ? 1 : 0;
  }
  if (is_exchange) require(winners <= 1, "O-07", "Of exchanges at once one wins.");
  if (app(at).rotates) require(winners <= 1, "O-R2", "Of refreshes at once one wins.");
}

void Performer::revoke(const Operation& operation) {
  const Seen* token = pick(operation, operation.extra % 4 == 3 ? 2 : 1);
  Raw raw{.path = "/services/oauth2/revoke"};
  raw.form = harness::encode({{"token", token == nullptr ? "none" : token->text}});
  if (operation.extra / 4 % 4 == 3) {
    raw.method = "GET";
    std::swap(raw.query, raw.form);
  }
  ask_and_judge(operation, std::move(raw), 0);
}

void Performer::introspect(const Operation& operation) {
  const Seen* token = pick(operation, operation.extra % 2 == 0 ? 1 : 2);
  const int at = token == nullptr ? 0 : token->app;
  Raw raw{.path = "/services/oauth2/introspect"};
  if (operation.extra / 2 % 8 == 7) raw.method = "GET";
  raw.form = harness::encode({{"token", token == nullptr ? "none" : token->text}});
  sign(operation, raw, at);
  ask_and_judge(operation, std::move(raw), at);
}

void Performer::use(const Operation& operation) {
  const Seen* token = pick(operation, 2);
  const std::string text = token == nullptr ? "none" : token->text;
  Raw raw{.method = "GET", .path = "/services/data/v62.0/limits"};
  raw.headers.push_back({"Authorization", "Bearer " + text});
  const Outcome outcome = send(raw, org_.arrive());
  shadow_.use(text, outcome.served.response.status == 200, now_);
}

// O-15: what was refused is refused without a parameter as well.
void Performer::leave_out(const Operation& operation) {
  if (!refused_ || refused_->form.pairs.empty()) return;
  Raw raw = *refused_;
  const size_t at = operation.index % raw.form.pairs.size();
  static const std::set<std::string, std::less<>> kRequired{
      "grant_type",   "code",          "refresh_token", "client_id",
      "redirect_uri", "client_secret", "code_verifier"};
  if (!kRequired.contains(raw.form.pairs[at].name)) return;
  raw.form.pairs.erase(raw.form.pairs.begin() + std::ptrdiff_t(at));
  const std::string path = raw.path;
  const Outcome outcome = send(std::move(raw), org_.arrive());
  judge(outcome, path);
  if (!outcome.lost) keep(outcome.told, refused_app_);
}

}  // namespace rehearse::fuzz
