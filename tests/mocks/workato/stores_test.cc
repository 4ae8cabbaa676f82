// Profiles, browsers, data centers, and the ledger of reasons.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <set>

#include "mocks/core/json.h"
#include "mocks/workato/behaviours.h"
#include "tests/support/workato_workspace.h"

namespace rehearse::workato::testing {
namespace {

ProfileDraft good() {
  return {.provider = "salesforce", .name = "P", .client_id = "id", .client_secret = "secret"};
}

TEST(Profiles, KeepPastedBlanks) {
  Profiles profiles;
  ProfileDraft draft = good();
  draft.client_id = " id\t";
  draft.client_secret = "secret \n";
  const int64_t id = profiles.create(draft, kRunStart).value();
  EXPECT_EQ(profiles.find(id)->client_id.value, " id\t");
  EXPECT_EQ(profiles.find(id)->client_secret.value, "secret \n");
}

TEST(Profiles, NameAllProblemsAtOnce) {
  const auto problems = check_profile({.provider = "myspace", .name = " "}, false);
  EXPECT_EQ(problems, (std::vector<FieldProblem>{{"provider", "is not included in the list"},
                                                 {"name", "can't be blank"},
                                                 {"client_id", "can't be blank"},
                                                 {"client_secret", "can't be blank"}}));
}

TEST(Profiles, BoundNamesAndCredentials) {
  ProfileDraft draft = good();
  draft.name = std::string(255, 'n');
  draft.client_secret = std::string(4'096, 's');
  EXPECT_TRUE(check_profile(draft, false).empty());
  draft.name += 'n';
  draft.client_secret += 's';
  EXPECT_EQ(check_profile(draft, false).size(), 2U);
}

TEST(Profiles, UpdateKeepsTheSecretUnlessAnotherIsGiven) {
  Profiles profiles;
  const int64_t id = profiles.create(good(), kRunStart).value();
  ProfileDraft draft{.provider = "slack", .name = "Q", .client_id = "id2"};
  ASSERT_TRUE(profiles.update(id, draft, kRunStart).ok());
  EXPECT_EQ(profiles.find(id)->client_secret.value, "secret");
  EXPECT_EQ(profiles.find(id)->provider, "salesforce");
  draft.client_secret = "new";
  ASSERT_TRUE(profiles.update(id, draft, kRunStart).ok());
  EXPECT_EQ(profiles.find(id)->client_secret.value, "new");
  draft.client_secret = "  ";
  EXPECT_FALSE(profiles.update(id, draft, kRunStart).ok());
  EXPECT_FALSE(profiles.update(99, good(), kRunStart).ok());
}

TEST(Browsers, LiveEightHoursFromTheirLastUse) {
  Browsers browsers(1);
  const std::string id = browsers.open(true, kRunStart).id.value;
  TimePoint now = kRunStart + std::chrono::hours(8);
  EXPECT_NE(browsers.find(id, now), nullptr);
  now += std::chrono::hours(8);
  EXPECT_NE(browsers.find(id, now), nullptr);
  now += std::chrono::hours(8) + Duration(1);
  EXPECT_EQ(browsers.find(id, now), nullptr);
  EXPECT_EQ(browsers.find(id, kRunStart), nullptr) << "what has been seen dead stays dead";
}

TEST(Browsers, KeepAThousandAndForgetTheLeastRecentlyUsed) {
  Browsers browsers(1);
  const std::string first = browsers.open(false, kRunStart).id.value;
  const std::string second = browsers.open(false, kRunStart + Duration(1)).id.value;
  for (int more = 2; more < 1'000; ++more) browsers.open(false, kRunStart + Duration(2));
  EXPECT_NE(browsers.find(first, kRunStart + Duration(3)), nullptr);
  browsers.open(false, kRunStart + Duration(4));
  EXPECT_NE(browsers.find(first, kRunStart + Duration(4)), nullptr);
  EXPECT_EQ(browsers.find(second, kRunStart + Duration(4)), nullptr);
}

TEST(DataCentres, HaveThreeAddressesOrNone) {
  std::set<std::string_view> addresses;
  for (const DataCentre& centre : data_centres()) {
    for (std::string_view address : centre.egress) {
      EXPECT_EQ(address.empty(), centre.name == "uk") << centre.name;
      if (address.empty()) continue;
      EXPECT_TRUE(addresses.insert(address).second) << address;
    }
    EXPECT_TRUE(centre.base_url.starts_with("https://app.")) << centre.name;
    EXPECT_EQ(centre.own_callback, std::string(centre.base_url) + "/oauth/callback");
    EXPECT_NE(centre.own_callback, kCallbackUrl);
  }
  EXPECT_EQ(addresses.size(), 27U);
  EXPECT_EQ(data_centres().size(), 10U);
  EXPECT_EQ(find_data_centre("mars"), nullptr);
  EXPECT_EQ(find_data_centre("trial")->title, "Developer sandbox");
}

TEST(Reasons, AreNamedOnceAndSaySomething) {
  std::set<std::string_view> names;
  for (const Reason* row : kReasons) {
    EXPECT_TRUE(names.insert(row->name).second) << row->name;
    EXPECT_TRUE(row->name.starts_with("callback_") || row->name.starts_with("engine_") ||
                row->name.starts_with("workato_") || row->name.starts_with("bug_"))
        << row->name;
    for (std::string_view sentence : {row->meaning, row->consequence, row->remedy})
      EXPECT_TRUE(sentence.size() > 7 && sentence.ends_with('.')) << row->name << ": " << sentence;
    EXPECT_FALSE(row->fidelity.source.empty()) << row->name;
  }
}

TEST(Behaviours, AreNamedOnceWithASource) {
  std::set<std::string_view> names;
  const auto check = [&names](const auto& rows) {
    for (const Behaviour& row : rows) {
      EXPECT_TRUE(names.insert(row.id).second) << row.id;
      EXPECT_TRUE(row.id.starts_with("workato."));
      EXPECT_FALSE(row.rule.empty() || row.fidelity.source.empty()) << row.id;
    }
  };
  check(kBehaviours);
  check(kCannotShow);
}

class Snapshot : public WorkspaceTest {};

TEST_F(Snapshot, OfAConnectionHasNoSecret) {
  connect();
  const std::string text = dump_json(connection_json(connection()));
  EXPECT_NE(text.find(R"("status":"connected")"), std::string::npos) << text;
  EXPECT_NE(text.find(R"("authorization_status":"success")"), std::string::npos);
  EXPECT_NE(text.find(R"("exchange":1)"), std::string::npos);
  for (std::string_view secret :
       {std::string_view("AT0-access"), std::string_view("RT0-refresh"), kSecret})
    EXPECT_EQ(text.find(secret), std::string::npos) << "a secret shows";
}

TEST_F(Snapshot, OfAProfileHasNoSecret) {
  const Json json = profile_json(*workspace_.begin().profiles().find(profile_), 2);
  EXPECT_EQ(json["shared_accounts_count"], 2);
  EXPECT_EQ(json["data"]["client_id"], "3MVG9client");
  EXPECT_EQ(dump_json(json).find(kSecret), std::string::npos);
}

TEST_F(Snapshot, TellsTheStatesApart) {
  EXPECT_TRUE(connection_json(connection())["authorization_status"].is_null());
  {
    auto tx = workspace_.begin();
    tx.connections().lose(*tx.connections().edit(connection_), reason::engine_grant_dead, "gone",
                          now_);
  }
  const Json json = connection_json(connection());
  EXPECT_EQ(json["authorization_status"], "exception");
  EXPECT_EQ(json["connection_lost_reason"], "gone");
  EXPECT_EQ(json["connection_lost_at"], "2026-05-12T09:00:00Z");
  EXPECT_EQ(json["reason"], "engine_grant_dead");
}

}  // namespace
}  // namespace rehearse::workato::testing
