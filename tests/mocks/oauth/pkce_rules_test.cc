#include "mocks/oauth/pkce_rules.h"

#include <gtest/gtest.h>

#include "mocks/oauth/errors.h"
#include "mocks/oauth/reasons.h"

namespace rehearse::oauth {
namespace {

std::string repeat(std::string_view text, int times) {
  std::string all;
  for (int count = 0; count < times; ++count) all += text;
  return all;
}

// The reason for which a verifier is refused against the challenge; empty if it is accepted.
std::string why(const std::string& challenge, const std::optional<std::string>& verifier,
                const Dials& dials = Dials(), bool is_plain = false) {
  const CodeChallenge bound(challenge);
  const auto judged = judge_verifier({&bound, is_plain}, verifier, dials);
  return judged ? std::string() : std::string(judged.error().reason->name);
}

std::string why_own(const std::string& verifier, const Dials& dials = Dials()) {
  return why(s256_challenge(verifier).value, verifier, dials);
}

TEST(Pkce, ChallengesAreTheRfcsAndTheRecomputedVectors) {
  EXPECT_EQ(s256_challenge("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk").value,
            "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
  EXPECT_EQ(s256_challenge(repeat("A", 43)).value, "DwBzhbb51LfusnSGBa_hqYSgo7-j8BTQnip4TOnlzRo");
  EXPECT_EQ(s256_challenge(repeat("A", 128)).value, "tqw8wQOGMxx2XwTwQcFH0PJ48q7Y6qAh4tAFf8b2_54");
  EXPECT_EQ(s256_challenge("-._~" + repeat("aZ09", 10)).value,
            "R_evlTxB3eyKaqJNE0rbZWmQjIW72qKov6IHVd522Os");
  EXPECT_EQ(s256_challenge("verifier-" + repeat("0", 35)).value,
            "GWoFOFYcsSZ-ZZ2tJsea09yitH5SY-7-_uU1vuUB9Do");
}

TEST(Pkce, VerifiersHave43To256UnreservedCharacters) {
  EXPECT_EQ(why_own(repeat("a", 42)), "verifier_malformed");
  EXPECT_EQ(why_own(repeat("a", 43)), "");
  EXPECT_EQ(why_own(repeat("a", 129)), "");
  EXPECT_EQ(why_own(repeat("a", 256)), "");
  EXPECT_EQ(why_own(repeat("a", 257)), "verifier_malformed");
  EXPECT_EQ(why_own(repeat("a", 40) + "-._"), "");
  for (const std::string bad : {"+", "=", " ", "\n", "\xc3\xa9", "/"})
    EXPECT_EQ(why_own(repeat("a", 43) + bad), "verifier_malformed") << bad;
  EXPECT_EQ(why_own(repeat("a", 43) + std::string(1, '\0')), "verifier_malformed");
}

TEST(Pkce, ATildeIsRefusedUnlessTheDialAcceptsIt) {
  Dials dials;
  EXPECT_EQ(why_own(repeat("a", 43) + "~", dials), "verifier_tilde");
  ASSERT_TRUE(dials.set("pkce.tilde", "accept").ok());
  EXPECT_EQ(why_own(repeat("a", 43) + "~", dials), "");
}

TEST(Pkce, AVerifierThatOnlyBeginsAlikeIsRefused) {
  const std::string challenge = s256_challenge(repeat("a", 43)).value;
  EXPECT_EQ(why(challenge, repeat("a", 44)), "verifier_mismatch");
  EXPECT_EQ(why(challenge, repeat("a", 42) + "b"), "verifier_mismatch");
  EXPECT_EQ(why(challenge, challenge), "verifier_mismatch");
  EXPECT_EQ(why(challenge, std::nullopt), "verifier_missing");
}

TEST(Pkce, PlainChallengesCompareTheVerifierItself) {
  EXPECT_EQ(why(repeat("a", 43), repeat("a", 43), Dials(), true), "");
  EXPECT_EQ(why(repeat("a", 43), repeat("b", 43), Dials(), true), "verifier_mismatch");
}

TEST(Pkce, WithoutAChallengeAVerifierIsRefusedOrIgnoredAsTheDialSays) {
  Dials dials;
  EXPECT_EQ(why("", std::nullopt, dials), "");
  EXPECT_EQ(why("", repeat("a", 43), dials), "verifier_unexpected");
  ASSERT_TRUE(dials.set("pkce.verifier_without_challenge", "ignore").ok());
  EXPECT_EQ(why("", repeat("a", 43), dials), "");
}

TEST(Pkce, TheMismatchErrorIsADial) {
  Dials dials;
  const CodeChallenge bound = s256_challenge(repeat("a", 43));
  EXPECT_EQ(judge_verifier({&bound, false}, repeat("b", 43), dials).error().error->code,
            "invalid_grant");
  ASSERT_TRUE(dials.set("pkce.mismatch_error", "invalid_request").ok());
  EXPECT_EQ(judge_verifier({&bound, false}, repeat("b", 43), dials).error().error->code,
            "invalid_request");
}

}  // namespace
}  // namespace rehearse::oauth
