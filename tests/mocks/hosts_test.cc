// The org under its several host names, over TLS with SNI: every name is a virtual host of one
// listener, and the certificate covers them all.
#include <gmock/gmock.h>

#include "harness/driver/form_session.h"
#include "mocks/core/text.h"
#include "tests/support/live_bench.h"

namespace rehearse::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

constexpr const char* kLoginHost = "https://login.salesforce.com";
constexpr const char* kTestHost = "https://test.salesforce.com";

BenchOptions over_tls(bool sandbox = false) {
  BenchOptions options{.tls = true};
  options.first.is_sandbox = sandbox;
  return options;
}

class LiveHosts : public LiveTest {
 protected:
  explicit LiveHosts(bool sandbox = false) : LiveTest(over_tls(sandbox)) {
    my_domain_ = "https://" + instance().world()->org.my_domain_host();
    setup_ = "https://" + instance().world()->org.setup_host();
    site_ = my_domain_;
  }
  void open(const std::string& url) { done(page_.open(url), url); }
  void sign_in(const std::string& username = "admin@rehearsal.test") {
    done(page_.fill("Username", username), "Username");
    done(page_.fill("Password", "rehearse-2026"), "Password");
    done(page_.click("Log In"), "Log In");
  }
  Answer tokens_at(const std::string& host, wire::Fields form) {
    form.push_back({"client_id", key_});
    form.push_back({"client_secret", secret_});
    return post_form(*http_, host + "/services/oauth2/token", form);
  }
  std::string location_at(const std::string& host) {
    const std::string url = wire::with_query(
        host + "/services/oauth2/authorize",
        {{"response_type", "code"}, {"client_id", key_}, {"redirect_uri", kCallback}});
    return string_member(
               ask("POST", "/approve",
                   dump_json({{"username", "user@rehearsal.test"}, {"authorize_url", url}})),
               "location")
        .value_or("");
  }
  static void done(const harness::PageResult& result, const std::string& what) {
    EXPECT_TRUE(result.ok()) << what << ": " << (result.ok() ? "" : result.error().what);
  }
  std::string my_domain_{}, setup_{};
  harness::FormSession page_{*http_};
};

TEST_F(LiveHosts, LeadFromTheLoginHostOverMyDomainToSetup) {
  open(std::string(kLoginHost) + "/");
  sign_in();
  EXPECT_EQ(page_.url(), my_domain_ + "/lightning/page/home");
  done(page_.click("Setup"), "Setup");
  EXPECT_THAT(page_.url(), StartsWith(setup_ + "/lightning/setup/"));
  const std::string journal = dump_json(ask("GET", "/journal"));
  EXPECT_THAT(journal, HasSubstr("/secur/frontdoor.jsp"));
  EXPECT_EQ(journal.find("otp=00D"), std::string::npos);
}

TEST_F(LiveHosts, NameTheLoginHostInIdentitiesAndMyDomainInAddresses) {
  create_app();
  const Answer tokens = exchange(approved_code());
  ASSERT_EQ(tokens.status, 200) << tokens.text;
  EXPECT_EQ(tokens["instance_url"], my_domain_);
  EXPECT_THAT(tokens["id"], StartsWith(std::string(kLoginHost) + "/id/00D"));
  // The identity URL leads to the org as it stands.
  const Answer identity = send(
      *http_,
      {.url = tokens["id"], .headers = {{"Authorization", "Bearer " + tokens["access_token"]}}});
  EXPECT_EQ(identity.status, 200) << identity.text;
  EXPECT_EQ(identity["id"], tokens["id"]);
  const Answer userinfo =
      send(*http_, {.url = my_domain_ + "/services/oauth2/userinfo",
                    .headers = {{"Authorization", "Bearer " + tokens["access_token"]}}});
  EXPECT_EQ(userinfo["sub"], tokens["id"]);
}

TEST_F(LiveHosts, KeepALocalAppToItsOwnDomain) {
  create_app();
  EXPECT_THAT(location_at(kLoginHost),
              StartsWith(std::string(kCallback) + "?error=OAUTH_AUTHORIZATION_BLOCKED"));
  EXPECT_EQ(last_reason(), "cross_org_blocked");
  const Answer token = tokens_at(kLoginHost, {{"grant_type", "authorization_code"},
                                              {"code", approved_code()},
                                              {"redirect_uri", kCallback}});
  EXPECT_EQ(token.status, 400);
  EXPECT_EQ(token["error"], "app_not_found");
  EXPECT_EQ(token["error_description"], "External client app is not installed in this org");
}

TEST_F(LiveHosts, LetAPackagedAppInThroughTheLoginHost) {
  create_app(R"({"distributionState":"Packaged"})");
  const auto uri = wire::parse_uri(location_at(kLoginHost));
  ASSERT_TRUE(uri.has_value());
  const auto query = wire::parse_urlencoded(uri->query).value();
  const Answer tokens = tokens_at(kLoginHost, {{"grant_type", "authorization_code"},
                                               {"code", wire::value_of(query, "code").value_or("")},
                                               {"redirect_uri", kCallback}});
  EXPECT_EQ(tokens.status, 200) << tokens.text;
  EXPECT_EQ(tokens["instance_url"], my_domain_);
  const Answer foreign = tokens_at(
      kTestHost, {{"grant_type", "refresh_token"}, {"refresh_token", tokens["refresh_token"]}});
  EXPECT_EQ(foreign["error"], "invalid_client_id");
  EXPECT_EQ(last_reason(), "client_of_other_login_host");
}

TEST_F(LiveHosts, HaveNoOAuthOnTheSetupDomain) {
  EXPECT_EQ(post_form(*http_, setup_ + "/services/oauth2/token", {}).status, 404);
  EXPECT_EQ(last_reason(), "not_on_setup_domain");
}

TEST_F(LiveHosts, CollapseDoubleSlashes) {
  create_app();
  const Answer tokens = exchange(approved_code());
  const wire::Fields bearer{{"Authorization", "Bearer " + tokens["access_token"]}};
  const auto status = [&](const std::string& url) {
    return send(*http_, {.url = url, .headers = bearer}).status;
  };
  EXPECT_EQ(status(my_domain_ + "//services/data"), 200);
  EXPECT_EQ(status(my_domain_ + "//services//data/v62.0//limits"), 200);
  EXPECT_EQ(status(my_domain_ + "//services/oauth2//userinfo"), 200);
  EXPECT_EQ(status(replace_all(tokens["id"], ".com/id", ".com//id")), 200);
  EXPECT_EQ(post_form(*http_, my_domain_ + "//services//oauth2/token",
                      {{"grant_type", "refresh_token"},
                       {"refresh_token", tokens["refresh_token"]},
                       {"client_id", key_},
                       {"client_secret", secret_}})
                .status,
            200);
  // SOAP answers with a fault of its own where the operation is unknown, not with 404.
  const Answer soap =
      send(*http_, {.method = "POST",
                    .url = my_domain_ + "//services//Soap/u/60.0",
                    .headers = {{"Content-Type", "text/xml"}, {"SOAPAction", "\"\""}},
                    .body = "<x/>"});
  EXPECT_EQ(soap.status, 500);
  EXPECT_THAT(soap.text, HasSubstr("Fault"));
}

TEST_F(LiveHosts, UnderAnotherNameAreTheNameThatWasUsed) {
  create_app();
  site_ = instance().addresses().salesforce;
  const Answer tokens = exchange(approved_code());
  EXPECT_EQ(tokens["instance_url"], site_);
  EXPECT_THAT(tokens["id"], StartsWith(site_ + "/id/00D"));
  open(site_ + "/");
  sign_in();
  done(page_.click("Setup"), "Setup");
  EXPECT_THAT(page_.url(), StartsWith(site_ + "/lightning/setup/"));
}

class LiveSandboxHosts : public LiveHosts {
 protected:
  LiveSandboxHosts() : LiveHosts(true) {}
};

TEST_F(LiveSandboxHosts, AreThoseOfASandbox) {
  EXPECT_THAT(my_domain_, HasSubstr(".sandbox.my.salesforce.com"));
  create_app();
  EXPECT_THAT(exchange(approved_code())["id"], StartsWith(std::string(kTestHost) + "/id/00D"));
  open(std::string(kTestHost) + "/");
  sign_in();
  done(page_.click("Setup"), "Setup");
  EXPECT_THAT(page_.url(), StartsWith(setup_ + "/lightning/setup/"));
  open(std::string(kLoginHost) + "/");
  sign_in();
  EXPECT_TRUE(page_.has_field("Password"));
  EXPECT_EQ(last_reason(), "login_wrong_host");
}

}  // namespace
}  // namespace rehearse::testing
