#include "mocks/oauth/client_auth_rules.h"

#include <gtest/gtest.h>

#include "mocks/core/crypto.h"
#include "mocks/oauth/errors.h"
#include "mocks/oauth/reasons.h"

namespace rehearse::oauth {
namespace {

std::string basic(std::string_view pair, std::string_view scheme = "Basic ") {
  return std::string(scheme) + base64_encode(pair, Base64::standard);
}

std::string why(const Result<PresentedClient, Rejection>& read) {
  return read ? std::string() : std::string(read.error().reason->name);
}

TEST(ClientAuth, CredentialsComeFromTheBody) {
  const auto read = read_client({"key", "secret", {}}, Dials());
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(read.value().id.value, "key");
  EXPECT_EQ(read.value().secret->value, "secret");
  EXPECT_FALSE(read.value().by_basic);
  EXPECT_EQ(why(read_client({{}, "secret", {}}, Dials())), "client_missing");
}

TEST(ClientAuth, CredentialsComeFromABasicHeaderOfAnyCase) {
  for (const std::string_view scheme : {"Basic ", "basic ", "BASIC "}) {
    const auto read = read_client({{}, {}, {basic("key:a:secret", scheme)}}, Dials());
    ASSERT_TRUE(read.ok()) << scheme;
    EXPECT_EQ(read.value().id.value, "key");
    EXPECT_EQ(read.value().secret->value, "a:secret");
    EXPECT_TRUE(read.value().by_basic);
  }
}

TEST(ClientAuth, BrokenBasicHeadersAreRefused) {
  for (const std::string& header :
       {std::string("Basic"), std::string("Basic "), basic("no colon"), basic(":secret"),
        basic("key:secret") + "!", std::string("Basic a2V5")})
    EXPECT_EQ(why(read_client({"key", {}, {header}}, Dials())), "basic_header_malformed") << header;
  EXPECT_EQ(why(read_client({{}, {}, {basic("a:b"), basic("a:b")}}, Dials())),
            "basic_header_malformed");
}

TEST(ClientAuth, AnotherSchemeIsNoClientAuthentication) {
  EXPECT_EQ(why(read_client({"key", {}, {"Bearer abc"}}, Dials())), "");
  EXPECT_EQ(why(read_client({{}, {}, {"Bearer abc"}}, Dials())), "client_missing");
}

TEST(ClientAuth, OfTwoMethodsTheBodyWinsOrBothAreRefused) {
  Dials dials;
  const ClientParameters both{"body", "secret", {basic("header:secret")}};
  const auto read = read_client(both, dials);
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(read.value().id.value, "body");
  ASSERT_TRUE(dials.set("client_auth.both", "reject").ok());
  EXPECT_EQ(why(read_client(both, dials)), "client_auth_twice");
}

TEST(ClientAuth, ABodyClientIdBesideBasicMustBeTheSame) {
  EXPECT_EQ(why(read_client({"key", {}, {basic("key:secret")}}, Dials())), "");
  EXPECT_EQ(why(read_client({"k.y", {}, {basic("k%2Ey:secret")}}, Dials())), "");
  EXPECT_EQ(why(read_client({"other", {}, {basic("key:secret")}}, Dials())), "client_id_conflict");
}

// Judged is a client against an app whose secret is "s %+:".
std::string judged(const PresentedClient& client, SecretNeed need,
                   const AppSettings& settings = AppSettings(), bool by_login_host = false) {
  const ClientSecret secret("s %+:");
  const KnownClient known{&secret, &settings, kRunStart, by_login_host};
  const auto result = judge_client(client, &known, need, Dials(), kRunStart);
  return result ? std::string() : std::string(result.error().reason->name);
}

TEST(ClientAuth, ASecretThatIsSentIsAlwaysValidated) {
  for (const SecretNeed need : {SecretNeed::required, SecretNeed::optional}) {
    PresentedClient client;
    client.secret = ClientSecret("s %+:");
    EXPECT_EQ(judged(client, need), "");
    client.secret = ClientSecret("s %+");
    EXPECT_EQ(judged(client, need), "secret_wrong");
    client.secret.reset();
    EXPECT_EQ(judged(client, need), need == SecretNeed::required ? "secret_missing" : "");
  }
}

TEST(ClientAuth, EscapedBasicSecretsMatchAsWellAsRawOnes) {
  for (const std::string pair : {"key:s %+:", "key:s+%25%2B%3A", "key:s%20%25%2b%3a"}) {
    const auto read = read_client({{}, {}, {basic(pair)}}, Dials());
    ASSERT_TRUE(read.ok());
    EXPECT_EQ(judged(read.value(), SecretNeed::required), "") << pair;
  }
}

TEST(ClientAuth, AnEmptySecretOfAPublicAppMatchesNothing) {
  const ClientSecret none;
  const AppSettings settings;
  const KnownClient known{&none, &settings, kRunStart, false};
  PresentedClient client;
  client.secret = ClientSecret("x");
  EXPECT_FALSE(judge_client(client, &known, SecretNeed::optional, Dials(), kRunStart).ok());
}

TEST(ClientAuth, TheAppMustBeThereAndSwitchedOn) {
  PresentedClient client;
  client.secret = ClientSecret("s %+:");
  AppSettings settings;
  settings.is_enabled = false;
  EXPECT_EQ(judged(client, SecretNeed::required, settings), "app_disabled");
  settings.is_enabled = true;
  settings.is_oauth_enabled = false;
  EXPECT_EQ(judged(client, SecretNeed::required, settings), "app_oauth_off");
  client.secret = ClientSecret("WRONG");  // nothing is told about the secret of a disabled app
  EXPECT_EQ(judged(client, SecretNeed::required, settings), "app_oauth_off");
  EXPECT_EQ(judged(client, SecretNeed::required, AppSettings(), true), "app_not_in_org");
  const auto unknown = judge_client(client, nullptr, SecretNeed::required, Dials(), kRunStart);
  EXPECT_EQ(unknown.error().error->code, "invalid_client_id");
}

}  // namespace
}  // namespace rehearse::oauth
