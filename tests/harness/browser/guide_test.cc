// The whole guide in a real Chromium, by mouse and by keyboard.
#include <gtest/gtest.h>

#include <chrono>
#include <nlohmann/json.hpp>
#include <set>

#include "harness/driver/pages_driver.h"
#include "tests/support/keyboard_hand.h"
#include "tests/support/real_browser.h"

namespace rehearse::testing {
namespace {

using namespace rehearse::harness;

const Json kSettings{{"label", "Workato rehearsal"},
                     {"apiName", "Workato_rehearsal"},
                     {"contactEmail", "admin@rehearsal.test"},
                     {"distributionState", "Local"},
                     {"isOauthEnabled", true},
                     {"callbackUrl", "https://www.workato.com/oauth/callback"},
                     {"scopes", {"full", "api", "id", "refresh_token"}},
                     {"isCodeCredFlowEnabled", true},
                     {"isConsumerSecretOptional", false},
                     {"isSecretRequiredForRefreshToken", true},
                     {"isNamedUserJwtEnabled", false},
                     {"isPkceRequired", true},
                     {"isRefreshTokenRotationEnabled", true}};

class GuideInBrowser : public RealBrowser {
 protected:
  static void acted(const ActResult& act) {
    ASSERT_TRUE(act.ok()) << act.error().what;
    ASSERT_TRUE(act.value().ok) << act.value().said;
  }
  void make_profile(Driver& driver) {
    acted(driver.workato_sign_in());
    acted(driver.workato_open_profiles());
    acted(driver.workato_new_profile());
    acted(driver.workato_select_application("Salesforce"));
    acted(driver.workato_name_profile("Rehearsal"));
    acted(driver.workato_create_new_app());
  }
  void make_app(Driver& driver) {
    acted(driver.salesforce_sign_in("admin@rehearsal.test", "rehearse-2026"));
    acted(driver.salesforce_open_app_manager());
    acted(driver.app_new());
    acted(driver.app_set(kSettings));
    acted(driver.app_create());
    acted(driver.app_open_settings());
    acted(driver.app_open_oauth_settings());
  }
  void copy_credentials(Driver& driver, const std::string& code) {
    acted(driver.app_verify_identity(code));
    const ActResult key = driver.app_read_key(), secret = driver.app_read_secret();
    acted(key);
    acted(secret);
    EXPECT_TRUE(key.value().value.starts_with("3MVG9"));
    EXPECT_EQ(secret.value().value.size(), 64U);
    acted(driver.workato_enter_client_id(key.value().value));
    acted(driver.workato_enter_client_secret(secret.value().value));
    acted(driver.workato_save());
    acted(driver.workato_done());
  }
  std::string mailed_code() { return string_member(ask("GET", "/mailbox").back(), "code").value(); }
  void open_connection(Driver& driver) {
    const std::string host = target_->sites().salesforce.substr(8);
    acted(driver.workato_new_connection(
        {{"name", "Sales"}, {"profile", "Rehearsal"}, {"custom_domain", host}}));
  }
  void walk(Driver& driver) {
    make_profile(driver);
    make_app(driver);
    const ActResult asked = driver.app_open_credentials();
    acted(asked);
    ASSERT_EQ(asked.value().value, "verify");
    copy_credentials(driver, mailed_code());
    open_connection(driver);
    acted(driver.workato_connect("user@rehearsal.test", "approve"));
    acted(driver.workato_run_job());
    const ActResult status = driver.workato_connection_status();
    acted(status);
    EXPECT_EQ(status.value().value, "Connected");
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
    EXPECT_EQ(set_of(app["scopes"]), set_of(kSettings["scopes"]));
    for (const auto& [name, value] : kSettings.items()) {
      if (name == "isOauthEnabled" || name == "scopes") continue;
      EXPECT_EQ(app[name], value) << name;
    }
  }
};

TEST_F(GuideInBrowser, ByMouse) {
  PagesDriver driver(*target_, session(), People{}, "browser");
  const auto start = std::chrono::steady_clock::now();
  walk(driver);
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
  RecordProperty("seconds", std::to_string(took.count()));
  std::printf("the guide by mouse: %.1f s\n", took.count());
}

TEST_F(GuideInBrowser, ByKeyboardAlone) {
  auto hand = std::make_unique<KeyboardHand>();
  const KeyboardHand& keys = *hand;
  PagesDriver driver(*target_, session(std::move(hand)), People{}, "browser");
  walk(driver);
  EXPECT_GT(keys.tabs_pressed(), 100U);
}

TEST_F(GuideInBrowser, WithTheCodeOfAnAuthenticator) {
  (void)ask("PATCH", "/users/admin@rehearsal.test", R"({"verification":"authenticator"})");
  PagesDriver driver(*target_, session(), People{}, "browser");
  make_profile(driver);
  make_app(driver);
  const ActResult asked = driver.app_open_credentials();
  acted(asked);
  ASSERT_EQ(asked.value().value, "verify");
  EXPECT_EQ(ask("GET", "/mailbox"), Json::array());
  const Json user = ask("GET", "/users/admin@rehearsal.test");
  copy_credentials(driver, user["totp"]);
}

TEST_F(GuideInBrowser, HearsADenialAndAllowsThen) {
  PagesDriver driver(*target_, session(), People{}, "browser");
  make_profile(driver);
  make_app(driver);
  acted(driver.app_open_credentials());
  copy_credentials(driver, mailed_code());
  open_connection(driver);
  const ActResult denied = driver.workato_connect("user@rehearsal.test", "deny");
  ASSERT_TRUE(denied.ok()) << denied.error().what;
  EXPECT_FALSE(denied.value().ok);
  EXPECT_NE(denied.value().said.find("access_denied"), std::string::npos) << denied.value().said;
  EXPECT_EQ(driver.workato_connection_status().value().value, "Disconnected");
  acted(driver.workato_connect("user@rehearsal.test", "approve"));
  EXPECT_EQ(driver.workato_connection_status().value().value, "Connected");
}

// The code is in the address, and nobody but the browser has seen it: Workato is told later.
TEST_F(GuideInBrowser, StopsBeforeTheCallback) {
  PagesDriver driver(*target_, session(), People{}, "browser");
  make_profile(driver);
  make_app(driver);
  acted(driver.app_open_credentials());
  copy_credentials(driver, mailed_code());
  open_connection(driver);
  const ActResult begun = driver.workato_begin("user@rehearsal.test", "approve");
  acted(begun);
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
  acted(driver.workato_respond(address));
  EXPECT_EQ(callbacks(), 1U);
  EXPECT_EQ(driver.workato_connection_status().value().value, "Connected");
}

}  // namespace
}  // namespace rehearse::testing
