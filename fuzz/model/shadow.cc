#include "fuzz/model/shadow.h"

#include <fmt/format.h>

#include <algorithm>

#include "fuzz/support/promise.h"
#include "fuzz/support/second.h"

namespace rehearse::fuzz::model {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

Sure both(Sure left, Sure right) { return std::min(left, right); }
Sure sure(bool holds) { return holds ? Sure::yes : Sure::no; }

}  // namespace

Scopes split_scopes(std::string_view text) {
  Scopes scopes;
  while (!text.empty()) {
    const std::string_view one = text.substr(0, text.find(' '));
    text.remove_prefix(std::min(text.size(), one.size() + 1));
    // Salesforce help: the two are one scope.
    if (!one.empty()) scopes.emplace(one == "offline_access" ? "refresh_token" : one);
  }
  return scopes;
}

namespace {

bool covers(const Scopes& all, const Scopes& some) {
  return std::includes(all.begin(), all.end(), some.begin(), some.end());
}

// RFC 7636 section 4.1; Salesforce, observed: up to 256 characters, and no tilde.
bool is_verifier(std::string_view text) {
  const std::string_view others = "-._";
  return text.size() >= 43 && text.size() <= 256 &&
         std::all_of(text.begin(), text.end(), [&](char one) {
           return (one >= 'a' && one <= 'z') || (one >= 'A' && one <= 'Z') ||
                  (one >= '0' && one <= '9') || others.find(one) != std::string_view::npos;
         });
}

// RFC 7636 section 4.2: base64url of 32 bytes.
bool is_challenge(std::string_view text) {
  return text.size() == 43 && std::all_of(text.begin(), text.end(), [](char one) {
           return (one >= 'a' && one <= 'z') || (one >= 'A' && one <= 'Z') ||
                  (one >= '0' && one <= '9') || one == '-' || one == '_';
         });
}

void judge(Sure must, bool granted, std::string_view promise, std::string_view what) {
  if (granted && must == Sure::no)
    broken(promise, fmt::format("{} was granted although the rules forbid it.", what));
  if (!granted && must == Sure::yes)
    broken(promise, fmt::format("{} was refused although nothing is wrong with it.", what));
}

}  // namespace

// What a request says, body before query.
struct Shadow::Form {
  std::optional<Pairs> body{}, query{};
  explicit Form(const Asked& asked) : query(decode_form(asked.query)) {
    const bool is_form = asked.media == "application/x-www-form-urlencoded";
    if (asked.body.empty()) body = Pairs();
    if (is_form) body = decode_form(asked.body);
  }
  bool is_sound() const { return body && query && !repeats(*body) && !repeats(*query); }
  std::optional<std::string> get(std::string_view name) const {
    for (const auto& [key, held] : *body) {
      if (key == name) return value(*body, name);
    }
    return value(*query, name);
  }
};

Token* Shadow::find(std::string_view text) {
  for (Token& token : tokens) {
    if (token.text == text) return &token;
  }
  return nullptr;
}

// RFC 6749 section 2.3.1: Basic, or the body's pair; Salesforce, observed: of both the body's.
Shadow::Client Shadow::client(const Form& form, const Asked& asked, bool at_refresh,
                              bool always) const {
  std::string key = form.get("client_id").value_or("");
  std::optional<std::string> secret = form.get("client_secret");
  if (!secret && !asked.authorization.empty()) {
    const std::string& header = asked.authorization.front();
    if (asked.authorization.size() > 1 || !header.starts_with("Basic ")) return {-1, Sure::maybe};
    const auto pair = second::base64(header.substr(6), "+/", true);
    if (!pair || pair->find(':') == std::string::npos) return {-1, Sure::no};
    const std::string named = pair->substr(0, pair->find(':'));
    if (!key.empty() && key != named) return {-1, Sure::no};
    key = named;
    secret = pair->substr(pair->find(':') + 1);
    if (secret->empty()) secret.reset();
  }
  for (size_t at = 0; at < apps.size(); ++at) {
    const App& app = apps[at];
    if (app.key != key) continue;
    const bool needs = always || (at_refresh ? app.needs_secret_at_refresh : app.needs_secret);
    const bool right = secret ? *secret == app.secret : !needs;
    return {int(at), sure(app.enabled && right)};
  }
  return {};
}

Sure Shadow::judge_time(const Grant& grant, TimePoint now) const {
  const App& app = apps[size_t(grant.app)];
  if (app.policy == App::Policy::zero) return Sure::no;
  if (app.policy == App::Policy::lifetime && now > grant.opened + app.period) return Sure::no;
  if (app.policy == App::Policy::inactivity && now > grant.used + app.period) return Sure::no;
  // Salesforce help: Limit Idle Refresh Token TTL to 30 days.
  return sure(!app.limits_idle || now <= grant.used + days(30));
}

void Shadow::kill(int at, std::string_view promise) {
  Grant& grant = grants[size_t(at)];
  if (grant.alive != Sure::no) grant.why = promise;
  grant.alive = Sure::no;
}

// Salesforce help: five approvals of a user and an app; the sixth ends the oldest.
void Shadow::make_room(int newest) {
  const Grant& fresh = grants[size_t(newest)];
  std::vector<int> live;
  bool certain = true;
  for (int at = 0; at < int(grants.size()); ++at) {
    const Grant& grant = grants[size_t(at)];
    if (grant.app != fresh.app || grant.user != fresh.user || grant.alive == Sure::no) continue;
    if (!grant.has_refresh || grant.renewable == Sure::no) continue;
    live.push_back(at);
    certain = certain && grant.alive == Sure::yes && grant.renewable == Sure::yes;
  }
  if (live.size() <= 5) return;
  if (certain) return kill(live.front(), "O-R9");
  live.pop_back();
  for (const int at : live) grants[size_t(at)].alive = Sure::maybe;
}

void Shadow::learn(int at, const Told& told, const Asked& asked, bool rotated) {
  Grant& grant = grants[size_t(at)];
  grant.used = asked.now;
  if (find(told.access) != nullptr) broken("O-R1", "An access token was given out twice.");
  tokens.push_back({.text = told.access, .grant = at, .issued = asked.now});
  tokens.back().may_use =
      (told.scope.empty() ? grant.scopes : split_scopes(told.scope)).contains("api");
  if (!told.scope.empty() && !covers(grant.scopes, split_scopes(told.scope)))
    broken("O-R6", "A token has more scope than its grant.");
  if (told.refresh.empty()) {
    if (rotated) broken("O-R1", "Rotation is on, and a refresh gave no refresh token.");
    return;
  }
  if (!grant.scopes.contains("refresh_token"))
    broken("T25", "A refresh token was given without the scope for it.");
  const Token* known = find(told.refresh);
  if (rotated || !grant.has_refresh) {
    if (known != nullptr) broken("O-R1", "A refresh token was given out twice.");
    if (rotated) ++grant.generation;
    grant.has_refresh = true;
    if (rotated) grant.rotated_at = asked.latest_arrival;
    tokens.push_back({.text = told.refresh,
                      .grant = at,
                      .is_refresh = true,
                      .generation = grant.generation,
                      .issued = asked.now});
  } else if (known == nullptr || known->grant != at) {
    broken("O-R1", "Rotation is off, and a refresh gave another refresh token.");
  }
}

Sure Shadow::judge_code(const Code& code, const Form& form, const Asked& asked, bool& burns) const {
  const App& app = apps[size_t(code.app)];
  // Salesforce, documented: 15 minutes.
  if (asked.now > code.issued + minutes(15)) return burns = true, Sure::no;
  // RFC 6749 section 4.1.3.
  if (form.get("redirect_uri") != app.callback) return Sure::no;
  // RFC 7636 section 4.6; RFC 9700 section 4.8.2: neither without the other.
  const auto verifier = form.get("code_verifier");
  const bool fits = code.challenge.empty() ? !verifier
                                           : verifier && is_verifier(*verifier) &&
                                                 challenge_of(*verifier) == code.challenge;
  if (!fits) return burns = true, Sure::no;
  // Salesforce help: Set an IP Allowlist for Refresh Tokens. A blocked try uses nothing up.
  if (!app.allowed.empty() && app.allowed != asked.peer) return Sure::no;
  return sure(users[size_t(code.user)]);
}

void Shadow::exchange(const Form& form, const Asked& asked, const Told& told) {
  const Client who = client(form, asked, false, false);
  const auto found = codes.find(form.get("code").value_or(""));
  Sure must = who.known;
  bool burns = false;
  Code* code = found == codes.end() || found->second.app != who.app ? nullptr : &found->second;
  if (who.app < 0 && who.known == Sure::maybe) code = nullptr;
  if (code == nullptr && who.known != Sure::maybe) must = Sure::no;
  const bool was_redeemed = code != nullptr && code->grant >= 0;
  touched = was_redeemed ? code->grant : -1;
  if (code != nullptr) must = both(must, both(code->good, judge_code(*code, form, asked, burns)));
  judge(must, told.granted, was_redeemed ? "O-07" : "O-06", "The exchange of a code");
  if (code == nullptr || who.known == Sure::no) return;
  if (told.granted) {
    code->good = Sure::no;
    code->grant = int(grants.size());
    touched = code->grant;
    grants.push_back({code->app, code->user, code->scopes, asked.now, asked.now});
    learn(code->grant, told, asked, false);
    return make_room(code->grant);
  }
  // RFC 6749 section 4.1.2: a code that comes again ends what came of it.
  if (was_redeemed) return kill(code->grant, "O-08");
  const App& app = apps[size_t(code->app)];
  const bool blocked = !app.allowed.empty() && app.allowed != asked.peer;
  if (burns)
    code->good = Sure::no;
  else if (!blocked || form.get("redirect_uri") != app.callback)
    code->good = std::min(code->good, Sure::maybe);
}

void Shadow::refresh(const Form& form, const Asked& asked, const Told& told) {
  const Client who = client(form, asked, true, false);
  Token* token = find(form.get("refresh_token").value_or(""));
  if (token != nullptr && !token->is_refresh) token = nullptr;
  if (token != nullptr && grants[size_t(token->grant)].app != who.app) token = nullptr;
  if (token == nullptr || who.known == Sure::no)
    return judge(who.known == Sure::maybe && who.app < 0 ? Sure::maybe : Sure::no, told.granted,
                 "O-06", "A refresh");
  const int at = touched = token->grant;
  Grant& grant = grants[size_t(at)];
  const App& app = apps[size_t(grant.app)];
  const bool blocked = !app.allowed.empty() && app.allowed != asked.peer;
  const bool retired = token->generation < grant.generation;
  const Sure in_time = judge_time(grant, asked.now);
  const auto scope = form.get("scope");
  const bool narrow = !scope || covers(grant.scopes, split_scopes(*scope));
  Sure must = both(grant.alive, both(grant.renewable, in_time));
  if (blocked || retired || !narrow || !users[size_t(grant.user)]) must = Sure::no;
  std::string_view promise = grant.alive == Sure::no ? grant.why : "O-06";
  if (grant.alive != Sure::no && retired) promise = "O-R2";
  judge(must, told.granted, promise, "A refresh");
  if (blocked) return;
  if (told.granted) return learn(at, told, asked, app.rotates);
  // Salesforce, documented: reuse of a rotated token revokes the grant; beside the request that
  // rotated it there is an error of its own.
  if (retired && grant.alive != Sure::no) {
    const bool beside =
        locks && token->generation + 1 == grant.generation && asked.arrival <= grant.rotated_at;
    if (cascades && !beside) kill(at, "O-R3");
    return;
  }
  if (in_time == Sure::no && grant.alive == Sure::yes) grant.renewable = Sure::no;
}

void Shadow::token(const Asked& asked, const Told& told) {
  if (told.stopped) return;
  const Form form(asked);
  if (asked.method != "POST" || !form.is_sound())
    return judge(Sure::no, told.granted, "O-06", "A request that is no sound form");
  const std::string grant_type = form.get("grant_type").value_or("");
  if (grant_type == "authorization_code") return exchange(form, asked, told);
  if (grant_type == "refresh_token") return refresh(form, asked, told);
  judge(Sure::no, told.granted, "O-06", "A grant type that the app has not");
}

void Shadow::revoke(const Asked& asked, const Told& told) {
  if (told.stopped) return;
  const Form form(asked);
  const bool is_post = asked.method == "POST";
  const auto& pairs = is_post && !asked.body.empty() ? form.body : form.query;
  const auto text = pairs ? value(*pairs, "token") : std::nullopt;
  Token* token = text ? find(*text) : nullptr;
  if (token == nullptr) return judge(Sure::no, told.granted, "V02", "A revocation");
  touched = token->grant;
  Grant& grant = grants[size_t(token->grant)];
  // A rotated token stands for its chain.
  const bool retired = token->is_refresh && token->generation < grant.generation;
  Sure must = retired ? grant.alive : expected(*token, asked.now).active;
  // Who asks is not looked at, and what is switched off is still there.
  if (must == Sure::no && (!users[size_t(grant.user)] || !apps[size_t(grant.app)].enabled))
    must = Sure::maybe;
  if (repeats(*pairs) || !form.query || !form.body) must = std::min(must, Sure::maybe);
  judge(must, told.granted, "V01", "A revocation");
  if (!told.granted) return;
  if (token->is_refresh) return kill(token->grant, "V05");
  token->alive = Sure::no;
}

Shadow::Expected Shadow::expected(const Token& token, TimePoint now) const {
  const Grant& grant = grants[size_t(token.grant)];
  Expected says{both(token.alive, grant.alive), token.alive == Sure::no ? "O-14" : grant.why};
  if (says.active == Sure::no) return says;
  const auto no = [&](std::string_view promise) { return Expected{Sure::no, promise}; };
  if (!users[size_t(grant.user)] || !apps[size_t(grant.app)].enabled) return no("O-R7");
  if (!token.is_refresh) {
    // Salesforce help: session timeout, two hours unless an admin says otherwise.
    if (now > token.issued + hours(2)) return no("O-R7");
    says.promise = "O-R8";
    return says;
  }
  if (token.generation < grant.generation) return no("O-R2");
  if (judge_time(grant, now) == Sure::no) return no("O-R7");
  says.promise = cascades ? "O-R5" : "O-R4";
  says.active = both(says.active, grant.renewable);
  return says;
}

void Shadow::looked(Token& token, bool active, TimePoint now) {
  const Expected must = expected(token, now);
  judge(must.active, active, must.promise,
        active ? "Life of a token" : "Life of a token that nothing has ended");
  Grant& grant = grants[size_t(token.grant)];
  if (active || !users[size_t(grant.user)] || !apps[size_t(grant.app)].enabled) return;
  // What was once seen dead stays dead.
  token.alive = Sure::no;
  if (token.is_refresh && token.generation == grant.generation) grant.renewable = Sure::no;
}

void Shadow::introspect(const Asked& asked, const Told& told) {
  const Form form(asked);
  if (asked.method != "POST" || !form.is_sound())
    return judge(Sure::no, told.active, "N07", "An introspection that is no sound form");
  const Client who = client(form, asked, false, true);
  Token* token = find(form.get("token").value_or(""));
  if (token == nullptr || who.known == Sure::no || grants[size_t(token->grant)].app != who.app) {
    const bool open = token != nullptr && who.known == Sure::maybe;
    return judge(open ? Sure::maybe : Sure::no, told.active, "N01", "An introspection");
  }
  if (who.known == Sure::yes) looked(*token, told.active, asked.now);
}

void Shadow::use(const std::string& access, bool worked, TimePoint now) {
  Token* token = find(access);
  if (token == nullptr || token->is_refresh)
    return judge(Sure::no, worked, "O-13", "Use of what is no access token");
  Expected must = expected(*token, now);
  // A scope that does not let the client in is no matter of the token's life.
  if (must.active == Sure::yes && !token->may_use) must.active = Sure::maybe;
  judge(must.active, worked, "O-13", "Use of an access token");
}

void Shadow::approved(const std::string& code, Code what) {
  if (!codes.emplace(code, std::move(what)).second) broken("A22", "A code was given out twice.");
}

Sure Shadow::judge_authorize(const Pairs& query, int user) const {
  const auto app = std::find_if(apps.begin(), apps.end(), [&](const App& one) {
    return one.key == value(query, "client_id").value_or("");
  });
  if (app == apps.end() || !app->enabled || repeats(query) || !users[size_t(user)])
    return repeats(query) && app != apps.end() && app->enabled ? Sure::maybe : Sure::no;
  if (value(query, "redirect_uri") != app->callback) return Sure::no;
  if (value(query, "response_type") != "code") return Sure::no;
  const auto challenge = value(query, "code_challenge");
  const auto method = value(query, "code_challenge_method");
  if (!challenge && (method || app->needs_challenge)) return Sure::no;
  if (challenge && (!is_challenge(*challenge) || method.value_or("S256") != "S256"))
    return Sure::no;
  const auto scope = value(query, "scope");
  if (scope && !covers(app->scopes, split_scopes(*scope))) return Sure::no;
  const bool plain = query.size() <= 7 && !value(query, "prompt") && !value(query, "immediate");
  return plain ? Sure::yes : Sure::maybe;
}

void Shadow::app_changed(int at, const App& now_so) { apps[size_t(at)] = now_so; }

void Shadow::user_changed(int user, bool active) { users[size_t(user)] = active; }

void Shadow::password_reset(int user) {
  for (int at = 0; at < int(grants.size()); ++at) {
    if (grants[size_t(at)].user == user) kill(at, "F19");
  }
  for (auto& [text, code] : codes) {
    if (code.user == user && code.grant < 0) code.good = Sure::no;
  }
}

void Shadow::count_live(const std::vector<size_t>& active) const {
  std::map<std::pair<int, int>, int> live;
  for (const size_t at : active) {
    const Token& token = tokens[at];
    const Grant& grant = grants[size_t(token.grant)];
    if (token.is_refresh && ++live[{grant.app, grant.user}] > 5)
      broken("O-R9", "A user and an app have more than five live grants.");
  }
}

}  // namespace rehearse::fuzz::model
