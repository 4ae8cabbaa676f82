#include "harness/driver/connect_api.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <deque>

#include "tests/support/mock_harness.h"

namespace rehearse::harness {
namespace {

using ::testing::_;
using ::testing::Invoke;
using ::testing::NiceMock;
using ::testing::ReturnRef;

// Answers the calls with what is prepared, the last answer again and again.
class ConnectApiTest : public ::testing::Test {
 protected:
  ConnectApiTest() {
    ON_CALL(target_, sites).WillByDefault(ReturnRef(sites_));
    ON_CALL(target_, http).WillByDefault(ReturnRef(http_));
    ON_CALL(http_, send).WillByDefault(Invoke([this](const wire::HttpRequest& request) {
      sent_.push_back(request);
      wire::WireResponse answer = answers_.front();
      if (answers_.size() > 1) answers_.pop_front();
      return MockHttpCall::Answer(answer);
    }));
  }
  static wire::WireResponse page(const Json& apps, const Json& next) {
    return wire::json_response(200, dump_json({{"apps", apps}, {"nextPageUrl", next}}));
  }

  Sites sites_{.salesforce = "https://org.example"};
  NiceMock<MockHttpCall> http_{};
  NiceMock<MockTarget> target_{};
  std::deque<wire::WireResponse> answers_{};
  std::vector<wire::HttpRequest> sent_{};
  ConnectApi connect_{target_, "SESSION"};
};

TEST_F(ConnectApiTest, TurnsPagesUntilItFindsTheApp) {
  answers_ = {page({{{"label", "A"}, {"identifier", "1"}}}, "/services/next"),
              page({{{"label", "B"}, {"identifier", "2"}}}, "/services/after")};
  const auto found = connect_.find_app("B");
  ASSERT_TRUE(found.ok());
  EXPECT_EQ(string_member(found.value().body, "identifier"), "2");
  ASSERT_EQ(sent_.size(), 2u);
  EXPECT_EQ(sent_[0].url, "https://org.example/services/data/v66.0/apps/oauth/usage");
  EXPECT_EQ(sent_[1].url, "https://org.example/services/next");
  EXPECT_EQ(wire::header_of(sent_[1].headers, "Authorization"), "Bearer SESSION");
}

TEST_F(ConnectApiTest, StopsAtAnEmptyPageAndAtAMissingOne) {
  for (const Json& next : {Json("/services/next"), Json(nullptr)}) {
    sent_.clear();
    answers_ = {page({{{"label", "A"}}}, next), page(Json::array(), "/services/next")};
    const auto found = connect_.find_app("B");
    ASSERT_TRUE(found.ok());
    EXPECT_TRUE(found.value().body.empty());
    EXPECT_EQ(sent_.size(), next.is_null() ? 1u : 2u);
  }
}

TEST_F(ConnectApiTest, DoesNotTurnPagesForEver) {
  answers_ = {page({{{"label", "A"}}}, "/services/next")};
  ASSERT_TRUE(connect_.find_app("B").ok());
  EXPECT_EQ(sent_.size(), 100u);
}

TEST_F(ConnectApiTest, ReadsCodeAndWordsOfAnError) {
  answers_ = {wire::json_response(403, R"([{"errorCode":"NO","message":"You may not."}])")};
  const auto refused = connect_.call("GET", "/usage");
  ASSERT_TRUE(refused.ok());
  EXPECT_FALSE(refused.value().ok());
  EXPECT_EQ(refused.value().error, "NO");
  EXPECT_EQ(refused.value().message, "You may not.");
  EXPECT_EQ(connect_.find_app("A").value().error, "NO");
  EXPECT_EQ(connect_.consumer_of("1").value().error, "NO");
  answers_ = {wire::text_response(500, "oops")};
  EXPECT_EQ(connect_.call("GET", "/usage").value().error, "unknown");
}

TEST_F(ConnectApiTest, SendsABodyAsJson) {
  answers_ = {wire::json_response(201, "{}")};
  ASSERT_TRUE(connect_.call("POST", "/x", Json::object()).ok());
  EXPECT_EQ(sent_[0].method, "POST");
  EXPECT_EQ(sent_[0].body, "{}");
  EXPECT_EQ(wire::header_of(sent_[0].headers, "Content-Type"), "application/json");
}

}  // namespace
}  // namespace rehearse::harness
