#include "harness/record/recorder.h"

#include <gtest/gtest.h>

#include <span>

#include "mocks/core/crypto.h"
#include "mocks/core/text.h"
#include "mocks/wire/form.h"
#include "tests/support/canned_call.h"

// Everything below is made up; the values only have the shapes of real ones.
namespace rehearse::harness {
namespace {

const std::string kKey = "3MVG9" + std::string(40, 'k') + "._1234";
const std::string kSecret = "9F3A" + std::string(56, 'B') + "77D1";
const std::string kAccess = "00DgK0000001abc!AQ" + std::string(60, 'x') + ".y_9";
const std::string kRefresh = "5Aep861" + std::string(70, 'r') + "_-1";
const std::string kCode = "aPrx" + std::string(68, 'c') + "==";
const std::string kVerifier = "verifier-of-this-run-0123456789-abcdefghijk";
const std::string kUser = "005gK0000001Jan";
const std::string kUserLong = "005gK0000001JanQAE";

wire::WireResponse answer(int status, std::string body, wire::Fields headers = {}) {
  headers.push_back({"Content-Type", "application/json;charset=UTF-8"});
  return {status, std::move(headers), std::move(body)};
}

class RecorderOf : public ::testing::Test {
 protected:
  RecorderOf() { recorder_.describe({.driver = "api", .date = "2026-05-12", .target = "mock"}); }
  // Sends a request through the recorder and gives what was recorded of it.
  RecordedExchange exchange(wire::HttpRequest request, wire::WireResponse response) {
    call_.answers.emplace_back(std::move(response));
    EXPECT_TRUE(port_->send(request).ok());
    return recorder_.recording("test").exchanges.back();
  }
  RecordedExchange answered(std::string body) {
    return exchange({.url = "https://acme--uat.sandbox.my.salesforce.com/x"},
                    answer(200, std::move(body)));
  }
  wire::HttpRequest token_request() const {
    return {.method = "POST",
            .url = "https://acme--uat.sandbox.my.salesforce.com/services/oauth2/token",
            .headers = {{"Content-Type", "application/x-www-form-urlencoded"}},
            .body = wire::encode_form({{"grant_type", "authorization_code"},
                                       {"code", kCode},
                                       {"client_id", kKey},
                                       {"client_secret", kSecret},
                                       {"code_verifier", kVerifier}})};
  }
  static std::string token_answer() {
    return dump_json({{"access_token", kAccess},
                      {"refresh_token", kRefresh},
                      {"scope", "api refresh_token"},
                      {"instance_url", "https://acme--uat.sandbox.my.salesforce.com"},
                      {"id", "https://test.salesforce.com/id/00DgK0000001abcUAA/" + kUserLong},
                      {"token_type", "Bearer"},
                      {"issued_at", "1778576400123"},
                      {"signature", "c2lnbmF0dXJlIG9mIHRoaXMgYW5zd2Vy"}});
  }
  wire::CannedCall call_;
  Recorder recorder_;
  std::unique_ptr<wire::HttpCall> port_ = recorder_.on(call_, "harness");
};

TEST_F(RecorderOf, PutsReferencesInPlaceOfATokensSecrets) {
  const RecordedExchange seen = exchange(token_request(), answer(200, token_answer()));
  EXPECT_EQ(seen.url, "https://<my_domain 1>/services/oauth2/token");
  EXPECT_EQ(seen.request.kind, "form");
  EXPECT_EQ(dump_json(seen.request.body),
            R"([["grant_type","authorization_code"],["code","<code 1>"],)"
            R"(["client_id","<consumer_key 1>"],["client_secret","<consumer_secret 1>"],)"
            R"(["code_verifier","<verifier 1>"]])");
  EXPECT_EQ(dump_json(seen.response.body),
            R"({"access_token":"<access_token 1>","refresh_token":"<refresh_token 1>",)"
            R"("scope":"api refresh_token","instance_url":"https://<my_domain 1>",)"
            R"("id":"https://test.salesforce.com/id/<organization_id 1>/<user_id 1>",)"
            R"("token_type":"Bearer","issued_at":"<epoch_ms 1>","signature":"<signature 1>"})");
}

TEST_F(RecorderOf, GivesTheSameValueTheSameReferenceInAnyEncoding) {
  exchange(token_request(), answer(200, token_answer()));
  const std::string basic = base64_encode(kKey + ":" + kSecret, Base64::standard);
  const RecordedExchange seen = exchange(
      {.method = "POST",
       .url = "https://acme--uat.sandbox.my.salesforce.com/services/oauth2/revoke?token=" +
              wire::percent_encode(kRefresh),
       .headers = {{"Authorization", "Basic " + basic}, {"Cookie", "sid=" + kAccess + "; a=b"}}},
      answer(400, dump_json({{"error", "said " + kRefresh},
                             {"hex",
                              hex_encode(std::span(reinterpret_cast<const uint8_t*>(kSecret.data()),
                                                   kSecret.size()))},
                             {"inside", base64_encode("x" + kSecret + "y", Base64::url)},
                             {"short", kUser},
                             {"long", kUserLong}})));
  ASSERT_EQ(seen.query.size(), 1U);
  EXPECT_EQ(seen.query[0].second, "<refresh_token 1>");
  EXPECT_EQ(seen.request.headers[0].second, "Basic <consumer_key 1>:<consumer_secret 1>");
  EXPECT_EQ(seen.request.headers[1].second, "sid=<access_token 1>; a=<cookie 1>");
  EXPECT_EQ(dump_json(seen.response.body),
            R"({"error":"said <refresh_token 1>","hex":"<consumer_secret 1>",)"
            R"("inside":"<consumer_secret 1>","short":"<user_id 1>","long":"<user_id 1>"})");
}

TEST_F(RecorderOf, KnowsIdsOfBothLengthsByTheirChecksum) {
  const RecordedExchange seen = answered(
      R"({"a":"0xIgK0abcdefghi","b":"0xIgK0abcdefghiUAA","c":"0xIgK0abcdefghiUAB","d":"001",)"
      R"("word":"ConfigureOAuth2"})");
  // "…UAB" has another checksum than the id: it is no id, and the words around it stay.
  EXPECT_EQ(dump_json(seen.response.body),
            R"({"a":"<app_id 1>","b":"<app_id 1>","c":"<app_id 1>UAB","d":"001",)"
            R"("word":"ConfigureOAuth2"})");
}

TEST_F(RecorderOf, ReplacesTimesAndKeepsDurations) {
  const RecordedExchange seen = exchange(
      {.url = "https://test.salesforce.com/"},
      answer(200,
             R"({"at":"2026-05-12T09:00:00.000+0000","again":"2026-05-12T09:00:00.000+0000",)"
             R"("text":"1778576400123","number":1778576400123,"expires_in":7200,"version":67.0})",
             {{"Expires", "Thu, 01 Jan 2026 00:00:00 GMT"}, {"Date", "whatever"}}));
  EXPECT_EQ(dump_json(seen.response.body),
            R"({"at":"<iso_time 1>","again":"<iso_time 1>","text":"<epoch_ms 1>",)"
            R"("number":"<epoch_ms 1 as number>","expires_in":7200,"version":67.0})");
  EXPECT_EQ(seen.response.headers[0].second, "<http_date 1>");
  EXPECT_EQ(seen.response.headers[1].second, "<changing>");
}

TEST_F(RecorderOf, ReplacesPersonalData) {
  const RecordedExchange seen = answered(
      R"({"name":"App","user":{"preferred_username":"jane@acme.example.uat","name":"Jane Doe",)"
      R"("email":"jane@acme.example","zoneinfo":"Europe/London"},"note":"Jane Doe wrote"})");
  EXPECT_EQ(dump_json(seen.response.body),
            R"({"name":"App","user":{"preferred_username":"<username 1>","name":"<person 1>",)"
            R"("email":"<email 1>","zoneinfo":"Europe/London"},"note":"<person 1> wrote"})");
}

TEST_F(RecorderOf, KeepsAddressesOnlyOfDocumentationLoopbackAndAllowlists) {
  recorder_.keep_address("44.0.2.0/24");
  const RecordedExchange seen = answered(
      R"({"a":"127.0.0.1","b":"192.0.2.7","c":"203.0.113.255","d":"44.0.2.9","e":"44.0.3.9",)"
      R"("f":"10.1.2.3","g":"10.1.2.3","h":"67.0.0","i":"1.2.3.256","j":"2a00:1450::200e",)"
      R"("k":"::1","l":"2001:db8::7","m":"10:30:00","n":"std::get"})");
  EXPECT_EQ(dump_json(seen.response.body),
            R"({"a":"127.0.0.1","b":"192.0.2.7","c":"203.0.113.255","d":"44.0.2.9",)"
            R"("e":"<address 1>","f":"<address 2>","g":"<address 2>","h":"67.0.0",)"
            R"("i":"1.2.3.256","j":"<address 3>","k":"::1","l":"2001:db8::7","m":"10:30:00",)"
            R"("n":"std::get"})");
}

TEST_F(RecorderOf, HidesAPasswordAndWhatWasHandedInEvenIfTheyAreWords) {
  recorder_.hide("quux");
  exchange({.method = "POST",
            .url = "https://test.salesforce.com/login",
            .body = "un=admin&pw=Passwordy&note=Passwordy+quux"},
           answer(200, "{}"));
  const RecordedExchange seen = answered(R"({"echo":"Passwordy, quux, admin"})");
  EXPECT_EQ(dump_json(seen.response.body), R"({"echo":"<password 1>, <hidden 1>, admin"})");
}

TEST_F(RecorderOf, TellsAnErrorsCodeFromAnAuthorizationCode) {
  const RecordedExchange seen =
      answered(R"({"code":"INVALID_FIELD","state":"Succeeded","token":"bearer","secret":"s"})");
  EXPECT_EQ(dump_json(seen.response.body),
            R"({"code":"INVALID_FIELD","state":"Succeeded","token":"bearer",)"
            R"("secret":"<consumer_secret 1>"})");
}

TEST_F(RecorderOf, ReadsARedirectsParametersByName) {
  const RecordedExchange seen = exchange(
      {.url = "https://test.salesforce.com/services/oauth2/authorize?state=S1&client_id=" + kKey},
      {302,
       {{"Location", "https://www.workato.com/oauth/callback?code=" + wire::percent_encode(kCode) +
                         "&state=S1&says=a%26b"},
        {"Set-Cookie", "BrowserId=q1w2e3; Path=/; Expires=Thu, 01-Jan-2026 00:00:00 GMT"}},
       ""});
  EXPECT_EQ(seen.query[0].second, "<state 1>");
  EXPECT_EQ(seen.response.headers[0].second,
            "https://www.workato.com/oauth/callback?code=<code 1>&state=<state 1>&says=a%26b");
  EXPECT_EQ(seen.response.headers[1].second, "BrowserId=<cookie 1>; Path=/; Expires=<http_date 1>");
}

TEST_F(RecorderOf, KeepsOfAPageOnlyTitleAndAlerts) {
  const RecordedExchange seen = exchange(
      {.url = "https://test.salesforce.com/"},
      {200,
       {{"Content-Type", "text/html"}},
       "<!DOCTYPE html><html><head><title>Log in</title></head><body>Jane <p role=\"alert\">"
       "error=invalid_client_id</p></body></html>"});
  EXPECT_EQ(seen.response.kind, "page");
  EXPECT_EQ(dump_json(seen.response.body),
            R"({"title":"Log in","alerts":["error=invalid_client_id"]})");
}

TEST_F(RecorderOf, WritesXmlAsNestedObjects) {
  const RecordedExchange seen =
      exchange({.url = "https://test.salesforce.com/"},
               {200,
                {{"Content-Type", "text/xml"}},
                "<e:Envelope xmlns:e=\"urn:x\"><e:Body><r><sessionId>" + kAccess +
                    "</sessionId><n>1</n><n>2</n></r></e:Body></e:Envelope>"});
  EXPECT_EQ(seen.response.kind, "xml");
  EXPECT_EQ(dump_json(seen.response.body),
            R"({"Envelope":{"Body":{"r":{"sessionId":"<access_token 1>","n":"1","n 2":"2"}}}})");
}

TEST_F(RecorderOf, NotesTheStepWhoAskedAndWhatWentWrong) {
  recorder_.step_begins("first");
  const auto workato = recorder_.on(call_, "workato");
  EXPECT_FALSE(workato->send({.url = "https://test.salesforce.com/"}).ok());
  recorder_.step_begins("");
  EXPECT_FALSE(port_->send({.url = "https://test.salesforce.com/"}).ok());
  const Recording recording = recorder_.recording("test");
  ASSERT_EQ(recording.exchanges.size(), 2U);
  EXPECT_EQ(recording.exchanges[0].step, "first");
  EXPECT_EQ(recording.exchanges[0].by, "workato");
  EXPECT_EQ(recording.exchanges[0].trouble, "unreachable");
  EXPECT_EQ(recording.exchanges[1].step, "");
  EXPECT_EQ(recording.exchanges[1].by, "harness");
}

// In whatever encoding: none of what was secret in an exchange is in the file.
TEST_F(RecorderOf, LeavesNoSecretInTheFile) {
  const std::string password = "Open 5esame & <more> \"quotes\"";
  const std::string hidden = "handed-in-Secret/77";
  recorder_.hide(hidden);
  const auto bytes = [](const std::string& text) {
    return hex_encode(std::span(reinterpret_cast<const uint8_t*>(text.data()), text.size()));
  };
  const std::vector<std::string> secrets{kKey,     kSecret,   kAccess,     kRefresh,
                                         kCode,    kVerifier, kUser,       kUserLong,
                                         password, hidden,    "acme--uat", "jane@acme.example"};
  // Each stands in a text of its own, before the exchange that tells its name.
  for (const std::string& secret : secrets) {
    const std::string text = secret + " " + wire::percent_encode(secret) + " " +
                             wire::percent_encode(wire::percent_encode(secret)) + " " +
                             bytes(secret) + " " + base64_encode(secret, Base64::standard) + " " +
                             base64_encode("ab" + secret, Base64::url);
    exchange({.method = "POST", .url = "https://test.salesforce.com/", .body = text},
             {200, {{"X-Echo", wire::percent_encode(secret)}}, dump_json({{"echo", text}})});
  }
  exchange(token_request(), answer(200, token_answer()));
  exchange({.method = "POST",
            .url = "https://test.salesforce.com/login",
            .headers = {{"Content-Type", "application/x-www-form-urlencoded"}},
            .body = wire::encode_form({{"un", "jane@acme.example"}, {"pw", password}})},
           answer(200, "{}"));
  exchange({.url = "https://acme--uat.sandbox.my.salesforce.com/"}, answer(200, "{}"));
  const std::string file = recorder_.document("test");
  for (const std::string& secret : secrets) {
    if (secret == "acme--uat") {
      EXPECT_EQ(file.find(secret + ".sandbox"), std::string::npos);
      continue;
    }
    const std::string json = dump_json(Json(secret));
    for (const std::string& form :
         {secret, wire::percent_encode(secret), wire::percent_encode(wire::percent_encode(secret)),
          bytes(secret), json.substr(1, json.size() - 2),
          base64_encode(secret, Base64::standard).substr(0, secret.size()),
          base64_encode("ab" + secret, Base64::url).substr(4, secret.size() - 4)})
      EXPECT_EQ(file.find(form), std::string::npos) << secret << " as " << form;
  }
}

}  // namespace
}  // namespace rehearse::harness
