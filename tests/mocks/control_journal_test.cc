#include <gmock/gmock.h>

#include "mocks/core/crypto.h"
#include "tests/support/live_bench.h"

namespace rehearse::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class ControlJournal : public LiveTest {
 protected:
  std::string journal() { return dump_json(ask("GET", "/journal")); }
};

TEST_F(ControlJournal, TellsWhoAskedWhatAndWhyItWasRefused) {
  create_app();
  exchange("aPrxNotACode");
  const Json journal = ask("GET", "/journal");
  EXPECT_EQ(journal["dropped"], 0);
  const Json& last = journal["exchanges"].back();
  EXPECT_EQ(last["at"], "2026-05-12T09:00:00Z");
  EXPECT_EQ(last["side"], "salesforce");
  EXPECT_EQ(last["method"], "POST");
  EXPECT_EQ(last["path"], "/services/oauth2/token");
  EXPECT_EQ(last["status"], 400);
  EXPECT_EQ(last["client"], key_);
  EXPECT_EQ(last["reason"], "code_unknown");
  send(*http_, {.url = site_ + "/services/data"});
  EXPECT_TRUE(ask("GET", "/journal")["exchanges"].back()["reason"].is_null());
}

// Secrets turn up where nobody expects them: as another parameter's value, in a path, in a header,
// encoded. The journal hides them by value.
TEST_F(ControlJournal, HidesEverySecretWhereverItTurnsUp) {
  create_app();
  const std::string code = approved_code();
  const Answer tokens = exchange(code);
  const Json session = ask("POST", "/sessions", R"({"username":"user@rehearsal.test"})");
  std::vector<std::string> secrets{secret_,
                                   code,
                                   tokens["access_token"],
                                   tokens["refresh_token"],
                                   session["session_id"],
                                   "wrkmock-rehearsal",
                                   "rehearse-2026"};
  for (const std::string& secret : secrets) {
    ASSERT_FALSE(secret.empty());
    const std::string escaped = wire::percent_encode(secret);
    send(*http_, {.url = site_ + "/nowhere/" + escaped + "?note=" + escaped,
                  .headers = {{"X-Note", secret}}});
    post_form(*http_, site_ + "/services/oauth2/token", {{"comment", secret}, {"twice", escaped}});
    send(*http_, {.method = "POST",
                  .url = site_ + "/services/data/v62.0/query",
                  .headers = {{"Content-Type", "application/json"}},
                  .body = dump_json({{"note", secret}})});
  }
  const std::string basic = base64_encode(key_ + ":" + secret_, Base64::standard);
  send(*http_, {.url = site_ + "/services/data", .headers = {{"Authorization", "Basic " + basic}}});
  const std::string shown = journal();
  for (const std::string& secret : secrets) EXPECT_THAT(shown, Not(HasSubstr(secret)));
  EXPECT_THAT(shown, Not(HasSubstr(basic)));
  EXPECT_THAT(shown, HasSubstr("[redacted]"));
}

// A frontdoor URL lets whoever has it in, and an assertion speaks for a user.
TEST_F(ControlJournal, HidesFrontdoorUrlsAndAssertions) {
  create_app(R"({"scopes":"web api"})");
  const Answer tokens = exchange(approved_code());
  const Answer access =
      send(*http_, {.url = site_ + "/services/oauth2/singleaccess",
                    .headers = {{"Authorization", "Bearer " + tokens["access_token"]}}});
  const std::string uri = access["frontdoor_uri"];
  ASSERT_NE(uri, "");
  const auto query = wire::parse_urlencoded(uri.substr(uri.find('?') + 1));
  const std::string otp = wire::value_of(*query, "otp").value_or("");
  const Answer opened = send(*http_, {.url = uri});
  EXPECT_EQ(opened.status, 302);
  send(*http_, {.url = site_ + "/secur/frontdoor.jsp?sid=" + tokens["access_token"]});
  const std::string signature(86, 'S');
  const std::string assertion = "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJub2JvZHkifQ." + signature;
  post_form(
      *http_, site_ + "/services/oauth2/token",
      {{"grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer"}, {"assertion", assertion}});
  const std::string shown = journal();
  for (const std::string& secret :
       {otp, wire::percent_encode(otp), std::string(tokens["access_token"]), signature}) {
    ASSERT_GT(secret.size(), 80U);
    EXPECT_THAT(shown, Not(HasSubstr(secret)));
  }
}

TEST_F(ControlJournal, FormerSecretsStayHidden) {
  create_app();
  const std::string former = secret_;
  send(*http_, {.url = site_ + "/nowhere?note=" + former});
  ask("POST", "/apps/" + app_id_ + "/secret");
  EXPECT_THAT(journal(), Not(HasSubstr(former)));
  const Json again = ask("POST", "/apps", guide_app("Gone"));
  send(*http_, {.url = site_ + "/nowhere?note=" + again["consumer_secret"].get<std::string>()});
  ask("DELETE", "/apps/" + again["app_id"].get<std::string>());
  EXPECT_THAT(journal(), Not(HasSubstr(again["consumer_secret"].get<std::string>())));
  send(*http_, {.url = site_ + "/nowhere?note=rehearse-2026"});
  ask("PATCH", "/users/user@rehearsal.test", R"({"password":"another-2026"})");
  EXPECT_THAT(journal(), Not(HasSubstr("rehearse-2026")));
}

TEST_F(ControlJournal, StagedSecretsStayHiddenWhenTheyAreGone) {
  create_app();
  const std::string session =
      ask("POST", "/sessions", R"({"username":"admin@rehearsal.test"})")["session_id"];
  const auto connect = [&](const std::string& method, const std::string& path) {
    return send(*http_, {.method = method,
                         .url = site_ + path,
                         .headers = {{"Authorization", "Bearer " + session}}});
  };
  const std::string base = "/services/data/v66.0/apps/oauth/credentials/" + app_id_;
  const std::string slot = connect("GET", base).body["consumers"][0]["stagedCredentialsUrl"];
  const Json pair = connect("POST", slot).body["stagedCredentials"][0];
  const std::string secret = pair["secret"];
  EXPECT_THAT(journal(), Not(HasSubstr(secret)));
  // The answer that showed it is forgotten; only the org knows it now, or knew it.
  ask("DELETE", "/journal");
  send(*http_, {.url = site_ + "/nowhere?note=" + secret});
  EXPECT_THAT(journal(), Not(HasSubstr(secret)));
  ask("DELETE", "/journal");
  EXPECT_EQ(connect("DELETE", pair["url"]).status, 204);
  send(*http_, {.url = site_ + "/nowhere?note=" + secret});
  EXPECT_THAT(journal(), Not(HasSubstr(secret)));
  EXPECT_THAT(journal(), HasSubstr("note"));
}

TEST_F(ControlJournal, BriefFormGivesOnlyNewerExchanges) {
  send(*http_, {.url = site_ + "/services/data"});
  const Json first = ask("GET", "/journal", R"({"brief":true})");
  ASSERT_EQ(first["exchanges"].size(), 1U);
  send(*http_, {.url = site_ + "/services/oauth2/token"});
  const Json second =
      ask("GET", "/journal", dump_json({{"brief", true}, {"after", first["next"]}}));
  ASSERT_EQ(second["exchanges"].size(), 1U);
  EXPECT_EQ(second["exchanges"][0]["reason"], "token_method_get");
  EXPECT_EQ(second["exchanges"][0]["route"], "token");
  const Json none = ask("GET", "/journal", R"({"brief":true,"after":9223372036854775807})");
  EXPECT_EQ(none["exchanges"].size(), 0U);
  EXPECT_EQ(none["next"], second["next"]);
  EXPECT_EQ(refused(instance().control(), "GET", "/journal", R"({"after":1})").code, "bad_value");
}

TEST_F(ControlJournal, EmptiedJournalStartsAnew) {
  send(*http_, {.url = site_ + "/services/data"});
  EXPECT_EQ(ask("DELETE", "/journal")["exchanges"].size(), 0U);
  send(*http_, {.url = site_ + "/services/data"});
  const Json brief = ask("GET", "/journal", R"({"brief":true,"after":1})");
  EXPECT_EQ(brief["exchanges"].size(), 1U);
}

TEST_F(ControlJournal, MalformedRequestIsTold) {
  const Answer answer = send(*http_, {.url = site_ + "/x", .headers = {{"Content-Length", "x"}}});
  EXPECT_EQ(answer.status, 400);
  EXPECT_EQ(last_reason(), "request_malformed");
}

TEST_F(ControlJournal, LineageTellsGrantsWithoutValues) {
  create_app(R"({"isRefreshTokenRotationEnabled":true})");
  const Answer tokens = exchange(approved_code());
  const Answer renewed = refresh(tokens["refresh_token"]);
  refresh(tokens["refresh_token"]);
  const std::string lineage = dump_json(ask("GET", "/lineage"));
  EXPECT_THAT(lineage, HasSubstr("refresh_token_replayed"));
  for (const std::string& value : {tokens["access_token"], tokens["refresh_token"],
                                   renewed["access_token"], renewed["refresh_token"]}) {
    EXPECT_THAT(lineage, Not(HasSubstr(value)));
  }
}

}  // namespace
}  // namespace rehearse::testing
