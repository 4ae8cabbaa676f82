#include "mocks/wire/message.h"

#include <gtest/gtest.h>

#include "mocks/wire/form.h"

namespace rehearse::wire {
namespace {

const char* kForm = "application/x-www-form-urlencoded";

WireRequest post(const std::string& body, const Fields& headers) {
  return make_request({.method = "POST", .headers = headers, .body = body});
}

TEST(MakeRequest, KeepsQueryAndFormApart) {
  const WireRequest request = make_form_post({.target = "/t?a=1&a=2"}, {{"a", "3"}, {"b", "4"}});
  EXPECT_EQ(request.query, (Fields{{"a", "1"}, {"a", "2"}}));
  EXPECT_EQ(request.form, (Fields{{"a", "3"}, {"b", "4"}}));
  EXPECT_EQ(request.form_state, FormState::parsed);
  EXPECT_EQ(request.method, "POST");
}

TEST(MakeRequest, CollapsesSlashesAndDecodesThePathOnce) {
  EXPECT_EQ(make_request({.target = "//services///data/"}).path, "/services/data/");
  EXPECT_EQ(make_request({.target = "/a%20b%2525"}).path, "/a b%25");
  EXPECT_EQ(make_request({.target = "?x=1"}).path, "/");
}

TEST(MakeRequest, LeavesABrokenPathAsSent) {
  for (const char* target : {"/a%2", "/a%00b", "/a%ff", "/a%0ab"})
    EXPECT_EQ(make_request({.target = target}).path, target);
}

TEST(MakeRequest, TakesTheAbsoluteForm) {  // RFC 9112 section 3.2.2
  const WireRequest request = make_request({.target = "https://h:8/a?b=c"});
  EXPECT_EQ(request.path, "/a");
  EXPECT_EQ(request.query, (Fields{{"b", "c"}}));
  EXPECT_EQ(make_request({.target = "http://h"}).path, "/");
  EXPECT_EQ(make_request({.target = "*"}).path, "*");
  // An address within a query or a fragment is not the target's own.
  EXPECT_EQ(make_request({.target = "*?u=http://h/?x=1"}).query, (Fields{{"u", "http://h/?x=1"}}));
  EXPECT_TRUE(make_request({.target = "x#://h/?a=1"}).query.empty());
}

TEST(MakeRequest, SaysWhenTheQueryIsBroken) {
  const WireRequest request = make_request({.target = "/a?b=%zz&c=1"});
  EXPECT_TRUE(request.query_malformed);
  EXPECT_EQ(request.query, Fields{});
  EXPECT_FALSE(make_request({.target = "/a?b=%20"}).query_malformed);
}

TEST(MakeRequest, TakesTheHostFromTheOrigin) {
  EXPECT_EQ(make_request({.origin = "https://Login.Salesforce.com:443"}).host,
            "login.salesforce.com");
  EXPECT_EQ(make_request({.origin = "http://127.0.0.1:8080"}).host, "127.0.0.1");
  EXPECT_EQ(make_request({.origin = "http://[::1]:8080"}).host, "[::1]");
}

TEST(FormState, FollowsTheMediaType) {
  for (const char* type : {"application/x-www-form-urlencoded", "APPLICATION/X-WWW-Form-Urlencoded",
                           "application/x-www-form-urlencoded; charset=UTF-8",
                           "application/x-www-form-urlencoded;charset=\"utf-8\" ; x=y",
                           "application/x-www-form-urlencoded;"}) {
    EXPECT_EQ(post("a=b", {{"content-type", type}}).form_state, FormState::parsed) << type;
  }
  for (const char* type :
       {"application/json", "text/plain", "", "application/x-www-form-urlencoded2",
        "application/x-www-form-urlencoded; charset=iso-8859-1",
        "application/x-www-form-urlencoded; charset=\"utf-8",
        "application/x-www-form-urlencoded; broken"}) {
    EXPECT_EQ(post("a=b", {{"Content-Type", type}}).form_state, FormState::unsupported) << type;
  }
  EXPECT_EQ(post("a=b", {}).form_state, FormState::unsupported);
}

TEST(FormState, IsMalformedWhereTheFormIsBroken) {
  const WireRequest request = post("a=%zz", {{"Content-Type", kForm}});
  EXPECT_EQ(request.form_state, FormState::malformed);
  EXPECT_EQ(request.form, Fields{});
  EXPECT_EQ(post("x", {{"Content-Type", "multipart/form-data"}}).form_state, FormState::malformed);
}

TEST(FormState, IsAbsentWithoutABody) {
  EXPECT_EQ(post("", {{"Content-Type", kForm}}).form_state, FormState::absent);
}

TEST(FormState, RefusesContentEncodings) {
  EXPECT_EQ(post("a=b", {{"Content-Type", kForm}, {"Content-Encoding", "gzip"}}).form_state,
            FormState::unsupported);
  EXPECT_EQ(post("a=b", {{"Content-Type", kForm}, {"Content-Encoding", "identity"}}).form_state,
            FormState::parsed);
}

TEST(FormState, ReadsMultipart) {
  const WireRequest request =
      post("--x y\r\nContent-Disposition: form-data; name=a\r\n\r\n1\r\n--x y--",
           {{"Content-Type", "Multipart/Form-Data; boundary=\"x y\""}});
  EXPECT_EQ(request.form_state, FormState::parsed);
  EXPECT_EQ(request.form, (Fields{{"a", "1"}}));
}

TEST(Fields, AreFoundByExactNameAndEmptyCountsAsAbsent) {
  const Fields fields{{"a", ""}, {"b", "1"}, {"b", "2"}};
  EXPECT_EQ(find_field(fields, "a")->value, "");
  EXPECT_EQ(find_field(fields, "A"), nullptr);
  EXPECT_FALSE(value_of(fields, "a"));
  EXPECT_EQ(value_of(fields, "b"), "1");
  EXPECT_EQ(count_of(fields, "b"), 2U);
  EXPECT_EQ(header_of({{"X-Thing", "1"}}, "x-thing"), "1");
  EXPECT_FALSE(header_of({{"X-Thing", "1"}}, "x-thin"));
}

TEST(Cookies, AreReadFromEveryLine) {
  WireRequest request;
  request.headers = {{"Cookie", "a=1; sid=x=y;b=2"}, {"cookie", " c=3"}};
  EXPECT_EQ(cookie_of(request, "sid"), "x=y");
  EXPECT_EQ(cookie_of(request, "b"), "2");
  EXPECT_EQ(cookie_of(request, "c"), "3");
  EXPECT_FALSE(cookie_of(request, "d"));
}

TEST(Responses, CarryTheirType) {
  EXPECT_EQ(header_of(json_response(400, "{}").headers, "Content-Type"),
            "application/json;charset=UTF-8");
  EXPECT_EQ(json_response(400, "{}").status, 400);
  EXPECT_EQ(header_of(html_response(200, "").headers, "Content-Type"), "text/html;charset=UTF-8");
  EXPECT_EQ(header_of(text_response(200, "").headers, "Content-Type"), "text/plain;charset=UTF-8");
  EXPECT_EQ(header_of(redirect_response("/x").headers, "Location"), "/x");
  EXPECT_EQ(redirect_response("/x").status, 302);
}

TEST(Target, HasAPathAsRoutesSeeIt) {
  for (const auto& [target, path] : {std::pair{"/a//b?x=/c", "/a/b"},
                                     {"/a%20b", "/a b"},
                                     {"/a%", "/a%"},
                                     {"http://h/a", "/a"},
                                     {"http://h?a", "/"},
                                     {"?a=http://h/b", "/"},
                                     {"/a#b", "/a"},
                                     {"", "/"},
                                     {"*", "*"}}) {
    EXPECT_EQ(path_of_target(target), path) << target;
    EXPECT_EQ(make_request({.target = target}).path, path) << target;
  }
}

}  // namespace
}  // namespace rehearse::wire
