// What a stranger's answer may do to the engine: be told apart, and nothing else.
#include "mocks/workato/engine/token_answer.h"

#include "mocks/workato/engine/token_json.h"
#include "tests/support/workato_workspace.h"

namespace rehearse::workato::testing {
namespace {

std::string reason_for(std::string_view body) {
  const auto read = read_token_body(body);
  return read.ok() ? "none" : std::string(read.error()->name);
}

std::string nested(size_t depth) {
  return "{\"access_token\":" + std::string(depth, '[') + std::string(depth, ']') + "}";
}

TEST(TokenBody, ReadsSalesforcesMembers) {
  const auto body = read_token_body(
      R"({"access_token":"00D!a","refresh_token":"5Aep861b","signature":"s=","scope":"api id",
          "instance_url":"https://x.my.salesforce.com","id":"https://login.salesforce.com/id/1/2",
          "token_type":"bEaReR","issued_at":"1710000000000","surprise":[1,{"a":null}]})");
  ASSERT_TRUE(body.ok()) << body.error()->name;
  EXPECT_EQ(body.value().tokens.access.value, "00D!a");
  EXPECT_EQ(body.value().tokens.refresh.value, "5Aep861b");
  EXPECT_EQ(body.value().tokens.scope, "api id");
  EXPECT_EQ(body.value().signature, "s=");
}

TEST(TokenBody, GarbageHasAReasonOfItsOwn) {
  const std::string long_token(8 * 1'024 + 1, 'a');
  const struct {
    std::string body{}, reason{};
  } rows[] = {
      {"", "engine_answer_not_json"},
      {"<html>log in</html>", "engine_answer_not_json"},
      {R"({"access_token":"a","token_type":"Bea)", "engine_answer_not_json"},
      {R"({"access_token":"a","token_type":"Bearer"} trailing)", "engine_answer_not_json"},
      {R"({"access_token":"a","access_token":"b","token_type":"Bearer"})",
       "engine_answer_not_json"},
      {"{\"access_token\":\"\xff\",\"token_type\":\"Bearer\"}", "engine_answer_not_json"},
      {nested(100'000 / 8), "engine_answer_not_json"},
      {"null", "engine_answer_wrong_type"},
      {R"(["access_token"])", "engine_answer_wrong_type"},
      {R"({"access_token":17,"token_type":"Bearer"})", "engine_answer_wrong_type"},
      {R"({"access_token":"a","refresh_token":null,"token_type":"Bearer"})",
       "engine_answer_wrong_type"},
      {R"({"access_token":"a","token_type":"Bearer","instance_url":{}})",
       "engine_answer_wrong_type"},
      {R"({"token_type":"Bearer"})", "engine_answer_no_token"},
      {R"({"access_token":"","token_type":"Bearer"})", "engine_answer_no_token"},
      {R"({"access_token":"a\r\nX: y","token_type":"Bearer"})", "engine_answer_bad_token"},
      {R"({"access_token":"é","token_type":"Bearer"})", "engine_answer_bad_token"},
      {R"({"access_token":")" + long_token + R"(","token_type":"Bearer"})",
       "engine_answer_bad_token"},
      {R"({"access_token":"a"})", "engine_answer_token_type"},
      {R"({"access_token":"a","token_type":"DPoP"})", "engine_answer_token_type"},
      {R"({"access_token":"a","token_type":"Bearer","error":"invalid_grant"})",
       "engine_answer_contradicts"},
      {std::string(64 * 1'024 + 1, ' '), "engine_answer_too_large"},
  };
  for (const auto& row : rows)
    EXPECT_EQ(reason_for(row.body), row.reason) << row.body.substr(0, 60);
}

TEST(TokenBody, LongestTokenAndLargestBodyAreTaken) {
  std::string body =
      R"({"access_token":")" + std::string(8 * 1'024, 'a') + R"(","token_type":"Bearer"})";
  EXPECT_EQ(reason_for(body), "none");
  body.append(64 * 1'024 - body.size(), ' ');
  EXPECT_EQ(reason_for(body), "none");
}

TEST(TokenAnswer, UnreadableSuccessIsAmbiguousBecauseTheTokenMayBeSpent) {
  const TokenAnswer answer = read_token_answer(json(200, "<html>"), GrantKind::refresh);
  EXPECT_EQ(answer.signal, Signal::ambiguous);
  EXPECT_EQ(name_of(answer.reason), "engine_answer_not_json");
}

TEST(TokenAnswer, OneOutOfACacheBringsNothingFresh) {
  const std::string body = R"({"access_token":"a","token_type":"Bearer"})";
  EXPECT_EQ(read_token_answer(json(200, body), GrantKind::refresh).signal, Signal::tokens);
  const TokenAnswer stored = read_token_answer(json(200, body, {{"age", "0"}}), GrantKind::refresh);
  EXPECT_EQ(stored.signal, Signal::ambiguous);
  EXPECT_EQ(name_of(stored.reason), "engine_answer_from_cache");
  EXPECT_TRUE(stored.tokens.access.empty());
}

TEST(TokenAnswer, RedirectIsNotFollowed) {
  const TokenAnswer answer =
      read_token_answer(json(307, "", {{"Location", "https://evil.example"}}), GrantKind::refresh);
  EXPECT_EQ(answer.signal, Signal::unreadable);
}

TEST(RetryAfter, IsSecondsOrNothing) {
  const auto read = [](const char* text) { return retry_after({{"retry-after", text}}); };
  EXPECT_EQ(read("0"), Duration(0));
  EXPECT_EQ(read("90"), std::chrono::seconds(90));
  EXPECT_EQ(read("86401"), std::chrono::hours(24));
  EXPECT_EQ(read("99999999999999999999"), std::chrono::hours(24));  // beyond any number's range
  for (const char* text : {"", "-1", "+1", "1.5", "90 ", "Fri, 31 Dec 1999 23:59:59 GMT"})
    EXPECT_EQ(read(text), Duration(0)) << text;
  EXPECT_EQ(retry_after({}), Duration(0));
}

TEST(Introspection, BelievesOnlyABoolean) {
  EXPECT_EQ(read_introspection(introspected(true)), Activity::active);
  EXPECT_EQ(read_introspection(introspected(false)), Activity::inactive);
  for (const char* body : {"", "{}", R"({"active":1})", R"({"active":"true"})", "[]"})
    EXPECT_EQ(read_introspection(json(200, body)), Activity::unknown) << body;
  EXPECT_EQ(read_introspection(json(401, R"({"active":true})")), Activity::unknown);
  EXPECT_EQ(read_introspection(timed_out()), Activity::unknown);
}

TEST(Displayable, HidesSecretsAndKeepsOneShortLine) {
  EXPECT_EQ(displayable("a\r\nb\x01\xc3\xa9", {}), "ab");
  EXPECT_EQ(displayable("x secret y", {"secret"}), "x [hidden] y");
  EXPECT_EQ(displayable("x sec\xe2\x80\x8bret y", {"secret"}), "x [hidden] y");
  EXPECT_EQ(displayable("x secret y", {"sec\xc3\xa9ret"}), "x [hidden] y");
  EXPECT_EQ(displayable(std::string(200, 'a'), {}).size(), 200U);
  EXPECT_EQ(displayable(std::string(201, 'a'), {}).size(), 200U);
}

TEST(SessionInvalid, IsTheArrayWithTheCode) {
  EXPECT_TRUE(says_session_invalid(R"([{"message":"x","errorCode":"INVALID_SESSION_ID"}])"));
  for (const char* body :
       {"", "[]", R"([{"errorCode":"API_DISABLED"}])", R"({"errorCode":"INVALID_SESSION_ID"})",
        R"(["INVALID_SESSION_ID"])", "INVALID_SESSION_ID"})
    EXPECT_FALSE(says_session_invalid(body)) << body;
}

}  // namespace
}  // namespace rehearse::workato::testing
