#include "mocks/wire/journal.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "mocks/core/crypto.h"
#include "mocks/core/text.h"
#include "mocks/wire/form.h"
#include "mocks/wire/reasons.h"

namespace rehearse::wire {
namespace {

Exchange exchange(WireRequest request, const WireResponse& response = {}) {
  Exchange made;
  made.request = std::move(request);
  made.side = "salesforce";
  made.route = "token";
  made.status = response.status;
  made.response_headers = response.headers;
  made.response_body = response.body;
  return made;
}

std::string read(const Journal& journal) { return dump_json(journal.read()); }

TEST(Journal, KeepsTheLastThousandInOrder) {
  Journal journal;
  for (size_t number = 1; number <= Journal::kCapacity + 2; ++number) {
    Exchange made = exchange(make_request({}));
    made.arrival = number;
    journal.record(std::move(made));
    if (number == Journal::kCapacity) {
      EXPECT_EQ(journal.read()["dropped"], 0);
    }
  }
  const Json json = journal.read();
  EXPECT_EQ(json["dropped"], 2);
  ASSERT_EQ(json["exchanges"].size(), Journal::kCapacity);
  EXPECT_EQ(json["exchanges"].front()["arrival"], 3);
  EXPECT_EQ(json["exchanges"].back()["arrival"], Journal::kCapacity + 2);
}

TEST(Journal, ForgetsExchangesButNotSecrets) {
  Journal journal;
  journal.add_secret("topsecret");
  Exchange bug = exchange(make_request({}));
  bug.reason = &reason::mock_bug;
  journal.record(std::move(bug));
  EXPECT_EQ(journal.bugs(), 1U);
  journal.clear();
  EXPECT_EQ(read(journal), R"({"dropped":0,"bugs":0,"exchanges":[]})");
  journal.record(exchange(make_request({.target = "/x?note=topsecret"})));
  EXPECT_EQ(read(journal).find("topsecret"), std::string::npos);
}

TEST(Journal, HasTheMembersOthersDependOn) {
  Journal journal;
  Exchange made =
      exchange(make_form_post({.target = "/t?q=1"}, {{"client_id", "3MVG9"}, {"a", "b"}}));
  made.reason = &reason::route_unknown;
  made.note = "a note";
  journal.record(std::move(made));
  const Json entry = journal.read()["exchanges"][0];
  std::string names;
  for (const auto& [name, value] : entry.items()) names += name + " ";
  EXPECT_EQ(
      names,
      "at side method path status client reason route note fault peer host arrival query form "
      "headers response ");
  EXPECT_EQ(entry["client"], "3MVG9");
  EXPECT_EQ(dump_json(entry["query"]), R"([{"name":"q","value":"1"}])");
  EXPECT_EQ(entry["form"][1]["value"], "b");
}

TEST(Journal, RedactsByName) {
  Journal journal;
  WireResponse response = json_response(
      200, R"({"access_token":"canary-access","token_type":"Bearer","id":"https://x/id"})");
  response.headers.push_back({"Set-Cookie", "sid=canary-cookie; Path=/; HttpOnly"});
  response.headers.push_back({"Location", "https://h/cb?code=canary-code&state=s1&x=y"});
  WireRequest request = make_form_post({.target = "/t?oauth_token=canary-query&format=json",
                                        .headers = {{"Authorization", "Bearer canary-bearer"},
                                                    {"Cookie", "a=canary-other; sid=canary-sid"},
                                                    {"User-Agent", "jsforce"}}},
                                       {{"client_secret", "canary-secret"},
                                        {"code_verifier", "canary-verifier"},
                                        {"grant_type", "x"},
                                        {"pw", "canary-password"},
                                        {"emc", "canary-otp"}});
  journal.record(exchange(std::move(request), response));
  const std::string text = read(journal);
  EXPECT_EQ(text.find("canary"), std::string::npos) << text;
  for (const char* kept :
       {"https://h/cb?code=[redacted]&state=s1&x=y", "sid=[redacted]; Path=/; HttpOnly",
        "Bearer [redacted]", "a=[redacted]; sid=[redacted]", R"("token_type":"Bearer")", "jsforce",
        R"({"name":"format","value":"json"})", R"({"name":"grant_type","value":"x"})"}) {
    EXPECT_NE(text.find(kept), std::string::npos) << kept << "\n" << text;
  }
}

TEST(Journal, RedactsXmlByNameAndLearnsFromIt) {
  Journal journal;
  const auto post = [](std::string body) {
    return make_request(
        {.method = "POST", .headers = {{"Content-Type", "text/xml"}}, .body = std::move(body)});
  };
  WireResponse response;
  response.body = R"(<?xml version="1.0"?><r><sessionId>canary-session-1</sessionId></r>)";
  journal.record(exchange(post("<e:Envelope xmlns:e=\"u\"><login><username>somebody</username>"
                               "<password>canary&amp;password</password></login></e:Envelope>"),
                          response));
  const Json entry = journal.read()["exchanges"][0];
  EXPECT_EQ(entry["body"],
            "<e:Envelope xmlns:e=\"u\"><login><username>somebody</username>"
            "<password>[redacted]</password></login></e:Envelope>");
  EXPECT_EQ(entry["response"]["body"],
            R"(<?xml version="1.0"?><r><sessionId>[redacted]</sessionId></r>)");
  journal.record(exchange(make_request({.target = "/?a=canary-session-1&b=canary%26password"})));
  journal.record(exchange(post("<a b=\"canary-session-1\">canary&amp;password</a>")));
  // What is no XML shows nothing, for no name says where a secret is.
  for (const char* body :
       {"<login><password>canary</login>", " <password>canary</password><x/>",
        "x<password>canary</password>", "<!DOCTYPE a><password>canary</password>",
        "{<password>canary</password>"}) {
    journal.record(exchange(post(body)));
    EXPECT_EQ(journal.read()["exchanges"].back()["body"], nullptr) << body;
  }
  EXPECT_EQ(read(journal).find("canary"), std::string::npos) << read(journal);
}

// A value that once stood under a secret's name is found wherever else it is, in any encoding.
TEST(Journal, FindsASecretSeenOnceInEveryOtherPlace) {
  const std::string secret = "Canary/Value+1234=";
  const std::string hex =
      hex_encode(std::span(reinterpret_cast<const uint8_t*>(secret.data()), secret.size()));
  const std::vector<std::string> forms{secret,
                                       percent_encode(secret),
                                       percent_encode(percent_encode(secret)),
                                       base64_encode(secret, Base64::standard),
                                       base64_encode("id:" + secret, Base64::standard),
                                       base64_encode("x" + secret + "y", Base64::url),
                                       hex};
  for (const std::string& form : forms) {
    Journal journal;
    WireResponse response = json_response(400, dump_json({{"echo", form}, {form, 1}}));
    response.headers.push_back({"X-Echo", form});
    response.headers.push_back({"Location", "https://h/cb?other=" + percent_encode(form)});
    Exchange made = exchange(
        make_request(
            {.target = "/a?note=" + percent_encode(form),
             .headers = {{"X-Thing", form}, {"Referer", "https://h/?n=" + percent_encode(form)}}}),
        response);
    made.note = "saw " + form;
    made.client = form;
    journal.record(std::move(made));
    EXPECT_NE(read(journal).find(dump_json(Json(form)).substr(1, form.size())), std::string::npos)
        << "the test itself: unknown values are shown";
    journal.record(exchange(make_form_post({}, {{"client_secret", secret}})));
    for (const std::string& hidden : forms)
      EXPECT_EQ(read(journal).find(hidden), std::string::npos) << form << " shows " << hidden;
  }
}

TEST(Journal, LearnsSecretsFromBasicCredentialsAndJson) {
  Journal journal;
  journal.record(exchange(make_request(
      {.headers = {
           {"Authorization", "Basic " + base64_encode("id:basic%2Dsecret", Base64::standard)}}})));
  journal.record(exchange(make_request({.method = "POST",
                                        .headers = {{"Content-Type", "application/json"}},
                                        .body = R"({"password":"json-password-1"})"})));
  journal.record(
      exchange(make_request({}), json_response(200, R"({"refresh_token":"answer-token"})")));
  journal.record(exchange(make_request(
      {.target = "/?a=basic-secret&b=json-password-1&c=answer-token&d=basic%252Dsecret"})));
  const std::string text = read(journal);
  for (const char* secret : {"basic-secret", "basic%2Dsecret", "json-password-1", "answer-token"})
    EXPECT_EQ(text.find(secret), std::string::npos) << secret << "\n" << text;
}

TEST(Journal, RedactsRegisteredValuesWithoutAName) {
  Journal journal;
  journal.add_secret("482913");
  journal.add_secret("wrkmock-rehearsal");
  Exchange made = exchange(make_request({.target = "/x?free=482913&other=wrkmock-rehearsal"}),
                           text_response(200, "your code is 482913"));
  made.note = "code 482913";
  journal.record(std::move(made));
  const std::string text = read(journal);
  EXPECT_EQ(text.find("482913"), std::string::npos) << text;
  EXPECT_EQ(text.find("wrkmock"), std::string::npos) << text;
}

TEST(Journal, KeepsNoLargeBodiesOrFields) {
  Journal journal;
  const std::string large(Journal::kLongestField + 1, 'x'), fitting(Journal::kLongestField, 'y');
  journal.record(
      exchange(make_form_post({}, {{"zip", large}, {"text", fitting}}), text_response(200, large)));
  const std::string text = read(journal);
  EXPECT_EQ(text.find("xxxx"), std::string::npos);
  EXPECT_NE(text.find("[4097 bytes]"), std::string::npos);
  EXPECT_NE(text.find(fitting), std::string::npos);
}

TEST(Journal, ShowsNoPages) {
  Journal journal;
  journal.record(exchange(make_request({}), html_response(200, "<!DOCTYPE html><p>hello</p>")));
  EXPECT_EQ(read(journal).find("hello"), std::string::npos);
}

// A package may hold a consumer's secret, and a short one is no longer than a form field.
TEST(Journal, KeepsNoFilesHoweverSmall) {
  const std::string file = "<consumerSecret>canary</consumerSecret>";
  const std::string whole =
      "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.zip\"\r\n\r\n" + file +
      "\r\n--b\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\nhello\r\n--b--";
  for (const std::string& body : {whole, whole.substr(0, whole.size() - 2)}) {
    Journal journal;
    journal.record(
        exchange(make_request({.method = "POST",
                               .headers = {{"Content-Type", "multipart/form-data; boundary=b"}},
                               .body = body})));
    EXPECT_EQ(read(journal).find("canary"), std::string::npos) << read(journal);
    if (body == whole) {
      EXPECT_NE(read(journal).find(R"("value":"[39 bytes]")"), std::string::npos);
      EXPECT_NE(read(journal).find("hello"), std::string::npos);
    }
  }
}

TEST(Journal, ShowsNoXml) {
  for (const char* before : {"", "\xEF\xBB\xBF", " \r\n\t", "\xEF\xBB\xBF\n"}) {
    Journal journal;
    const std::string xml = std::string(before) + "<sessionId>canary=1</sessionId>";
    journal.record(exchange(
        make_request({.method = "POST", .headers = {{"Content-Type", "text/xml"}}, .body = xml}),
        text_response(200, xml)));
    EXPECT_EQ(read(journal).find("canary"), std::string::npos) << read(journal);
  }
}

}  // namespace
}  // namespace rehearse::wire
