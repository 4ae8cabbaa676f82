#pragma once

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "mocks/core/json.h"
#include "tests/support/org_site.h"

namespace rehearse::salesforce {

// DataSite is an org that a client asks by the data API, with a token of the admin unless told
// otherwise.
class DataSite : public testing::Test {
 protected:
  OrgSite::Answer get(const std::string& path, wire::Fields headers = {}) {
    headers.push_back({"Authorization", "Bearer " + token_});
    return site_.get("/services/data/" + version_ + path, std::move(headers));
  }
  OrgSite::Answer query(const std::string& soql, const std::string& more = "") {
    return get("/query?q=" + wire::percent_encode(soql) + more);
  }
  OrgSite::Answer send(const std::string& method, const std::string& path) {
    return site_.send(wire::make_request({.method = method,
                                          .origin = site_.origin,
                                          .target = "/services/data/" + version_ + path,
                                          .headers = {{"Authorization", "Bearer " + token_}},
                                          .received_at = site_.now}));
  }
  static Json json_of(const OrgSite::Answer& answer) {
    auto parsed = parse_json(answer.response.body);
    EXPECT_TRUE(parsed.ok()) << answer.response.body;
    return parsed ? parsed.value() : Json::object();
  }
  Json records(const std::string& soql) {
    const OrgSite::Answer answer = query(soql);
    EXPECT_EQ(answer.response.status, 200) << soql << answer.response.body;
    const Json json = json_of(answer);
    return json.contains("records") ? json["records"] : Json::array();
  }
  // The values of one field of what a query finds, joined by blanks.
  std::string values(const std::string& field, const std::string& soql) {
    std::string all;
    for (const Json& record : records(soql)) {
      const Json& value = record.at(field);
      all += (all.empty() ? "" : " ") +
             (value.is_string() ? value.get<std::string>() : dump_json(value));
    }
    return all;
  }
  static std::string error_code(const OrgSite::Answer& answer) {
    const Json json = json_of(answer);
    return json.is_array() && json.size() == 1 ? json[0].value("errorCode", "") : "";
  }
  static std::string message(const OrgSite::Answer& answer) {
    const Json json = json_of(answer);
    return json.is_array() && json.size() == 1 ? json[0].value("message", "") : "";
  }
  void be(const std::string& username) { token_ = site_.access_token(app_, {"api"}, username); }
  // A permission set with that permission, for the user who has little else.
  void allow_user(Permission permission) {
    auto tx = site_.org.begin();
    tx.profiles().keep_set("Extra").permissions.insert(permission);
    tx.users().edit("user@rehearsal.test")->permission_sets = {"Extra"};
  }

  OrgSite site_{};
  App app_ = site_.create_app();
  std::string token_ = site_.access_token(app_, {"api"});
  std::string version_{"v66.0"};
};

}  // namespace rehearse::salesforce
