// The whole guide in a real Chromium, by mouse and by keyboard.
#include <gtest/gtest.h>

#include <chrono>
#include <nlohmann/json.hpp>
#include <set>

#include "harness/driver/pages_driver.h"
#include "tests/support/guide_acts.h"
#include "tests/support/keyboard_hand.h"
#include "tests/support/real_browser.h"

namespace rehearse::testing {
namespace {

using namespace rehearse::harness;

// The guide's; of what it leaves open, what the packages of partners need.
const Json& settings() {
  static const Json kSettings = [] {
    Json json = settings_of_the_guide();
    json.update({{"isConsumerSecretOptional", false},
                 {"isSecretRequiredForRefreshToken", true},
                 {"isNamedUserJwtEnabled", false},
                 {"isPkceRequired", true},
                 {"isRefreshTokenRotationEnabled", true}});
    return json;
  }();
  return kSettings;
}

class GuideInBrowser : public RealBrowser, protected GuideActs {
 protected:
  using GuideActs::done;
  void walk_with(Driver& driver) {
    act_with(driver, *target_);
    walk(settings());
    EXPECT_EQ(ask("GET", "/mailbox").size(), 1U);  // of the code that was asked for
    check_app();
  }
  // The org has what was clicked.
  void check_app() {
    const Json apps = ask("GET", "/apps");
    const Json app = ask("GET", "/apps/" + apps.back()["app_id"].get<std::string>());
    const auto set_of = [](const Json& list) {
      std::set<std::string> all;
      for (const Json& one : list) all.insert(one.get<std::string>());
      return all;
    };
    EXPECT_EQ(set_of(app["scopes"]), set_of(settings()["scopes"]));
    for (const auto& [name, value] : settings().items()) {
      if (name == "isOauthEnabled" || name == "scopes") continue;
      EXPECT_EQ(app[name], value) << name;
    }
  }
};

TEST_F(GuideInBrowser, ByMouse) {
  PagesDriver driver(*target_, session(), People{}, "browser");
  const auto start = std::chrono::steady_clock::now();
  walk_with(driver);
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
  RecordProperty("seconds", std::to_string(took.count()));
  std::printf("the guide by mouse: %.1f s\n", took.count());
}

TEST_F(GuideInBrowser, ByKeyboardAlone) {
  auto hand = std::make_unique<KeyboardHand>();
  const KeyboardHand& keys = *hand;
  PagesDriver driver(*target_, session(std::move(hand)), People{}, "browser");
  walk_with(driver);
  EXPECT_GT(keys.tabs_pressed(), 100U);
}

TEST_F(GuideInBrowser, WithTheCodeOfAnAuthenticator) {
  (void)ask("PATCH", "/users/admin@rehearsal.test", R"({"verification":"authenticator"})");
  PagesDriver driver(*target_, session(), People{}, "browser");
  act_with(driver, *target_);
  begin_profile();
  open_new_app();
  create_app(settings());
  ASSERT_TRUE(ask_for_credentials());
  EXPECT_EQ(ask("GET", "/mailbox"), Json::array());
  const Json user = ask("GET", "/users/admin@rehearsal.test");
  done(driver.app_verify_identity(user["totp"]));
  save_profile(done(driver.app_read_key()), done(driver.app_read_secret()));
}

TEST_F(GuideInBrowser, HearsADenialAndAllowsThen) {
  PagesDriver driver(*target_, session(), People{}, "browser");
  act_with(driver, *target_);
  set_up(settings());
  const ActResult denied = connect("deny");
  ASSERT_TRUE(denied.ok()) << denied.error().what;
  EXPECT_FALSE(denied.value().ok);
  EXPECT_NE(denied.value().said.find("access_denied"), std::string::npos) << denied.value().said;
  EXPECT_EQ(driver.workato_connection_status().value().value, "Disconnected");
  done(driver.workato_connect("user@rehearsal.test", "approve"));
  EXPECT_EQ(driver.workato_connection_status().value().value, "Connected");
}

// The code is in the address, and nobody but the browser has seen it: Workato is told later.
TEST_F(GuideInBrowser, StopsBeforeTheCallback) {
  PagesDriver driver(*target_, session(), People{}, "browser");
  act_with(driver, *target_);
  set_up(settings());
  open_connection();
  const ActResult begun = driver.workato_begin("user@rehearsal.test", "approve");
  done(begun);
  const std::string& address = begun.value().value;
  EXPECT_TRUE(address.starts_with("https://www.workato.com/oauth/callback?")) << address;
  EXPECT_NE(address.find("code="), std::string::npos);
  EXPECT_NE(address.find("state="), std::string::npos);
  const auto callbacks = [&] {
    size_t count = 0;
    const Json journal = ask("GET", "/journal");
    for (const Json& exchange : journal["exchanges"])
      count += exchange["path"] == "/oauth/callback" ? 1 : 0;
    return count;
  };
  EXPECT_EQ(callbacks(), 0U);
  EXPECT_EQ(driver.screenshot(), std::nullopt);
  done(driver.workato_respond(address));
  EXPECT_EQ(callbacks(), 1U);
  EXPECT_EQ(driver.workato_connection_status().value().value, "Connected");
}

}  // namespace
}  // namespace rehearse::testing
