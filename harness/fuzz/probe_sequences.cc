#include "harness/fuzz/probe_sequences.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

#include "harness/fuzz/probe_ground.h"
#include "mocks/wire/form.h"

namespace rehearse::harness {
namespace {

using Played = Result<ProbeAnswer, Trouble>;
using Answered = ProbeGround::Answered;
constexpr auto kCode = ProbeEndpoint::code;
constexpr auto kRefresh = ProbeEndpoint::refresh;
constexpr auto kRevoke = ProbeEndpoint::revoke;
constexpr auto kIntrospect = ProbeEndpoint::introspect;

// Play sends one request after the other and keeps what each came to.
class Play {
 public:
  explicit Play(ProbeGround& ground) : ground_(ground) {}

  Answered send(ProbeEndpoint endpoint, const ProbeMaterial& material,
                void (*change)(ProbeDraft&) = nullptr) {
    ProbeDraft draft = good_draft(endpoint, material);
    if (change != nullptr) change(draft);
    Answered answered;
    last_ = ground_.ask(endpoint, draft, &answered);
    steps_.push_back(sentence_of(last_));
    return answered;
  }
  void state(const std::string& token, const ProbeMaterial& caller) {
    steps_.push_back(ground_.state_of(token, caller));
  }
  ProbeAnswer end() {
    for (size_t at = 0; at < steps_.size(); ++at)
      last_.note(fmt::format("step {}", at + 1), steps_[at]);
    return last_;
  }

 private:
  ProbeGround& ground_;
  ProbeAnswer last_{};
  std::vector<std::string> steps_{};
};

void drop(ProbeDraft& draft, std::string_view name) {
  std::erase_if(draft.form.pairs, [&](const auto& pair) { return pair.name == name; });
}
void set(ProbeDraft& draft, std::string_view name, std::string_view value) {
  for (Encoded::Pair& pair : draft.form.pairs) {
    if (pair.name == name) pair.value = wire::percent_encode(value);
  }
}
void without_verifier(ProbeDraft& draft) { drop(draft, "code_verifier"); }
void without_redirect(ProbeDraft& draft) { drop(draft, "redirect_uri"); }
void without_secret(ProbeDraft& draft) { drop(draft, "client_secret"); }
void wrong_verifier(ProbeDraft& draft) { set(draft, "code_verifier", std::string(43, 'w')); }
void wrong_secret(ProbeDraft& draft) { set(draft, "client_secret", "rehearsal-other"); }
void wider_scope(ProbeDraft& draft) { set(draft, "scope", "full"); }
void no_scope(ProbeDraft& draft) { drop(draft, "scope"); }

template <void (*first)(ProbeDraft&), void (*second)(ProbeDraft&)>
Played exchange_twice(ProbeGround& ground) {
  const auto made = ground.with_code();
  if (!made) return made.error();
  Play play(ground);
  play.send(kCode, made.value(), first);
  play.send(kCode, made.value(), second);
  return play.end();
}

Played replay_ends_tokens(ProbeGround& ground) {
  const auto made = ground.with_code();
  if (!made) return made.error();
  Play play(ground);
  const Answered got = play.send(kCode, made.value());
  play.send(kCode, made.value());
  play.state(got.refresh_token, made.value());
  play.state(got.access_token, made.value());
  return play.end();
}

// The credentials of one app with what the other was given.
ProbeMaterial as_other(const ProbeGround& ground, ProbeMaterial material) {
  material.client_id = ground.other_app().client_id;
  material.client_secret = ground.other_app().client_secret;
  return material;
}

Played code_of_other(ProbeGround& ground) {
  const auto made = ground.with_code();
  if (!made) return made.error();
  Play play(ground);
  play.send(kCode, as_other(ground, made.value()));
  play.send(kCode, made.value());
  return play.end();
}

Played token_of_other(ProbeGround& ground) {
  const auto tokens = ground.with_tokens();
  const auto code = ground.with_code();
  if (!tokens) return tokens.error();
  if (!code) return code.error();
  ProbeMaterial other = code.value();  // of the first app
  other.refresh_token = tokens.value().refresh_token;
  other.access_token = tokens.value().access_token;
  Play play(ground);
  play.send(kRefresh, other);
  play.send(kIntrospect, other);
  play.state(tokens.value().refresh_token, tokens.value());
  return play.end();
}

Played code_as_refresh(ProbeGround& ground) {
  auto made = ground.with_code();
  if (!made) return made.error();
  ProbeMaterial material = made.value();
  material.refresh_token = material.code;
  Play play(ground);
  play.send(kRefresh, material);
  play.send(kIntrospect, material);
  play.send(kRevoke, material);
  play.send(kCode, material);
  return play.end();
}

Played refresh_as_code(ProbeGround& ground) {
  auto made = ground.with_tokens();
  if (!made) return made.error();
  ProbeMaterial material = made.value();
  material.code = material.refresh_token;
  Play play(ground);
  play.send(kCode, material);
  play.state(material.refresh_token, material);
  return play.end();
}

Played access_as_refresh(ProbeGround& ground) {
  auto made = ground.with_tokens();
  if (!made) return made.error();
  ProbeMaterial material = made.value();
  std::swap(material.access_token, material.refresh_token);
  Play play(ground);
  play.send(kRefresh, material);
  play.state(material.access_token, material);
  return play.end();
}

// Refreshes `times` times, then presents the first token again.
template <int times>
Played former_token(ProbeGround& ground) {
  auto made = ground.with_tokens();
  if (!made) return made.error();
  ProbeMaterial current = made.value();
  Play play(ground);
  for (int each = 0; each < times; ++each) {
    const Answered got = play.send(kRefresh, current);
    current.refresh_token = got.refresh_token;
    current.access_token = got.access_token;
  }
  play.state(made.value().refresh_token, current);
  play.send(kRefresh, made.value());
  play.state(current.refresh_token, current);
  play.state(current.access_token, current);
  return play.end();
}

template <void (*change)(ProbeDraft&)>
Played failed_refresh(ProbeGround& ground) {
  const auto made = ground.with_tokens();
  if (!made) return made.error();
  Play play(ground);
  play.send(kRefresh, made.value(), change);
  play.state(made.value().refresh_token, made.value());
  play.send(kRefresh, made.value(), no_scope);
  return play.end();
}

Played narrower_then_all(ProbeGround& ground) {
  const auto made = ground.with_tokens();
  if (!made) return made.error();
  Play play(ground);
  ProbeMaterial next = made.value();
  next.refresh_token = play.send(kRefresh, made.value()).refresh_token;
  play.send(kRefresh, next, no_scope);
  return play.end();
}

template <bool of_access>
Played revoked(ProbeGround& ground) {
  const auto made = ground.with_tokens();
  if (!made) return made.error();
  Play play(ground);
  ProbeMaterial token = made.value();
  if (of_access) token.refresh_token = token.access_token;
  play.send(kRevoke, token);
  play.state(made.value().refresh_token, made.value());
  play.state(made.value().access_token, made.value());
  play.send(kRevoke, token);
  return play.end();
}

Played former_revoked(ProbeGround& ground) {
  const auto made = ground.with_tokens();
  if (!made) return made.error();
  Play play(ground);
  const Answered got = play.send(kRefresh, made.value());
  play.send(kRevoke, made.value());
  play.state(got.refresh_token, made.value());
  play.state(got.access_token, made.value());
  return play.end();
}

Played introspected_often(ProbeGround& ground) {
  const auto made = ground.with_tokens();
  if (!made) return made.error();
  Play play(ground);
  for (int each = 0; each < 5; ++each) play.send(kIntrospect, made.value());
  play.send(kRefresh, made.value());
  return play.end();
}

constexpr std::array kSequences{
    Sequence{"code-twice", kCode, "a code exchanged twice", exchange_twice<nullptr, nullptr>},
    Sequence{"replay-ends-tokens", kCode, "a code exchanged twice, and what is left of its tokens",
             replay_ends_tokens},
    Sequence{"wrong-verifier-then-none", kCode, "a wrong verifier, then none",
             exchange_twice<wrong_verifier, without_verifier>},
    Sequence{"wrong-verifier-then-right", kCode, "a wrong verifier, then the right one",
             exchange_twice<wrong_verifier, nullptr>},
    Sequence{"no-verifier-then-right", kCode, "no verifier, then the right one",
             exchange_twice<without_verifier, nullptr>},
    Sequence{"wrong-secret-then-right", kCode, "a wrong secret, then the right one",
             exchange_twice<wrong_secret, nullptr>},
    Sequence{"no-secret-then-right", kCode, "no secret but a verifier, then both",
             exchange_twice<without_secret, nullptr>},
    Sequence{"no-redirect-then-right", kCode, "no redirect_uri, then the right one",
             exchange_twice<without_redirect, nullptr>},
    Sequence{"code-of-other", kCode, "a code of another app, then by its own", code_of_other},
    Sequence{"token-of-other", kRefresh, "a refresh token of another app", token_of_other},
    Sequence{"code-as-token", kRefresh, "a code as a refresh token", code_as_refresh},
    Sequence{"token-as-code", kCode, "a refresh token as a code", refresh_as_code},
    Sequence{"access-as-refresh", kRefresh, "an access token as a refresh token",
             access_as_refresh},
    Sequence{"former-token", kRefresh, "a refresh token that was rotated away", former_token<1>},
    Sequence{"ancestor-token", kRefresh, "a refresh token three rotations old", former_token<3>},
    Sequence{"refresh-no-secret", kRefresh, "a refresh without a secret, then with it",
             failed_refresh<without_secret>},
    Sequence{"refresh-wrong-secret", kRefresh, "a refresh with a wrong secret, then the right one",
             failed_refresh<wrong_secret>},
    Sequence{"refresh-wider", kRefresh, "a refresh for more, then for the same",
             failed_refresh<wider_scope>},
    Sequence{"refresh-narrower", kRefresh, "a refresh for less, then for the same",
             narrower_then_all},
    Sequence{"revoke-refresh", kRevoke, "a refresh token revoked, twice", revoked<false>},
    Sequence{"revoke-access", kRevoke, "an access token revoked, twice", revoked<true>},
    Sequence{"revoke-former", kRevoke, "a refresh token revoked that was rotated away",
             former_revoked},
    Sequence{"introspect-often", kIntrospect, "a token asked about five times, then used",
             introspected_often},
};

}  // namespace

std::span<const Sequence> sequences() { return kSequences; }

}  // namespace rehearse::harness
