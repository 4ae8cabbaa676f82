#include "harness/mutations/mutations.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <set>

#include "mocks/wire/form.h"

namespace rehearse::harness {
namespace {

using testing::Contains;
using testing::Each;
using testing::Ne;

constexpr std::string_view kForm = "code=aPrx%3D%3D&scope=api+full&state=x";

// The form after the mutation of that id at that parameter.
std::string after(std::string_view id, size_t index, std::string_view form = kForm,
                  uint64_t choice = 0) {
  Encoded encoded = split_form(form);
  for (size_t number = 0; number < mutations().size(); ++number) {
    if (mutations()[number].id != id) continue;
    return mutate(encoded, number, index, choice) ? encoded.text() : "not offered";
  }
  return "no such mutation";
}

TEST(Mutations, AFormIsTheSameTextAfterItWasSplit) {
  for (const std::string_view text :
       {"", "a", "a=", "=b", "=", "a=b", "a=b=c", "&", "&&a=1&", "a;b", "%zz&\xff=\n"}) {
    EXPECT_EQ(split_form(text).text(), text);
  }
}

TEST(Mutations, FieldsAreEncodedAsTheParserReadsThem) {
  const wire::Fields fields{{"a b", "1&2=3"}, {"c", ""}};
  EXPECT_EQ(wire::parse_urlencoded(encode(fields).text()), fields);
}

TEST(Mutations, IdsAreUniqueAndInOrder) {
  std::set<std::string_view> ids;
  std::string_view last;
  for (const Mutation& mutation : mutations()) {
    EXPECT_TRUE(ids.insert(mutation.id).second) << mutation.id;
    EXPECT_LE(last.substr(0, 3), mutation.id.substr(0, 3)) << mutation.id;
    EXPECT_FALSE(mutation.name.empty());
    last = mutation.id;
  }
  EXPECT_GE(ids.size(), 90U);
}

TEST(Mutations, EachChangesTheFormOrSaysThatItCannot) {
  for (size_t number = 0; number < mutations().size(); ++number) {
    size_t changes = 0;
    for (size_t index = 0; index < 3; ++index) {
      Encoded form = split_form(kForm);
      const bool changed = mutate(form, number, index, index);
      EXPECT_EQ(changed, form.text() != kForm) << mutations()[number].id << " at " << index;
      changes += changed ? 1 : 0;
    }
    // Two ways of writing are those of the form already.
    const std::string_view id = mutations()[number].id;
    EXPECT_EQ(changes == 0, id == "m10-upper" || id == "m11-plus" || id == "m16-alphabet") << id;
  }
}

TEST(Mutations, AnEmptyFormOffersNothing) {
  for (size_t number = 0; number < mutations().size(); ++number) {
    Encoded form;
    EXPECT_FALSE(mutate(form, number, 7, 7)) << mutations()[number].id;
    EXPECT_EQ(form.text(), "");
  }
}

TEST(Mutations, NumbersBeyondTheEndCountFromTheStart) {
  Encoded form = split_form(kForm);
  EXPECT_TRUE(mutate(form, mutations().size(), 4, 0));  // m01 at the second of three
  EXPECT_EQ(form.text(), "code=aPrx%3D%3D&state=x");
}

TEST(Mutations, ParametersAreLeftOutEmptiedAndRepeated) {
  EXPECT_EQ(after("m01", 1), "code=aPrx%3D%3D&state=x");
  EXPECT_EQ(after("m02-empty", 2), "code=aPrx%3D%3D&scope=api+full&state=");
  EXPECT_EQ(after("m02-key", 2), "code=aPrx%3D%3D&scope=api+full&state");
  EXPECT_EQ(after("m03", 0, "a=1&b=2"), "a=1&a=1&b=2");
  EXPECT_EQ(after("m03-end", 0, "a=1&b=2"), "a=1&b=2&a=1");
  EXPECT_EQ(after("m04-before", 0, "a=1&b=2"), "a=rehearsal-other&a=1&b=2");
  EXPECT_EQ(after("m04-after", 0, "a=1&b=2"), "a=1&a=rehearsal-other&b=2");
}

TEST(Mutations, NamesAreWrittenInOtherWays) {
  EXPECT_EQ(after("m06-first", 0, "client_id=1"), "Client_id=1");
  EXPECT_EQ(after("m06-upper", 0, "client_id=1"), "CLIENT_ID=1");
  EXPECT_EQ(after("m07-encoded", 0, "code=1"), "%63ode=1");
  EXPECT_EQ(after("m07-after", 0, "code=1"), "code%20=1");
  EXPECT_EQ(after("m08-array", 0, "code=1"), "code[]=1");
  EXPECT_EQ(after("m08-encoded", 0, "code=1"), "code%5B%5D=1");
  EXPECT_EQ(after("m06-upper", 0, "0=1"), "not offered");
}

TEST(Mutations, SeparatorsAreReplacedAndAdded) {
  EXPECT_EQ(after("m09-semicolon", 0, "a=1&b=2"), "a=1;b=2");
  EXPECT_EQ(after("m09-double", 0, "a=1&b=2"), "a=1&&b=2");
  EXPECT_EQ(after("m09-leading", 1, "a=1&b=2"), "&a=1&b=2");
  EXPECT_EQ(after("m09-trailing", 0, "a=1&b=2"), "a=1&b=2&");
  EXPECT_EQ(after("m09-nameless", 1, "a=1&b=2"), "a=1&=x&b=2");
  EXPECT_EQ(after("m09-nothing", 0, "a=1&b=2"), "&&");
  EXPECT_EQ(after("m09-semicolon", 0, "a=1"), "not offered");
}

TEST(Mutations, ValuesAreEncodedInOtherWays) {
  EXPECT_EQ(after("m10-double", 0, "a=x%3D"), "a=x%253D");
  EXPECT_EQ(after("m10-double", 0, "a=x"), "a=%2578");
  EXPECT_EQ(after("m10-lower", 0, "a=X%3D"), "a=X%3d");
  EXPECT_EQ(after("m10-upper", 0, "a=x%3d"), "a=x%3D");
  EXPECT_EQ(after("m10-all", 0, "a=x%3D+"), "a=%78%3D%20");
  EXPECT_EQ(after("m10-overlong", 0, "a=.b"), "a=%C0%AEb");
  EXPECT_EQ(after("m11-literal", 0, "a=1+2%203"), "a=1%2B2%2B3");
  EXPECT_EQ(after("m11-twenty", 0, "a=12"), "not offered");
}

TEST(Mutations, NothingIsPutIntoTheMiddleOfAnEscape) {
  EXPECT_EQ(after("m12-nul-middle", 0, "a=12%3D45"), "a=12%00%3D45");
  EXPECT_EQ(after("m12-nul-middle", 0, "a=1%3D4"), "a=1%00%3D4");
  EXPECT_EQ(after("m12-nul-middle", 0, "a=123%3D"), "a=123%00%3D");
  EXPECT_EQ(after("m12-nul-middle", 0, "a=%3D12"), "a=%00%3D12");
}

TEST(Mutations, LengthsAreExact) {
  for (const auto& [id, length] : {std::pair{"m14-1", 1U}, {"m14-43", 43U}, {"m14-8193", 8'193U}}) {
    EXPECT_EQ(after(id, 0, "a=xy").size(), 2 + length);
    EXPECT_EQ(after(id, 0, "a=").size(), 2 + length);
  }
}

TEST(Mutations, Base64IsSpoiled) {
  EXPECT_EQ(after("m16-unpadded", 0), "code=aPrx&scope=api+full&state=x");
  EXPECT_EQ(after("m16-alphabet", 0, "a=x-y_"), "a=x%2By%2F");
  EXPECT_EQ(after("m16-canonical", 0, "a=xA"), "a=xB");
}

TEST(Mutations, ValuesWanderToOtherParameters) {
  EXPECT_EQ(after("m19-swap", 0, "a=1&b=2&c=3"), "a=2&b=1&c=3");
  EXPECT_EQ(after("m19-swap", 0, "a=1&b=2&c=3", 1), "a=3&b=2&c=1");
  EXPECT_EQ(after("m19-copy", 2, "a=1&b=2&c=3"), "a=1&b=2&c=1");
  EXPECT_EQ(after("m19-places", 1, "a=1&b=2&c=3"), "a=1&c=3&b=2");
  EXPECT_EQ(after("m19-swap", 0, "a=1"), "not offered");
}

constexpr std::string_view kCallback = "https://www.workato.com/oauth/callback";

TEST(Tricks, NeverHoldTheGoodValueNorOneTwice) {
  for (const std::string_view name :
       {"redirect_uri", "scope", "state", "code_challenge", "code_challenge_method",
        "code_verifier", "code", "client_id", "client_secret", "refresh_token", "grant_type",
        "response_type", "token", "prompt", "nonce", "anything"}) {
    for (const std::string_view good :
         {std::string_view(""), std::string_view("api id"), kCallback}) {
      const auto texts = tricks(name, good);
      EXPECT_GE(texts.size(), 8U) << name;
      EXPECT_THAT(texts, Each(Ne(good))) << name;
      EXPECT_EQ(std::set<std::string>(texts.begin(), texts.end()).size(), texts.size()) << name;
    }
  }
}

TEST(Tricks, MoveTheCallbackInTheWaysOfTheAdvisories) {
  const auto texts = tricks("redirect_uri", kCallback);
  EXPECT_THAT(texts, Contains("https://www.workato.com/OAUTH/CALLBACK"));
  EXPECT_THAT(texts, Contains("https://www.workato.com/oauth/callback?code=evil"));
  EXPECT_THAT(texts, Contains("https://www.workato.com:80@evil.example/oauth/callback"));
  EXPECT_THAT(texts, Contains("https://www.workato.com.evil.example/oauth/callback"));
  EXPECT_THAT(texts, Contains("https://www.workato.com/oauth/%63allback"));
  EXPECT_THAT(texts, Contains("http://127.0.0.1/callback"));
}

TEST(Tricks, KnowTheVerifierThatIsItsOwnChallenge) {
  EXPECT_THAT(tricks("code_verifier", "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"),
              Contains("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"));
}

}  // namespace
}  // namespace rehearse::harness
