#pragma once

#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <nlohmann/json.hpp>

#include "harness/driver/mock_stages.h"
#include "harness/steps/verb.h"

namespace rehearse::harness::testing {

// Runs verbs one after the other on a fresh pair of mocks, as the runner does.
class VerbsOnMocks : public ::testing::Test {
 protected:
  void SetUp() override { open(); }
  void open() {
    auto opened = mock_targets("pages")->open(request);
    ASSERT_TRUE(opened.ok()) << opened.error().what;
    stage_ = std::move(opened).value();
    context_ = std::make_unique<Context>(Context{*stage_.target, *stage_.driver, captures_, {}});
  }
  Result<Observation, Trouble> run(std::string_view name, const Json& arguments = Json::object()) {
    for (const Verb& verb : verb_table()) {
      if (verb.name != name) continue;
      auto seen = verb.run(*context_, arguments);
      given_ = captures_.take_offered();
      return seen;
    }
    ADD_FAILURE() << "there is no verb " << name;
    return Observation{};
  }
  Observation see(std::string_view name, const Json& arguments = Json::object()) {
    auto seen = run(name, arguments);
    EXPECT_TRUE(seen.ok()) << name << ": " << (seen.ok() ? "" : seen.error().what);
    return seen.ok() ? seen.value() : Observation{};
  }
  void good(std::string_view name, const Json& arguments = Json::object()) {
    const Observation seen = see(name, arguments);
    EXPECT_TRUE(seen.ok) << name << ": " << seen.summary;
  }
  // Refused on exactly this ground.
  Observation bad(std::string_view reason, std::string_view name,
                  const Json& arguments = Json::object()) {
    const Observation seen = see(name, arguments);
    EXPECT_FALSE(seen.ok) << name << ": " << seen.summary;
    EXPECT_EQ(seen.reason, reason) << name << ": " << seen.summary;
    return seen;
  }
  void get_tokens(const Json& settings = Json::object()) {
    good("setup.app", {{"settings", settings}});
    good("client.authorize");
    good("client.exchange");
  }

  TargetRequest request{};
  Stage stage_;
  Captures captures_;
  std::unique_ptr<Context> context_;
  std::map<std::string, std::string> given_;
};

}  // namespace rehearse::harness::testing
