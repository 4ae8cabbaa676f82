#include "mocks/oauth/mutants.h"

#include <gmock/gmock.h>

#include <set>

#include "mocks/oauth/mutant_judges.h"
#include "mocks/oauth/reasons.h"

namespace rehearse::oauth {
namespace {

using std::chrono_literals::operator""ms;
using ::testing::ElementsAre;

const std::vector<std::string> kCallbacks{"https://www.workato.com/oauth/callback"};
const std::vector<std::string> kScopes{"api", "refresh_token"};

// The name of what a judge refused for; empty if it didn't.
template <class Value>
std::string reason_of(const Result<Value, Rejection>& judged) {
  return judged ? "" : std::string(judged.error().reason->name);
}
template <class Judged>
std::string reason_of(const Judged& judged) {
  return judged ? "" : std::string(judged.error().rejection.reason->name);
}

TEST(MutantTable, KnowsEachMutantByItsNameOnce) {
  std::set<std::string_view> names;
  std::set<Mutant> mutants;
  for (const MutantInfo& row : mutant_table()) {
    EXPECT_TRUE(names.insert(row.name).second) << row.name;
    EXPECT_TRUE(mutants.insert(row.mutant).second) << row.name;
    EXPECT_EQ(find_mutant(row.name), row.mutant);
    EXPECT_NE(row.mutant, Mutant::none);
  }
  EXPECT_EQ(mutants.size(), size_t(Mutant::count_) - 1);
}

TEST(MutantTable, HasTheOrderOfTheEnumeration) {
  auto next = size_t(Mutant::none);
  for (const MutantInfo& row : mutant_table()) EXPECT_EQ(size_t(row.mutant), ++next) << row.name;
}

TEST(MutantTable, SaysOfEachWhatItDoesAndWhoCatchesIt) {
  for (const MutantInfo& row : mutant_table()) {
    EXPECT_FALSE(row.clause.empty()) << row.name;
    EXPECT_TRUE(row.meaning.ends_with('.')) << row.name;
    EXPECT_TRUE(row.seen.ends_with('.')) << row.name;
    EXPECT_NE(row.caught_by.find('/'), std::string_view::npos) << row.name;
  }
}

TEST(MutantTable, TakesNoNameForNoneAndNothingForAStranger) {
  EXPECT_EQ(find_mutant(""), Mutant::none);
  EXPECT_EQ(find_mutant("none"), std::nullopt);
  EXPECT_EQ(find_mutant("code_never_expire"), std::nullopt);
}

TEST(Mutants, HoldWhatWasAddedAndNothingElse) {
  Mutants mutants;
  EXPECT_TRUE(mutants.none());
  mutants.add(Mutant::none);
  EXPECT_TRUE(mutants.none());
  mutants.add(Mutant::introspect_uses_token_up);  // the last one
  mutants.add(Mutant::authorize_takes_repeated_parameters);
  EXPECT_FALSE(mutants.none());
  EXPECT_FALSE(mutants.has(Mutant::none));
  EXPECT_FALSE(mutants.has(Mutant::code_reusable));
  std::vector<Mutant> each;
  mutants.each([&each](Mutant one) { each.push_back(one); });
  EXPECT_THAT(each, ElementsAre(Mutant::authorize_takes_repeated_parameters,
                                Mutant::introspect_uses_token_up));
}

TEST(RegisteredCallback, IsTheVerySameWithoutAMutant) {
  EXPECT_EQ(registered_callback(Mutant::none, kCallbacks, kCallbacks[0]), &kCallbacks[0]);
  EXPECT_EQ(registered_callback(Mutant::none, kCallbacks, kCallbacks[0] + "/"), nullptr);
}

TEST(RegisteredCallback, PassesForNoMoreThanTheMutantSays) {
  struct Case {
    Mutant mutant;
    std::string passes, fails;
  };
  const std::vector<Case> cases{
      {Mutant::callback_by_prefix, kCallbacks[0] + "/x", "https://www.workato.com/oauth/Callback"},
      {Mutant::callback_by_host, "https://www.workato.com/x", "https://www.workato.com.test/x"},
      {Mutant::callback_ignores_case, "https://WWW.workato.com/oauth/Callback",
       kCallbacks[0] + "/x"},
      {Mutant::code_reusable, kCallbacks[0], kCallbacks[0] + "/x"}};
  for (const Case& one : cases) {
    EXPECT_EQ(registered_callback(one.mutant, kCallbacks, one.passes), &kCallbacks[0])
        << one.passes;
    EXPECT_EQ(registered_callback(one.mutant, kCallbacks, one.fails), nullptr) << one.fails;
  }
}

TEST(RegisteredCallback, NeverPassesWithWhatAHeaderCannotHold) {
  EXPECT_EQ(registered_callback(Mutant::callback_by_prefix, kCallbacks, kCallbacks[0] + "\r\nA: b"),
            nullptr);
}

TEST(RegisteredCallback, PassesForWhatAnyOfSeveralMutantsLetsPass) {
  Mutants both(Mutant::callback_by_prefix);
  both.add(Mutant::callback_ignores_case);
  EXPECT_EQ(registered_callback(both, kCallbacks, kCallbacks[0] + "/x"), &kCallbacks[0]);
  EXPECT_EQ(registered_callback(both, kCallbacks, "https://WWW.workato.com/oauth/Callback"),
            &kCallbacks[0]);
  EXPECT_EQ(registered_callback(both, kCallbacks, "https://www.workato.com/x"), nullptr);
}

class MutatedAuthorize : public ::testing::Test {
 protected:
  MutatedAuthorize() {
    app.callback_urls = kCallbacks;
    app.scopes = kScopes;
    sent.client_id = "3MVG9";
    sent.redirect_uri = kCallbacks[0];
    sent.response_type = "code";
    sent.code_challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
    sent.code_challenge_method = "S256";
  }
  Result<AuthorizeRequest, Rejection> judge(Mutant mutant) {
    const AskedApp asked{&app, kRunStart};
    return judge_authorize(mutant, sent, &asked, Dials(), kRunStart);
  }

  AppSettings app{};
  AuthorizeParameters sent{};
};

TEST_F(MutatedAuthorize, LetsAProperRequestPassUnchangedUnderAnyMutant) {
  sent.state = std::string(255, 's');
  for (const MutantInfo& row : mutant_table()) {
    const auto judged = judge(row.mutant);
    ASSERT_TRUE(judged.ok()) << row.name;
    EXPECT_EQ(judged.value().redirect_uri, kCallbacks[0]) << row.name;
    EXPECT_EQ(judged.value().code_challenge.value, *sent.code_challenge) << row.name;
    EXPECT_FALSE(judged.value().is_challenge_plain) << row.name;
    EXPECT_EQ(judged.value().state == sent.state, row.mutant != Mutant::state_left_out) << row.name;
  }
}

TEST_F(MutatedAuthorize, StillRefusesAnUnknownClient) {
  for (const MutantInfo& row : mutant_table())
    EXPECT_EQ(reason_of(judge_authorize(row.mutant, sent, nullptr, Dials(), kRunStart)),
              "authorize_client_unknown")
        << row.name;
}

TEST_F(MutatedAuthorize, CutsAStateOnlyWhereItIsLong) {
  sent.state = std::string(256, 's');
  EXPECT_EQ(judge(Mutant::none).value().state, sent.state);
  EXPECT_EQ(judge(Mutant::state_cut_short).value().state, std::string(255, 's'));
}

TEST_F(MutatedAuthorize, BindsAPlainChallengeAsPlain) {
  sent.code_challenge = std::string(43, 'v');
  sent.code_challenge_method = "plain";
  EXPECT_EQ(reason_of(judge(Mutant::none)), "challenge_method_unsupported");
  const auto judged = judge(Mutant::plain_challenge_accepted);
  ASSERT_TRUE(judged.ok());
  EXPECT_TRUE(judged.value().is_challenge_plain);
}

TEST_F(MutatedAuthorize, DemandsAChallengeAllTheSameWhereNoMethodStandsForIt) {
  sent.code_challenge.reset();
  EXPECT_EQ(reason_of(judge(Mutant::challenge_method_suffices)), "");
  sent.code_challenge_method.reset();
  EXPECT_EQ(reason_of(judge(Mutant::challenge_method_suffices)), "challenge_missing");
}

TEST(MutatedApproval, GrantsWhatTheMutantSays) {
  AppSettings app;
  app.scopes = {"api", "id"};
  AuthorizeRequest request;
  request.scopes = {"id", "full"};
  EXPECT_EQ(reason_of(judge_approval(Mutant::none, request, app, {})), "scope_outside_app");
  EXPECT_THAT(judge_approval(Mutant::scope_outside_app_granted, request, app, {}).value(),
              ElementsAre("id", "full"));
  EXPECT_THAT(judge_approval(Mutant::scope_ignored, request, app, {}).value(),
              ElementsAre("api", "id"));
  request.scopes = {"id", "nonsense"};
  EXPECT_THAT(judge_approval(Mutant::unknown_scopes_dropped, request, app, {}).value(),
              ElementsAre("id"));
  request.scopes = {"id"};
  EXPECT_THAT(judge_approval(Mutant::refresh_token_uninvited, request, app, {}).value(),
              ElementsAre("id", "refresh_token"));
}

class MutatedExchange : public ::testing::Test {
 protected:
  MutatedExchange() {
    code.is_issued = code.is_kept = code.is_own = true;
    code.issued_at = kRunStart;
    code.redirect_uri = kCallbacks[0];
    code.user = {true, true, false};
    sent.redirect_uri = kCallbacks[0];
    sent.peer = "192.0.2.1";
  }
  std::string refusal(const Mutants& mutants) {
    return reason_of(judge_exchange(mutants, code, sent, settings, Dials(), kRunStart));
  }
  void bind(const std::string& verifier) {
    challenge = s256_challenge(verifier);
    code.challenge = {&challenge, false};
    sent.verifier = verifier;
  }

  AppSettings settings{};
  CodeFacts code{};
  Exchange sent{};
  CodeChallenge challenge{};
};

TEST_F(MutatedExchange, TakesAnOddVerifierOnlyIfItsHashFits) {
  bind(std::string(42, 'v'));
  EXPECT_EQ(refusal(Mutant::none), "verifier_malformed");
  EXPECT_EQ(refusal(Mutant::verifier_of_any_length), "");
  EXPECT_EQ(refusal(Mutant::verifier_of_any_characters), "verifier_malformed");
  sent.verifier = std::string(42, 'w');
  EXPECT_EQ(refusal(Mutant::verifier_of_any_length), "verifier_malformed");
  bind(std::string(42, 'v') + " ");
  EXPECT_EQ(refusal(Mutant::verifier_of_any_characters), "");
  EXPECT_EQ(refusal(Mutant::verifier_of_any_length), "verifier_malformed");
}

TEST_F(MutatedExchange, OpensTheWeakerPathOnlyAfterAFailedVerifier) {
  bind(std::string(43, 'v'));
  sent.verifier.reset();
  EXPECT_EQ(refusal(Mutant::failed_verifier_opens_weaker_path), "verifier_missing");
  code.spent = &reason::code_burned;
  EXPECT_EQ(refusal(Mutant::failed_verifier_opens_weaker_path), "");
  EXPECT_EQ(refusal(Mutant::none), "code_burned");
}

TEST_F(MutatedExchange, SkipsTheAllowlistAtTheEndpointItNamesAlone) {
  settings.token_ip_ranges = {{"203.0.113.7", "203.0.113.9", ""}};
  EXPECT_EQ(refusal(Mutant::allowlist_skipped_at_exchange), "");
  EXPECT_EQ(refusal(Mutant::allowlist_skipped_at_refresh), "exchange_ip_blocked");
  EXPECT_EQ(refusal(Mutant::allowlist_by_network), "exchange_ip_blocked");
  sent.peer = "203.0.113.200";
  EXPECT_EQ(refusal(Mutant::allowlist_by_network), "");
  EXPECT_EQ(refusal(Mutant::none), "exchange_ip_blocked");
}

TEST_F(MutatedExchange, LetsARedirectUriBeMissingOrWrongButNotBoth) {
  sent.redirect_uri.reset();
  EXPECT_EQ(refusal(Mutant::exchange_without_redirect_uri), "");
  EXPECT_EQ(refusal(Mutant::exchange_with_any_redirect_uri), "exchange_redirect_missing");
  sent.redirect_uri = "https://example.net";
  EXPECT_EQ(refusal(Mutant::exchange_without_redirect_uri), "exchange_redirect_mismatch");
  EXPECT_EQ(refusal(Mutant::exchange_with_any_redirect_uri), "");
}

TEST_F(MutatedExchange, MakesTheMistakesOfAllMutantsAtOnce) {
  Mutants both(Mutant::exchange_without_redirect_uri);
  both.add(Mutant::allowlist_skipped_at_exchange);
  settings.token_ip_ranges = {{"203.0.113.7", "203.0.113.9", ""}};
  sent.redirect_uri.reset();
  EXPECT_EQ(refusal(both), "");
  EXPECT_EQ(refusal(Mutant::exchange_without_redirect_uri), "exchange_ip_blocked");
  EXPECT_EQ(refusal(Mutant::allowlist_skipped_at_exchange), "exchange_redirect_missing");
}

class MutatedRefresh : public ::testing::Test {
 protected:
  MutatedRefresh() {
    token.is_issued = token.is_kept = token.is_own = true;
    token.generation = token.current_generation = 2;
    token.rotated_at_arrival = 10;
    token.times = {kRunStart, kRunStart, kRunStart};
    token.scopes = kScopes;
    token.user = {true, true, false};
    sent.arrival = 11;
    settings.is_refresh_token_rotation_enabled = true;
  }
  std::string refusal(Mutant mutant) {
    return reason_of(judge_refresh(mutant, token, sent, settings, Dials(), now));
  }

  AppSettings settings{};
  RefreshFacts token{};
  Refresh sent{};
  TimePoint now = kRunStart;
};

TEST_F(MutatedRefresh, TellsTheTokenBeforeTheNewestFromOlderOnes) {
  token.generation = 1;
  EXPECT_EQ(refusal(Mutant::none), "refresh_token_replayed");
  EXPECT_EQ(refusal(Mutant::former_refresh_token_stays_good), "");
  EXPECT_EQ(refusal(Mutant::ancestor_refresh_tokens_good), "refresh_token_replayed");
  token.generation = 0;
  EXPECT_EQ(refusal(Mutant::former_refresh_token_stays_good), "refresh_token_replayed");
  EXPECT_EQ(refusal(Mutant::ancestor_refresh_tokens_good), "");
}

TEST_F(MutatedRefresh, HasASecondWinnerOnlyOfARace) {
  token.generation = 1;
  EXPECT_EQ(refusal(Mutant::race_has_two_winners), "refresh_token_replayed");
  sent.arrival = 10;
  EXPECT_EQ(refusal(Mutant::race_has_two_winners), "");
  EXPECT_EQ(refusal(Mutant::none), "refresh_concurrent");
}

TEST_F(MutatedRefresh, RevivesTokensOnlyOnceRotationIsOff) {
  token.generation = 0;
  EXPECT_EQ(refusal(Mutant::rotation_off_revives_tokens), "refresh_token_replayed");
  settings.is_refresh_token_rotation_enabled = false;
  EXPECT_EQ(refusal(Mutant::rotation_off_revives_tokens), "");
}

TEST_F(MutatedRefresh, IsIdleForExactlyOneDayMore) {
  settings.is_enforce_refresh_token_ttl = true;
  now = kRunStart + std::chrono::days(31);
  EXPECT_EQ(refusal(Mutant::none), "refresh_idle_limit");
  EXPECT_EQ(refusal(Mutant::idle_limit_a_day_late), "");
  now += 1ms;
  EXPECT_EQ(refusal(Mutant::idle_limit_a_day_late), "refresh_idle_limit");
}

TEST_F(MutatedRefresh, WidensAScopeOnlyAtARefreshThatAsksForIt) {
  sent.scope = "full";
  EXPECT_EQ(refusal(Mutant::none), "refresh_scope_wider");
  const auto judged =
      judge_refresh(Mutant::refresh_widens_scope, token, sent, settings, Dials(), now);
  ASSERT_TRUE(judged.ok());
  EXPECT_THAT(judged.value(), ElementsAre("full"));
  EXPECT_EQ(refusal(Mutant::refresh_scope_ignored), "refresh_scope_wider");
}

TEST(MutatedClient, BelievesNoMoreThanTheMutantSays) {
  const ClientSecret secret("right");
  AppSettings settings;
  const KnownClient known{&secret, &settings, kRunStart, false};
  PresentedClient client{.id = ClientId("3MVG9"), .secret = ClientSecret("right ")};
  const auto refusal = [&](Mutant mutant) {
    return reason_of(
        judge_client(mutant, client, &known, SecretNeed::required, Dials(), kRunStart));
  };
  EXPECT_EQ(refusal(Mutant::none), "secret_wrong");
  EXPECT_EQ(refusal(Mutant::secret_trimmed), "");
  client.secret = ClientSecret("wrong");
  EXPECT_EQ(refusal(Mutant::secret_trimmed), "secret_wrong");
  EXPECT_EQ(refusal(Mutant::wrong_secret_accepted), "");
  client.secret.reset();
  EXPECT_EQ(refusal(Mutant::wrong_secret_accepted), "secret_missing");
  EXPECT_EQ(refusal(Mutant::basic_needs_no_secret), "secret_missing");
  client.by_basic = true;
  EXPECT_EQ(refusal(Mutant::basic_needs_no_secret), "");
  client.secret = ClientSecret("right");
  settings.is_enabled = false;
  EXPECT_EQ(refusal(Mutant::wrong_secret_accepted), "app_disabled");
  EXPECT_EQ(refusal(Mutant::disabled_app_served), "");
}

}  // namespace
}  // namespace rehearse::oauth
