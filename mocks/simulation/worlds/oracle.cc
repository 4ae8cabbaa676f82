#include "mocks/simulation/worlds/oracle.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <set>

#include "mocks/core/json.h"
#include "mocks/core/text.h"
#include "mocks/salesforce/endpoints.h"
#include "mocks/wire/form.h"

namespace rehearse::simulation {
namespace {

constexpr std::array kInvariants{
    Invariant{"O-R1",
              "With rotation every refresh gives a refresh token that was never given out before."},
    Invariant{"O-R2", "With rotation a grant has at most one active refresh token."},
    Invariant{"O-R3",
              "Once a retired refresh token was used again, no token of its grant is active any "
              "more (rtr.replay=cascade)."},
    Invariant{
        "O-R4",
        "A retired refresh token that is only rejected changes nothing (rtr.replay=reject_only)."},
    Invariant{"O-R5", "A refresh that failed for another reason changes nothing."},
    Invariant{"O-R6",
              "No answer gives more scope than its grant has, and a refresh token's scope never "
              "changes."},
    Invariant{
        "O-R7",
        "A token is active only while its user is, and an access token for two hours at most."},
    Invariant{"O-R8", "What happens to one grant changes no other."},
    Invariant{"O-R9",
              "A user and an app have no more live grants than the dial approvals.kept says."},
    Invariant{"O-07", "A code gives tokens at most once."},
    Invariant{"O-08", "Once a code was used again, no token that came from it is active."},
    Invariant{"O-13", "A token works exactly if introspection calls it active at that instant."},
    Invariant{"O-14", "A token that was once inactive never becomes active again."},
    Invariant{"O-20",
              "Workato sends at most one token request a callback, at most one refresh of a "
              "connection at a time, and none for a connection that is lost."},
    Invariant{
        "O-21",
        "If the org has an active refresh token that Workato received, Workato's store holds it."},
};

// Salesforce, documented: the session timeout that an org begins with.
constexpr Duration kSession = std::chrono::hours(2);

bool covers(std::string_view all, std::string_view some) {
  const std::vector<std::string> held = split(all, ' ');
  for (const std::string& scope : split(some, ' ')) {
    if (!scope.empty() && std::find(held.begin(), held.end(), scope) == held.end()) return false;
  }
  return true;
}

}  // namespace

std::span<const Invariant> invariants() { return kInvariants; }

Oracle::Oracle(SmallStage& stage) : stage_(stage) {
  asking_ = wire::make_form_post(
      {.method = "POST", .target = "/services/oauth2/introspect"},
      {{"token", "-"}, {"client_id", stage.key.value}, {"client_secret", stage.secret.value}});
}

void Oracle::broken(std::string_view invariant, std::string text) {
  if (!violation_ && !rests_) violation_ = {invariant, std::move(text)};
}

void Oracle::must_die(int grant, std::string_view rule) {
  KnownGrant& dead = book_.grants()[size_t(grant)];
  if (dead.must_be_dead) return;
  dead.must_be_dead = true;
  dead.why_dead = rule;
}

Oracle::Seen Oracle::introspect(const KnownToken& token) {
  asking_.form.front().value = token.value;
  asking_.received_at = stage_.now();
  wire::Call call(asking_, 0);
  const std::string body = salesforce::introspect(stage_.world().org, call).body;
  Seen seen{.active = body.find("\"active\":true") != std::string::npos};
  if (seen.active && token.is_refresh) seen.scope = text_member(body, "scope");
  return seen;
}

void Oracle::adopt(int64_t id, const std::string& code) {
  std::optional<workato::Tokens> tokens;
  {
    auto tx = stage_.world().workspace.begin();
    if (const workato::Connection* connection = tx.connections().find(id))
      tokens = connection->tokens;
  }
  if (!tokens) return;
  const int grant = book_.open_grant(id, code);
  redeemed_[code] = grant;
  book_.add(grant, true, tokens->refresh.value, tokens->obtained_at, step_);
  book_.add(grant, false, tokens->access.value, tokens->obtained_at, step_);
  expect(grant);
  expected_.displaced = oldest_if_full();
  stale_ = true;
}

// The grant that gives way to a new one; -1: there is room.
int Oracle::oldest_if_full() const {
  std::set<int> live;
  for (const KnownToken& token : book_.tokens()) {
    // The new one's tokens have not been looked at.
    if (token.is_refresh && token.is_active && token.seen_step != 0) live.insert(token.grant);
  }
  const int64_t most = stage_.world().dials.number(oauth::Dial::approvals_kept);
  return int64_t(live.size()) < most ? -1 : *live.begin();
}

void Oracle::sent(const Message& message, const std::deque<Message>& under_way) {
  if (!message.by_workato) return;
  if (message.errand == Errand::exchange && ++callbacks_[message.token] > 1)
    broken("O-20",
           fmt::format("Workato sent the code of one callback twice (m{}).", message.number));
  if (message.errand != Errand::refresh) return;
  const KnownToken* token = book_.find(message.token);
  const auto beside = std::ranges::find_if(under_way, [&](const Message& other) {
    if (other.number == message.number || !other.by_workato || other.waiting == nullptr ||
        other.errand != Errand::refresh)
      return false;
    const KnownToken* theirs = book_.find(other.token);
    return token != nullptr && theirs != nullptr && theirs->grant == token->grant;
  });
  if (beside != under_way.end())
    broken("O-20", fmt::format("Workato sent the refresh m{} while m{} was under way.",
                               message.number, beside->number));
  auto tx = stage_.world().workspace.begin();
  const workato::Connection* connection = tx.connections().find(message.connection);
  if (connection != nullptr && connection->status == workato::ConnectionStatus::lost)
    broken("O-20", fmt::format("Workato sent the refresh m{} for a connection that is lost.",
                               message.number));
}

uint64_t Oracle::state() const {
  Hash hash;
  hash.add(user_active_ ? 1 : 0);
  for (const KnownGrant& grant : book_.grants()) hash.add(grant.must_be_dead ? 1 : 0);
  for (const KnownToken& token : book_.tokens()) hash.add(token.is_active ? 1 : 0);
  for (const auto& [code, grant] : redeemed_) hash.add(uint64_t(grant));
  for (const auto& [code, times] : callbacks_) hash.add(uint64_t(times));
  for (const auto& [connection, token] : received_) hash.add(book_.name_of(token));
  return hash.value();
}

bool Oracle::is_beside(const Message& message) const {
  const KnownToken* token = book_.find(message.token);
  return token != nullptr && token->retired_step != 0 &&
         message.arrived_step <= token->retired_step;
}

// A retired token that was presented after its successor was issued. What arrived before that ran
// beside the request that won.
bool Oracle::is_reuse(const Message& message, const KnownToken& token) const {
  if (token.retired_step == 0) return false;
  if (!is_beside(message)) return true;
  // Only the token of the very last rotation is told apart.
  const KnownGrant& grant = book_.grants()[size_t(token.grant)];
  const bool previous = token.number + 2 == grant.refreshes;
  return !previous || stage_.world().dials.is(oauth::Dial::refresh_concurrent, "cascade");
}

void Oracle::issue(const Message& message, int grant) {
  const std::string access = member_of(message, "access_token");
  const std::string refresh = member_of(message, "refresh_token");
  if (book_.add(grant, false, access, stage_.now(), step_) == nullptr)
    broken("O-R1",
           fmt::format("The answer to m{} holds an access token of before.", message.number));
  KnownGrant& owner = book_.grants()[size_t(grant)];
  const std::string scope = member_of(message, "scope");
  if (!owner.scope.empty() && !scope.empty() && !covers(owner.scope, scope))
    broken("O-R6", fmt::format("m{} gave \"{}\", more than the grant's \"{}\".", message.number,
                               scope, owner.scope));
  const bool first = owner.refreshes == 0;
  if (!stage_.small.rotation && !first) {
    if (!refresh.empty() && refresh != message.token)
      broken("O-R1", fmt::format("m{} gave another refresh token although rotation is off.",
                                 message.number));
    return;
  }
  if (book_.add(grant, true, refresh, stage_.now(), step_) == nullptr)
    broken("O-R1", fmt::format("The answer to m{} holds no new refresh token.", message.number));
}

void Oracle::served_refresh(const Message& message) {
  const KnownToken* token = book_.find(message.token);
  if (token == nullptr) return expect_nothing("O-R5");
  const std::string name = book_.name_of(message.token);
  const int grant = token->grant;
  if (message.is_granted()) {
    if (!user_active_) broken("O-R7", name + " refreshed without its user.");
    if (stage_.small.rotation && token->retired_step != 0)
      broken("O-R2", fmt::format("{} was rotated twice: m{} won as well.", name, message.number));
    if (!token->is_active)
      broken("O-13", fmt::format("{} refreshed (m{}) although introspection called it inactive.",
                                 name, message.number));
    issue(message, grant);
    return expect(grant);
  }
  const bool asks_too_much = !covers(book_.grants()[size_t(grant)].scope, message.scope);
  if (token->is_active && !asks_too_much)
    broken("O-13", fmt::format("{} was refused (m{}) although introspection called it active.",
                               name, message.number));
  const bool reuse = stage_.small.rotation && is_reuse(message, *token);
  if (!reuse) return expect_nothing("O-R5");
  if (!stage_.world().dials.is(oauth::Dial::rtr_replay, "cascade")) return expect_nothing("O-R4");
  must_die(grant, "O-R3");
  expect(grant);
}

void Oracle::served_exchange(const Message& message) {
  const auto redeemed = redeemed_.find(message.token);
  if (message.is_granted()) {
    if (redeemed != redeemed_.end())
      broken("O-07", fmt::format("A code gave tokens twice (m{}).", message.number));
    const int grant = book_.open_grant(message.connection, message.token);
    redeemed_[message.token] = grant;
    issue(message, grant);
    expect(grant);
    expected_.displaced = oldest_if_full();
    return;
  }
  if (redeemed == redeemed_.end()) return expect_nothing("O-R5");
  expect(redeemed->second);
  if (stage_.world().dials.is(oauth::Dial::code_replay, "revoke"))
    must_die(redeemed->second, "O-08");
}

void Oracle::served_revocation(const Message& message) {
  const KnownToken* token = book_.find(message.token);
  if (token == nullptr) return expect_nothing("O-R5");
  expect(token->grant);
  if (message.is_granted() && token->is_refresh) must_die(token->grant, "O-14");
}

void Oracle::served(const Message& message) {
  switch (message.errand) {
    case Errand::data: {
      const KnownToken* token = book_.find(message.token);
      if (token != nullptr && token->is_active != message.is_granted())
        broken("O-13",
               fmt::format("{} was {} (m{}) although introspection called it {}.",
                           book_.name_of(message.token), message.is_granted() ? "taken" : "refused",
                           message.number, token->is_active ? "active" : "inactive"));
      return;
    }
    case Errand::introspect:
      return;
    case Errand::refresh:
      served_refresh(message);
      break;
    case Errand::exchange:
      served_exchange(message);
      break;
    case Errand::revoke:
      served_revocation(message);
      break;
  }
  stale_ = true;
}

// What arrives for tokens that a person has replaced or thrown away is not Workato's any more.
bool Oracle::is_overtaken(const Message& message, const KnownToken& token) const {
  auto tx = stage_.world().workspace.begin();
  const workato::Connection* connection = tx.connections().find(message.connection);
  if (connection == nullptr || connection->status == workato::ConnectionStatus::disconnected)
    return true;
  if (!connection->tokens) return false;
  const KnownToken* held = book_.find(connection->tokens->refresh.value);
  return held != nullptr && held->grant != token.grant;
}

void Oracle::received(const Message& message) {
  const bool gives = message.errand == Errand::refresh || message.errand == Errand::exchange;
  if (!message.by_workato || !gives || !message.is_granted()) return;
  const std::string refresh = member_of(message, "refresh_token");
  const KnownToken* token = book_.find(refresh);
  if (token == nullptr || is_overtaken(message, *token)) return;
  const auto before = received_.find(message.connection);
  const KnownToken* newest = before == received_.end() ? nullptr : book_.find(before->second);
  const bool older =
      newest != nullptr && newest->grant == token->grant && newest->number > token->number;
  if (!older) received_[message.connection] = refresh;
}

void Oracle::world_changed(bool user_left) {
  if (user_left) user_active_ = false;
  expected_ = {.changes = true};
  stale_ = true;
}

void Oracle::look_at(KnownToken& token, const Seen& seen) {
  KnownGrant& grant = book_.grants()[size_t(token.grant)];
  const std::string name = book_.name_of(token.value);
  const bool is_new = token.issued_at == stage_.now() && token.seen_step == 0;
  if (seen.active && token.was_seen_dead) broken("O-14", name + " is active again.");
  if (seen.active && grant.must_be_dead)
    broken(grant.why_dead, name + " is active although its grant must have ended.");
  if (seen.active && !user_active_) broken("O-R7", name + " is active without its user.");
  if (seen.active && !token.is_refresh && stage_.now() - token.issued_at >= kSession)
    broken("O-R7", name + " is active although its session has timed out.");
  if (token.is_refresh && seen.active) {
    if (grant.scope.empty()) grant.scope = seen.scope;
    if (grant.scope != seen.scope)
      broken("O-R6", fmt::format("The scope of {} became \"{}\".", name, seen.scope));
  }
  if (!is_new && seen.active != token.is_active) {
    const bool allowed =
        expected_.changes && (expected_.grant < 0 || expected_.grant == token.grant ||
                              expected_.displaced == token.grant);
    if (!allowed) broken(expected_.rule, name + " changed although nothing happened to it.");
  }
  token.seen_step = step_;
  token.is_active = seen.active;
  token.was_seen_dead = token.was_seen_dead || !seen.active;
}

void Oracle::count_live() {
  std::vector<int> live(book_.grants().size(), 0);
  for (const KnownToken& token : book_.tokens()) {
    if (token.is_refresh && token.is_active) ++live[size_t(token.grant)];
  }
  int64_t grants = 0;
  for (size_t grant = 0; grant < live.size(); ++grant) {
    if (live[grant] > 0) ++grants;
    if (live[grant] > 1 && stage_.small.rotation)
      broken("O-R2", fmt::format("g{} has {} active refresh tokens.", grant + 1, live[grant]));
  }
  const int64_t most = stage_.world().dials.number(oauth::Dial::approvals_kept);
  if (grants > most) broken("O-R9", fmt::format("{} grants live; {} may.", grants, most));
}

void Oracle::survey() {
  for (KnownToken& token : book_.tokens()) look_at(token, introspect(token));
  count_live();
  expected_ = {};
  stale_ = false;
}

void Oracle::go_on() {
  expected_ = {.changes = true};
  survey();
  rests_ = false;
}

void Oracle::look() {
  if (rests_) return;
  if (stale_) survey();
  for (const auto& [id, value] : received_) {
    const KnownToken* token = book_.find(value);
    if (token == nullptr || !token->is_active) continue;
    auto tx = stage_.world().workspace.begin();
    const workato::Connection* connection = tx.connections().find(id);
    if (connection == nullptr) continue;
    if (connection->status == workato::ConnectionStatus::lost)
      broken("O-21", fmt::format("Workato gave the connection up although {} is active.",
                                 book_.name_of(value)));
    if (!connection->tokens) continue;
    const KnownToken* held = book_.find(connection->tokens->refresh.value);
    if (held != token)
      broken("O-21", fmt::format("Workato received {}, which is active, and holds {}.",
                                 book_.name_of(value),
                                 held == nullptr ? "none" : book_.name_of(held->value)));
  }
}

}  // namespace rehearse::simulation
