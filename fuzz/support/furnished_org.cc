#include "fuzz/support/furnished_org.h"

#include <algorithm>

#include "fuzz/support/planted.h"
#include "mocks/core/crypto.h"
#include "mocks/core/text.h"
#include "mocks/oauth/dials.h"
#include "mocks/oauth/reasons.h"

namespace rehearse::fuzz {
namespace {

using namespace salesforce;
using std::chrono::hours, std::chrono::milliseconds, std::chrono::minutes, std::chrono::seconds;

constexpr std::string_view kAdmin = "admin@rehearsal.test", kLeaver = "user@rehearsal.test";
constexpr std::string_view kScopes = "api id refresh_token";
// RFC 7636, appendix B; one of the others is too short, one has a character too many.
constexpr std::string_view kVerifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
constexpr std::string_view kShort = "a-verifier-of-forty-two-characters-0000000";
constexpr std::string_view kOdd = "a-verifier-with-a-plus+a-verifier-with-a-plus";
constexpr int kMostServed = 500;

const oauth::Dials& dials() {
  static const oauth::Dials the_dials;
  return the_dials;
}

}  // namespace

FurnishedOrg::FurnishedOrg() {
  build();
  alive_at_first_ = alive();
  fingerprint_at_first_ = fingerprint();
}

void FurnishedOrg::add_app(KnownApp app, bool pkce) {
  auto tx = org_->begin();
  oauth::AppSettings settings;
  settings.api_name = settings.label = "App" + std::to_string(apps_.size() + 1);
  settings.contact_email = "admin@rehearsal.test";
  settings.callback_urls = {app.callback};
  settings.scopes = {"id", "api", "refresh_token", "web"};
  settings.is_pkce_required = pkce;
  settings.is_refresh_token_rotation_enabled = app.rotates;
  settings.is_secret_required_for_refresh_token = app.needs_secret;
  settings.is_consumer_secret_optional = !app.needs_secret;
  settings.is_enforce_refresh_token_ttl = app.has_allowlist;  // idle for 30 days at most
  if (app.has_allowlist) settings.token_ip_ranges = {{"52.5.142.50", "52.5.142.99", ""}};
  const AppId id = tx.apps().create(settings, now() - hours(24) * 400).value();
  tx.apps().set_key(id, ClientId(app.key));
  tx.apps().set_secret(id, ClientSecret(app.secret));
  app_ids_.push_back(id.value);
  apps_.push_back(std::move(app));
}

void FurnishedOrg::thing(KnownThing thing) {
  if (thing.grant != 0 && (grants_.empty() || grants_.back() != thing.grant))
    grants_.push_back(thing.grant);
  words_.push_back({thing.word, thing.text});
  things_.push_back(std::move(thing));
}

void FurnishedOrg::access(std::string_view word, GrantId grant, std::string text, bool is_good) {
  auto tx = org_->begin();
  // One that is over must not be looked at: what was seen dead stays dead.
  const auto found =
      is_good ? tx.grants().find_access(text, now()) : Result<Access, const Reason*>(nullptr);
  thing({.word = std::string(word),
         .kind = KnownThing::Kind::access,
         .text = std::move(text),
         .app = tx.grants().find(grant)->app.value == app_ids_[0] ? 0U : 1U,
         .grant = grant,
         .number = found ? found.value().number : 0,
         .is_good = is_good});
}

void FurnishedOrg::refresh(std::string_view word, GrantId grant, std::string text, bool is_good,
                           bool is_replaced) {
  auto tx = org_->begin();
  const Grant& of = *tx.grants().find(grant);
  const uint32_t generation = tx.grants().find_refresh(text).generation;
  thing({.word = std::string(word),
         .kind = KnownThing::Kind::refresh,
         .text = std::move(text),
         .app = of.app.value == app_ids_[0]   ? 0U
                : of.app.value == app_ids_[1] ? 1U
                                              : 2U,
         .grant = grant,
         .number = generation,
         .is_good = is_good,
         .is_replaced = is_replaced,
         .of_active_user = of.user == tx.users().find_by_username(kAdmin)->id});
}

// A code with that verifier, as of then; redeemed by approve(), which wants a grant.
void FurnishedOrg::code(std::string_view word, size_t app, std::string_view verifier,
                        Duration ago) {
  auto tx = org_->begin();
  CodeRequest request;
  request.app = AppId(app_ids_[app]);
  request.user = tx.users().find_by_username(word == "gone_code" ? kLeaver : kAdmin)->id;
  request.redirect_uri = apps_[app].callback;
  request.scopes = split(kScopes, ' ');
  if (!verifier.empty())
    request.challenge = CodeChallenge(base64_encode(sha256(verifier), Base64::url));
  const auto text = tx.grants().issue_code(request, now() - ago);
  thing({.word = std::string(word),
         .kind = KnownThing::Kind::code,
         .text = text.value,
         .app = app,
         .grant = tx.grants().find_code(text.value).id,
         .is_good = ago <= minutes(15),
         .of_active_user = word != "gone_code",
         .callback = apps_[app].callback,
         .verifier = std::string(verifier)});
}

GrantId FurnishedOrg::approve(std::string_view user, size_t app, Duration ago,
                              std::string_view word) {
  auto tx = org_->begin();
  CodeRequest request;
  request.app = AppId(app_ids_[app]);
  request.user = tx.users().find_by_username(user)->id;
  request.redirect_uri = apps_[app].callback;
  request.scopes = split(kScopes, ' ');
  request.challenge = CodeChallenge(base64_encode(sha256(kVerifier), Base64::url));
  const auto text = tx.grants().issue_code(request, now() - ago);
  const GrantId id = tx.grants().find_code(text.value).id;
  issued_ = tx.grants().redeem_code(id, {}, 5, now() - ago);
  if (!word.empty())
    thing({.word = std::string(word),
           .text = text.value,
           .app = app,
           .grant = id,
           .is_redeemed = true,
           .callback = apps_[app].callback});
  return id;
}

// The chain that Workato goes on with: a current refresh token and two former ones.
void FurnishedOrg::add_user_tokens() {
  const GrantId live = approve(kAdmin, 0, hours(4));
  refresh("ancestor", live, issued_.refresh.value, false, true);
  access("old_access", live, issued_.access.value, false);
  const auto again = [&](Duration ago) {
    auto tx = org_->begin();
    return tx.grants().refresh(live, {.rotate = true}, now() - ago);
  };
  issued_ = again(hours(3));
  refresh("retired", live, issued_.refresh.value, false, true);
  issued_ = again(minutes(10));
  refresh("refresh", live, issued_.refresh.value, true);
  access("access", live, issued_.access.value, true);
}

void FurnishedOrg::add_codes() {
  const GrantId used = approve(kAdmin, 0, minutes(5), "used_code");
  refresh("used_refresh", used, issued_.refresh.value, true);
  access("used_access", used, issued_.access.value, true);
  code("code", 0, kVerifier, minutes(1));
  code("last_code", 0, kVerifier, minutes(15));  // good for this very millisecond
  code("old_code", 0, kVerifier, minutes(15) + milliseconds(1));
  code("short_code", 0, kShort, minutes(1));
  code("odd_code", 0, kOdd, minutes(1));
  code("burned_code", 0, kVerifier, minutes(1));
  code("gone_code", 0, kVerifier, minutes(1));
  auto tx = org_->begin();
  for (KnownThing& thing : things_) {
    if (thing.word != "burned_code") continue;
    tx.grants().spend_code(thing.grant, oauth::reason::code_burned, now() - seconds(30));
    thing.is_good = false;
  }
}

void FurnishedOrg::add_former_tokens() {
  const GrantId dead = approve(kAdmin, 0, hours(1));
  refresh("dead", dead, issued_.refresh.value, false);
  access("dead_access", dead, issued_.access.value, false);
  {
    auto tx = org_->begin();
    tx.grants().revoke_grant(dead, oauth::reason::grant_revoked_by_client, now() - minutes(30));
  }
  const GrantId ended = approve(kAdmin, 0, hours(2) - minutes(1));
  refresh("ended", ended, issued_.refresh.value, false);
  access("ended_access", ended, issued_.access.value, true);
  {
    auto tx = org_->begin();
    tx.grants().end_refresh(ended, oauth::reason::grant_revoked_by_client, now() - minutes(30));
  }
  const GrantId idle = approve(kAdmin, 0, hours(24) * 30 + hours(12));
  refresh("idle", idle, issued_.refresh.value, false);
  const GrantId gone = approve(kLeaver, 0, hours(1));
  refresh("gone", gone, issued_.refresh.value, false);
}

void FurnishedOrg::add_second_app() {
  const GrantId second = approve(kAdmin, 1, hours(1));
  refresh("second_retired", second, issued_.refresh.value, false, true);
  {
    auto tx = org_->begin();
    issued_ = tx.grants().refresh(second, {.rotate = true}, now() - minutes(20));
  }
  refresh("second_refresh", second, issued_.refresh.value, true);
  access("second_access", second, issued_.access.value, true);
  code("second_code", 1, "", minutes(1));
}

void FurnishedOrg::switch_off() {
  const GrantId off = approve(kAdmin, 2, hours(1));
  refresh("off_refresh", off, issued_.refresh.value, false);
  auto tx = org_->begin();
  const AppId id(app_ids_[2]);
  oauth::AppSettings settings = tx.apps().find(id)->settings;
  settings.is_enabled = false;
  (void)tx.apps().update(id, settings);
  User* leaver = tx.users().edit(kLeaver);
  leaver->is_active = false;
  const UserId admin = tx.users().find_by_username(kAdmin)->id;
  session_ = tx.sessions().open(admin, now() - minutes(1), kAllowedPeer).id.value;
  tx.grants().remember_approval(admin, AppId(app_ids_[0]), split(kScopes, ' '), 5);
}

// What is no code and no token, and which word suits which parameter.
void FurnishedOrg::name_the_rest() {
  const auto basic = [](const KnownApp& app) {
    return base64_encode(app.key + ":" + app.secret, Base64::standard);
  };
  const std::string first = apps_[0].key, callback = apps_[0].callback;
  words_.insert(words_.end(), {{"key", first},
                               {"secret", apps_[0].secret},
                               {"basic", basic(apps_[0])},
                               {"bare_basic", base64_encode(first + ":", Base64::standard)},
                               {"callback", callback},
                               {"other_key", apps_[1].key},
                               {"other_secret", apps_[1].secret},
                               {"other_basic", basic(apps_[1])},
                               {"other_callback", apps_[1].callback},
                               {"off_key", apps_[2].key},
                               {"off_secret", apps_[2].secret},
                               {"verifier", std::string(kVerifier)},
                               {"challenge", base64_encode(sha256(kVerifier), Base64::url)},
                               {"short_verifier", std::string(kShort)},
                               {"odd_verifier", std::string(kOdd)},
                               {"scopes", std::string(kScopes)},
                               {"session", session_}});
  for (const KnownThing& thing : things_) {
    const bool is_code = thing.kind == KnownThing::Kind::code;
    if (thing.kind != KnownThing::Kind::access)
      fitting_.push_back({is_code ? "code" : "refresh_token", thing.word});
    fitting_.push_back({"token", thing.word});
  }
  for (const auto& [parameter, word] :
       std::initializer_list<std::pair<std::string_view, std::string_view>>{
           {"client_id", "other_key"},
           {"client_id", "off_key"},
           {"client_secret", "other_secret"},
           {"client_secret", "off_secret"},
           {"redirect_uri", "other_callback"},
           {"code_verifier", "short_verifier"},
           {"code_verifier", "odd_verifier"},
           {"code_verifier", "challenge"},
           {"code_challenge", "verifier"},
           {"refresh_token", "access"}})
    fitting_.push_back({std::string(parameter), std::string(word)});
}

void FurnishedOrg::build() {
  apps_.clear();
  app_ids_.clear();
  things_.clear();
  grants_.clear();
  words_.clear();
  fitting_.clear();
  org_ = std::make_unique<Org>(OrgConfig{.seed = 7, .mutants = planted().mutant}, dials(),
                               now() - hours(24) * 450);
  add_app({.key = "3MVG9rehearsal-first",
           .secret = "11AA-first-secret",
           .callback = "https://www.workato.com/oauth/callback",
           .has_allowlist = true},
          true);
  add_app({.key = "3MVG9rehearsal-second",
           .secret = "22BB-second-secret",
           .callback = "https://second.example/cb?x=1",
           .needs_secret = false,
           .rotates = false},
          false);
  add_app({.key = "3MVG9rehearsal-third",
           .secret = "33CC-third-secret",
           .callback = "https://third.example/cb",
           .is_enabled = false},
          true);
  add_user_tokens();
  add_codes();
  add_former_tokens();
  add_second_app();
  switch_off();
  name_the_rest();
  auto tx = org_->begin();
  saved_ = tx.grants().save();
  find_codes(tx.grants());
  served_ = 0;
}

uint64_t FurnishedOrg::alive() {
  auto tx = org_->begin();
  Grants& grants = tx.grants();
  uint64_t mask = 0;
  for (size_t at = 0; at < things_.size(); ++at) {
    const KnownThing& thing = things_[at];
    bool good = false;
    if (thing.kind == KnownThing::Kind::code) {
      good = codes_[at] != nullptr && codes_[at]->spent == nullptr;
    } else if (const Grant* grant = grants.find(thing.grant); grant == nullptr || grant->ended) {
      good = false;
    } else if (thing.kind == KnownThing::Kind::access) {
      good = thing.number > grant->dead_up_to &&
             std::none_of(grant->dead_access.begin(), grant->dead_access.end(),
                          [&](const auto& dead) { return dead.number == thing.number; });
    } else {
      good = grant->refresh_ended == nullptr && thing.number == grant->generation;
    }
    if (good) mask |= uint64_t(1) << at;
  }
  return mask;
}

uint64_t FurnishedOrg::fingerprint() {
  auto tx = org_->begin();
  uint64_t sum = 14695981039346656037U;
  const auto add = [&sum](uint64_t number) { sum = (sum ^ number) * 1099511628211U; };
  for (const GrantId id : grants_) {
    const Grant* grant = tx.grants().find(id);
    if (grant == nullptr) continue;
    add(id);
    add(uint64_t(grant->last_used_at.time_since_epoch().count()));
    add(grant->access_issued);
    add(grant->uses);
    add(grant->generation);
    add(grant->event_count);
    add(grant->dead_access.size());
  }
  return sum;
}

void FurnishedOrg::restore() {
  if (++served_ > kMostServed) {
    build();
    return;
  }
  auto tx = org_->begin();
  tx.grants().restore(*saved_);
  find_codes(tx.grants());
}

void FurnishedOrg::find_codes(Grants& grants) {
  codes_.clear();
  for (const KnownThing& thing : things_)
    codes_.push_back(thing.kind == KnownThing::Kind::code ? grants.find_code(thing.text).code
                                                          : nullptr);
}

}  // namespace rehearse::fuzz
