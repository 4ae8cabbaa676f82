// Names that mean two things: a `code` is an authorization code or the code of an error. The value
// tells which.
#include "harness/record/names.h"

#include <gtest/gtest.h>

namespace rehearse::harness {
namespace {

TEST(KindOfMember, TakesWordsOfAVocabularyForWhatTheyAre) {
  for (const char* word :
       {"unauthorized_client", "INVALID_SESSION_ID", "sf:INVALID_LOGIN", "PendingConfirmation",
        "SucceededPartial", "insufficient-access", "InvalidOAuthToken", "a sentence of 2026"})
    EXPECT_EQ(kind_of_member("code", word), "") << word;
}

TEST(KindOfMember, KnowsASecretByItsDigits) {
  EXPECT_EQ(kind_of_member("code", "aPrxsmIEeqM9"), "code");
  EXPECT_EQ(kind_of_member("code", "aPrxsmIEeq9"), "") << "eleven characters";
}

TEST(KindOfMember, KnowsASecretWithoutADigit) {
  EXPECT_EQ(kind_of_member("signature", "gbdKayfxIOjdWwpdStuXLryAwZmz+oHQEK/owLYLlJQ="),
            "signature");
  EXPECT_EQ(kind_of_member("state", "qWeRtYuIoPaSdFgHjKlZxC"), "state");
  EXPECT_EQ(kind_of_member("session", "abcdefghijkl="), "session");
  EXPECT_EQ(kind_of_member("state", "x_qWeRtYuIoPaS"), "state") << "a part of it is enough";
}

TEST(KindOfMember, LooksAtTheValueOfAmbiguousNamesOnly) {
  EXPECT_EQ(kind_of_member("access_token", "short"), "access_token");
  EXPECT_EQ(kind_of_member("label", "aPrxsmIEeqM9"), "");
}

}  // namespace
}  // namespace rehearse::harness
