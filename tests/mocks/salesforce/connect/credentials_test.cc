#include <gtest/gtest.h>

#include "mocks/salesforce/org/record_id.h"
#include "tests/mocks/salesforce/connect/connect_site.h"

namespace rehearse::salesforce {
namespace {

using Said = ConnectSite::Said;

TEST(ConnectCredentials, ListsTheConsumerWithoutItsSecret) {
  ConnectSite site;
  const Said said = site.ask("GET", "/credentials/" + site.app.id.value);
  EXPECT_EQ(said.status, 200);
  const std::string url = "/services/data/v66.0/apps/oauth" + site.consumer();
  const Json consumer{{"id", site.app.consumer_id},
                      {"key", site.app.consumer_key.value},
                      {"name", "Rehearsal"},
                      {"stagedCredentialsUrl", url + "/staged"},
                      {"url", url}};
  EXPECT_EQ(
      said.json,
      (Json{{"consumers", Json::array({consumer})},
            {"currentPageUrl", "/services/data/v66.0/apps/oauth/credentials/" + site.app.id.value},
            {"nextPageUrl", nullptr}}));
}

TEST(ConnectCredentials, GivesThePartThatIsAskedFor) {
  ConnectSite site;
  struct Row {
    const char* query = "";
    bool key = false, secret = false;
  };
  for (const Row& row : {Row{"", true, false}, Row{"?part=key", true, false},
                         Row{"?part=secret", false, true}, Row{"?part=keyandsecret", true, true}}) {
    const Said said = site.ask("GET", site.consumer() + row.query);
    EXPECT_EQ(said.status, 200) << row.query;
    EXPECT_EQ(string_member(said.json, "key"),
              row.key ? std::optional(site.app.consumer_key.value) : std::nullopt)
        << row.query;
    EXPECT_EQ(string_member(said.json, "secret"),
              row.secret ? std::optional(site.app.consumer_secret.value) : std::nullopt)
        << row.query;
    EXPECT_EQ(string_member(said.json, "id"), site.app.consumer_id);
  }
  for (const char* part : {"Secret", "everything", "key,secret"}) {
    const Said refused = site.ask("GET", site.consumer() + "?part=" + part);
    EXPECT_EQ(refused.status, 400) << part;
    EXPECT_EQ(refused.code(), "ILLEGAL_QUERY_PARAMETER_VALUE") << part;
    EXPECT_EQ(refused.reason, "connect_parameter_invalid") << part;
  }
}

TEST(ConnectCredentials, TakesIdsInBothForms) {
  ConnectSite site;
  const std::string path =
      "/credentials/" + short_id(site.app.id.value) + "/" + short_id(site.app.consumer_id);
  const Said said = site.ask("GET", path);
  EXPECT_EQ(string_member(said.json, "id"), site.app.consumer_id);
  EXPECT_EQ(string_member(said.json, "url"), "/services/data/v66.0/apps/oauth" + site.consumer());
}

TEST(ConnectCredentials, DoNotSpeakOfStagingBeforeItsVersion) {
  ConnectSite site;
  for (const auto& [version, knows] : {std::pair{"v64.0", false}, std::pair{"v65.0", true}}) {
    site.version = version;
    EXPECT_EQ(site.ask("GET", site.consumer()).json.contains("stagedCredentialsUrl"), knows);
    const Said list = site.ask("GET", "/credentials/" + site.app.id.value);
    EXPECT_EQ(list.json["consumers"][0].contains("stagedCredentialsUrl"), knows);
  }
}

TEST(ConnectCredentials, FollowTheSecretOfTheSetupPage) {
  ConnectSite site;
  const Json pair = site.stage();
  site.org.begin().apps().replace_secret(site.app.id);
  const Said said = site.ask("GET", site.consumer() + "?part=keyandsecret");
  EXPECT_EQ(string_member(said.json, "secret"), site.app_now().consumer_secret.value);
  EXPECT_NE(string_member(said.json, "secret"), site.app.consumer_secret.value);
  const Said staged = site.ask("GET", site.staged());
  EXPECT_EQ(staged.json["stagedCredentials"][0], pair);
}

}  // namespace
}  // namespace rehearse::salesforce
