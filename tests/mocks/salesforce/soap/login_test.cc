#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <nlohmann/json.hpp>

#include "mocks/core/crypto.h"
#include "mocks/salesforce/oauth/jwt.h"
#include "mocks/salesforce/org/record_id.h"
#include "tests/support/soap_client.h"

namespace rehearse::salesforce {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

// As jsforce's Connection.login() writes it.
std::string login_body(std::string_view username = "admin@rehearsal.test",
                       std::string_view password = "rehearse-2026",
                       std::string_view space = "urn:partner.soap.sforce.com") {
  return R"(<se:Envelope xmlns:se="http://schemas.xmlsoap.org/soap/envelope/"><se:Header/><se:Body>)"
         R"(<login xmlns=")" +
         std::string(space) + "\"><username>" + std::string(username) + "</username><password>" +
         std::string(password) + "</password></login></se:Body></se:Envelope>";
}

class SoapLogin : public ::testing::Test {
 protected:
  OrgSite::Answer post(const std::string& path, std::string body) {
    return site_.send(soap_request(site_, "/services/Soap/" + path, std::move(body)));
  }
  OrgSite::Answer call(std::string_view operation, std::string_view session) {
    return post("u/64.0", soap_envelope(SoapApi::partner, operation, session));
  }
  std::string log_in() {
    return soap_body(post("u/64.0", login_body()).response).child("result")->text_of("sessionId");
  }
  void edit_policy(const std::function<void(oauth::LoginPolicy&)>& edit) {
    auto tx = site_.org.begin();
    edit(tx.profiles().edit("System Administrator")->login);
  }
  User* edit(Org::Transaction& tx) { return tx.users().edit("admin@rehearsal.test"); }

  OrgSite site_{};
};

TEST_F(SoapLogin, AnswersWithWhatTheWsdlSaysInItsOrder) {
  const auto answer = post("u/64.0", login_body());
  ASSERT_EQ(answer.response.status, 200) << answer.response.body;
  EXPECT_EQ(answer.reason, "");
  const XmlElement response = soap_body(answer.response);
  EXPECT_EQ(response.name, "loginResponse");
  EXPECT_EQ(response.space, "urn:partner.soap.sforce.com");
  const XmlElement& result = *response.child("result");
  EXPECT_EQ(child_names(result),
            "metadataServerUrl passwordExpired sandbox serverUrl sessionId userId userInfo");
  const std::string organization = short_id(site_.org.organization_id());
  EXPECT_EQ(result.text_of("serverUrl"), site_.origin + "/services/Soap/u/64.0/" + organization);
  EXPECT_EQ(result.text_of("metadataServerUrl"),
            site_.origin + "/services/Soap/m/64.0/" + organization);
  EXPECT_EQ(result.text_of("passwordExpired"), "false");
  EXPECT_EQ(result.text_of("sandbox"), "false");
  EXPECT_EQ(result.text_of("userId"), site_.user().id.value);
  const XmlElement& info = *result.child("userInfo");
  EXPECT_EQ(child_names(info),
            "accessibilityMode chatterExternal currencySymbol orgAttachmentFileSizeLimit "
            "orgDefaultCurrencyIsoCode orgDefaultCurrencyLocale orgDisallowHtmlAttachments "
            "orgHasPersonAccounts organizationId organizationMultiCurrency organizationName "
            "profileId roleId sessionSecondsValid userDefaultCurrencyIsoCode userEmail "
            "userFullName userId userLanguage userLocale userName userTimeZone userType "
            "userUiSkin");
  EXPECT_EQ(info.text_of("organizationId"), site_.org.organization_id());
  EXPECT_EQ(info.text_of("userName"), "admin@rehearsal.test");
  EXPECT_EQ(info.child("roleId")->attribute("nil"), "true");
  // What jsforce and simple-salesforce look for by patterns.
  EXPECT_THAT(answer.response.body, HasSubstr("<sessionId>00D"));
  EXPECT_THAT(answer.response.body, HasSubstr("<passwordExpired>false</passwordExpired>"));
}

TEST_F(SoapLogin, NamesTheDocumentedHosts) {
  site_.origin = "https://login.salesforce.com";
  const XmlElement response = soap_body(post("u/64.0", login_body()).response);
  EXPECT_THAT(response.child("result")->text_of("serverUrl"),
              HasSubstr("https://" + site_.org.my_domain_host() + "/services/Soap/u/64.0/00D"));
}

TEST_F(SoapLogin, HasTheEnterpriseApisNamesThere) {
  const auto answer = post("c/58.0", login_body("admin@rehearsal.test", "rehearse-2026",
                                                "urn:enterprise.soap.sforce.com"));
  const XmlElement response = soap_body(answer.response);
  EXPECT_EQ(response.space, "urn:enterprise.soap.sforce.com");
  EXPECT_THAT(response.child("result")->text_of("serverUrl"), HasSubstr("/services/Soap/c/58.0/"));
  const auto wrong = post("c/58.0", login_body());
  EXPECT_EQ(wrong.reason, "soap_namespace_wrong");
}

TEST_F(SoapLogin, RefusesEveryBadLoginInTheSameWords) {
  const auto expect_refused = [&](const std::string& body, std::string_view reason) {
    const auto answer = post("u/64.0", body);
    EXPECT_EQ(answer.response.status, 500);
    EXPECT_EQ(answer.reason, reason);
    EXPECT_EQ(answer.response.body,
              R"(<?xml version="1.0" encoding="UTF-8"?><soapenv:Envelope )"
              R"(xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" )"
              R"(xmlns:sf="urn:fault.partner.soap.sforce.com" )"
              R"(xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><soapenv:Body>)"
              R"(<soapenv:Fault><faultcode>INVALID_LOGIN</faultcode><faultstring>INVALID_LOGIN: )"
              R"(Invalid username, password, security token; or user locked out.</faultstring>)"
              R"(<detail><sf:LoginFault xsi:type="sf:LoginFault">)"
              R"(<sf:exceptionCode>INVALID_LOGIN</sf:exceptionCode><sf:exceptionMessage>)"
              R"(Invalid username, password, security token; or user locked out.)"
              R"(</sf:exceptionMessage></sf:LoginFault></detail></soapenv:Fault>)"
              R"(</soapenv:Body></soapenv:Envelope>)");
  };
  expect_refused(login_body("nobody@rehearsal.test"), "login_unknown_user");
  expect_refused(login_body("admin@rehearsal.test", "wrong"), "login_wrong_password");
  expect_refused(login_body("admin@rehearsal.test", ""), "login_wrong_password");
  expect_refused(soap_envelope(SoapApi::partner, "<login/>"), "login_unknown_user");
  {
    auto tx = site_.org.begin();
    edit(tx)->is_frozen = true;
  }
  expect_refused(login_body(), "login_user_frozen");
  {
    auto tx = site_.org.begin();
    edit(tx)->is_active = false;
  }
  expect_refused(login_body(), "login_user_inactive");
}

TEST_F(SoapLogin, HasCodesOfItsOwnForTheProfilesRestrictions) {
  const auto expect = [&](std::string_view code, std::string_view message,
                          std::string_view reason) {
    const auto answer = post("u/64.0", login_body());
    EXPECT_EQ(answer.reason, reason);
    EXPECT_EQ(soap_fault_text(answer.response),
              std::string(code) + " | " + std::string(code) + ": " + std::string(message));
    EXPECT_NE(soap_body(answer.response).child("detail")->child("LoginFault"), nullptr);
  };
  ASSERT_TRUE(site_.dials.set("login.rate_per_hour", "1").ok());
  EXPECT_EQ(post("u/64.0", login_body()).reason, "");
  expect("LOGIN_RATE_EXCEEDED", "Login Rate Exceeded", "login_rate_exceeded");
  ASSERT_TRUE(site_.dials.set("login.rate_per_hour", "3600").ok());
  edit_policy([](oauth::LoginPolicy& policy) { policy.hours.fill(oauth::LoginHours{0, 60}); });
  expect("LOGIN_DURING_RESTRICTED_TIME", "cannot log in during restricted time",
         "login_hours_restricted");
  edit_policy([](oauth::LoginPolicy& policy) {
    policy.ip_ranges = {{"52.5.142.0", "52.5.142.255", ""}};
  });
  expect("LOGIN_DURING_RESTRICTED_DOMAIN", "cannot log in from current domain",
         "login_ip_restricted");
}

TEST_F(SoapLogin, LocksOutAfterTenWrongPasswords) {
  for (int attempt = 0; attempt < 10; ++attempt)
    EXPECT_EQ(post("u/64.0", login_body("admin@rehearsal.test", "wrong")).reason,
              "login_wrong_password");
  EXPECT_EQ(post("u/64.0", login_body()).reason, "login_user_locked");
}

TEST_F(SoapLogin, IsGoneFromVersion65On) {
  EXPECT_EQ(post("u/64.0", login_body()).reason, "");
  const auto answer = post("u/65.0", login_body());
  EXPECT_EQ(answer.response.status, 500);
  EXPECT_EQ(answer.reason, "soap_login_version");
  EXPECT_EQ(soap_fault_text(answer.response),
            "INVALID_OPERATION | INVALID_OPERATION: The SOAP Login operation is not available in "
            "the API version specified (65.0). Refer to the documentation for supported versions.");
  EXPECT_EQ(post("u/67.0", login_body()).reason, "soap_login_version");
}

TEST_F(SoapLogin, KnowsTheOrgsVersionsAlone) {
  EXPECT_EQ(post("u/31.0", login_body()).reason, "");
  for (const char* path : {"u/30.0", "u/68.0", "u/v64.0", "u/64", "u/x"}) {
    const auto answer = post(path, login_body());
    EXPECT_EQ(answer.reason, "soap_version_unknown") << path;
    EXPECT_EQ(soap_fault_text(answer.response),
              "sf:UNSUPPORTED_API_VERSION | UNSUPPORTED_API_VERSION: Invalid Api version specified "
              "on URL")
        << path;
  }
}

TEST_F(SoapLogin, CanBeDisabledInTheOrg) {
  ASSERT_TRUE(site_.dials.set("soap.login", "disabled").ok());
  const auto answer = post("u/64.0", login_body());
  EXPECT_EQ(answer.reason, "soap_login_disabled");
  EXPECT_EQ(soap_fault_text(answer.response),
            "INVALID_OPERATION | INVALID_OPERATION: SOAP API login() is disabled by default in "
            "this org. Contact the org administrator to enable SOAP API login().");
}

TEST_F(SoapLogin, NeedsTheApiPermission) {
  const std::string session = log_in();
  {
    auto tx = site_.org.begin();
    tx.profiles().edit("System Administrator")->permissions.erase(Permission::api_enabled);
  }
  const std::string expected =
      "sf:API_CURRENTLY_DISABLED | API_CURRENTLY_DISABLED: API is disabled for this User";
  const auto answer = post("u/64.0", login_body());
  EXPECT_EQ(answer.reason, "soap_api_disabled");
  EXPECT_EQ(soap_fault_text(answer.response), expected);
  EXPECT_EQ(soap_fault_text(call("<getUserInfo/>", session).response), expected);
}

TEST_F(SoapLogin, TakesTheEnvelopeOfSimpleSalesforce) {
  const std::string body = R"(<?xml version="1.0" encoding="utf-8" ?>
<env:Envelope xmlns:xsd="http://www.w3.org/2001/XMLSchema"
        xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
        xmlns:env="http://schemas.xmlsoap.org/soap/envelope/"
        xmlns:urn="urn:partner.soap.sforce.com">
    <env:Header><urn:CallOptions><urn:client>simple-salesforce</urn:client>
            <urn:defaultNamespace>sf</urn:defaultNamespace></urn:CallOptions></env:Header>
    <env:Body><n1:login xmlns:n1="urn:partner.soap.sforce.com">
            <n1:username>admin@rehearsal.test</n1:username>
            <n1:password>rehearse-2026</n1:password></n1:login></env:Body>
</env:Envelope>)";
  EXPECT_EQ(post("u/59.0", body).response.status, 200);
}

TEST_F(SoapLogin, IsWrittenIntoTheLoginHistory) {
  post("u/64.0", login_body("admin@rehearsal.test", "wrong"));
  post("u/64.0", login_body("nobody@rehearsal.test"));
  post("u/65.0", login_body());
  post("c/58.0",
       login_body("admin@rehearsal.test", "rehearse-2026", "urn:enterprise.soap.sforce.com"));
  auto tx = site_.org.begin();
  const auto& rows = tx.history().logins();
  ASSERT_EQ(rows.size(), 2u);
  EXPECT_EQ(rows[0].kind, "Other Apex API");
  EXPECT_EQ(rows[0].status, "Invalid Password");
  EXPECT_EQ(rows[0].api_type, "SOAP Partner");
  EXPECT_EQ(rows[0].api_version, "64.0");
  EXPECT_EQ(rows[0].application, "N/A");
  EXPECT_EQ(rows[1].status, "Success");
  EXPECT_EQ(rows[1].api_type, "SOAP Enterprise");
}

TEST_F(SoapLogin, CountsItsCallsTowardsTheDailyLimit) {
  ASSERT_TRUE(site_.dials.set("api.daily_limit", "2").ok());
  const std::string session = log_in();
  const auto first = call("<getServerTimestamp/>", session);
  EXPECT_THAT(first.response.body,
              HasSubstr("<soapenv:Header><LimitInfoHeader><limitInfo><current>1</current>"
                        "<limit>2</limit><type>API REQUESTS</type></limitInfo></LimitInfoHeader>"
                        "</soapenv:Header>"));
  EXPECT_EQ(call("<getServerTimestamp/>", session).reason, "");
  const auto third = call("<getServerTimestamp/>", session);
  EXPECT_EQ(third.reason, "data_limit_exceeded");
  EXPECT_EQ(soap_fault_text(third.response),
            "sf:REQUEST_LIMIT_EXCEEDED | REQUEST_LIMIT_EXCEEDED: TotalRequests Limit exceeded.");
}

TEST_F(SoapLogin, OpensNoSessionWhenAFaultStopsIt) {
  StopAtCommit stop;
  const auto answer = site_.send(soap_request(site_, "/services/Soap/u/64.0", login_body()), &stop);
  EXPECT_EQ(answer.response.body, "");
  auto tx = site_.org.begin();
  EXPECT_TRUE(tx.history().logins().empty());
}

TEST_F(SoapLogin, GivesASessionForEveryApi) {
  const std::string session = log_in();
  EXPECT_EQ(call("<getUserInfo/>", session).reason, "");
  EXPECT_EQ(site_.get("/services/data/v64.0/limits", {{"Authorization", "Bearer " + session}})
                .response.status,
            200);
  const XmlElement info = soap_body(call("<getUserInfo/>", session).response);
  EXPECT_EQ(info.name, "getUserInfoResponse");
  EXPECT_EQ(info.child("result")->text_of("userName"), "admin@rehearsal.test");
  site_.now += Duration(42);
  const XmlElement time = soap_body(call("<getServerTimestamp/>", session).response);
  EXPECT_EQ(time.name, "getServerTimestampResponse");
  EXPECT_EQ(time.child("result")->text_of("timestamp"), "2026-05-12T09:00:00.042Z");
}

TEST_F(SoapLogin, LogsOutASessionAndAnAccessToken) {
  const App app = site_.create_app();
  for (const std::string& session : {log_in(), site_.access_token(app, {"api"})}) {
    StopAtCommit stop;
    const auto request = soap_request(site_, "/services/Soap/u/64.0",
                                      soap_envelope(SoapApi::partner, "<logout/>", session));
    EXPECT_EQ(site_.send(request, &stop).response.body, "");
    EXPECT_EQ(call("<getUserInfo/>", session).reason, "");
    EXPECT_EQ(soap_body(call("<logout/>", session).response).name, "logoutResponse");
    const auto after = call("<getUserInfo/>", session);
    EXPECT_EQ(after.response.status, 500);
    EXPECT_NE(after.reason, "");
  }
}

TEST_F(SoapLogin, SaysOfABadSessionWhatClientsRefreshOn) {
  const std::string session = "00Dxx0000000001!AQ.unknown";
  const auto answer = call("<getUserInfo/>", session);
  EXPECT_EQ(answer.reason, "access_token_unknown");
  EXPECT_EQ(soap_fault_text(answer.response),
            "sf:INVALID_SESSION_ID | INVALID_SESSION_ID: Invalid Session ID found in "
            "SessionHeader: Illegal Session. Session not found, missing session hash: " +
                hex_encode(sha256(session)) +
                "\nThis error usually occurs after a session expires or a user logs out. "
                "Decoder: DataInDbSessionKeyDecoder");
  // jsforce refreshes on this and nothing else.
  EXPECT_THAT(answer.response.body, HasSubstr("<faultcode>sf:INVALID_SESSION_ID</faultcode>"));
  EXPECT_THAT(answer.response.body, Not(HasSubstr(session)));
  const std::string plain =
      "sf:INVALID_SESSION_ID | INVALID_SESSION_ID: Invalid Session ID found in SessionHeader: "
      "Illegal Session";
  const auto garbage = call("<getUserInfo/>", "garbage");
  EXPECT_EQ(garbage.reason, "access_token_unknown");
  EXPECT_EQ(soap_fault_text(garbage.response), plain);
  const auto missing = call("<getUserInfo/>", "");
  EXPECT_EQ(missing.reason, "soap_session_missing");
  EXPECT_EQ(soap_fault_text(missing.response), plain);
}

TEST_F(SoapLogin, RefusesJwtBasedTokens) {
  const App app = site_.create_app();
  const std::string token = site_.access_token(app, {"api"});
  const std::string jwt = sign_jwt(site_.org, {{"typ", "JWT"}}, {{"jti", token}});
  const auto answer = call("<getUserInfo/>", jwt);
  EXPECT_EQ(answer.response.status, 500);
  EXPECT_EQ(answer.reason, "soap_jwt_refused");
  EXPECT_THAT(answer.response.body, HasSubstr("<faultcode>sf:INVALID_SESSION_ID</faultcode>"));
}

TEST_F(SoapLogin, TakesAccessTokensWithAScopeForTheApi) {
  const App app = site_.create_app();
  EXPECT_EQ(call("<getUserInfo/>", site_.access_token(app, {"api"})).reason, "");
  EXPECT_EQ(call("<getUserInfo/>", site_.access_token(app, {"full"})).reason, "");
  const auto answer = call("<getUserInfo/>", site_.access_token(app, {"id", "web"}));
  EXPECT_EQ(answer.reason, "soap_scope_missing");
  EXPECT_EQ(soap_fault_text(answer.response),
            "sf:INVALID_SESSION_ID | INVALID_SESSION_ID: This session is not valid for use with "
            "the API");
  site_.now += std::chrono::hours(2);
  const std::string token = site_.access_token(app, {"api"});
  site_.now += std::chrono::hours(2);
  EXPECT_EQ(call("<getUserInfo/>", token).reason, "");
  site_.now += Duration(1);
  EXPECT_EQ(call("<getUserInfo/>", token).reason, "access_token_expired");
}

TEST_F(SoapLogin, TakesItsOwnOrgsIdInTheAddress) {
  const std::string session = log_in();
  const std::string body = soap_envelope(SoapApi::partner, "<getUserInfo/>", session);
  const std::string id = site_.org.organization_id();
  for (const std::string& path :
       {std::string("u/64.0/"), "u/64.0/" + id, "u/64.0/" + short_id(id)}) {
    EXPECT_EQ(post(path, body).reason, "") << path;
  }
  const auto foreign = post("u/64.0/00Dxx0000000001", body);
  EXPECT_EQ(foreign.reason, "soap_organization_wrong");
  EXPECT_THAT(soap_fault_text(foreign.response), HasSubstr("sf:INVALID_SESSION_ID | "));
}

}  // namespace
}  // namespace rehearse::salesforce
