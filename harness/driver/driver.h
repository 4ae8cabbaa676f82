#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "mocks/core/json.h"
#include "mocks/core/result.h"
#include "mocks/core/trouble.h"

namespace rehearse::harness {

// Act is what came of one act of a person (or of the API that stands for it).
struct Act {
  bool ok = false;
  std::string
      said{};  // what the page or the API said, when it refused or where it is worth showing
  std::string value{};   // what was read: a consumer key, a status
  std::string reason{};  // the mock's own reason, where an API tells it
};
using ActResult = Result<Act, Trouble>;

// Driver performs the acts of the guide. A scenario says what; the driver decides how: by clicks on
// pages (PagesDriver) or by APIs (ApiDriver). Each act is one numbered step or bullet of the guide,
// or one act of the connection's later life.
class Driver {
 public:
  virtual ~Driver() = default;
  virtual std::string_view name() const = 0;  // "pages", "browser" or "api"
  // What a person would see now, as a PNG; nothing where nothing is drawn.
  virtual std::optional<std::string> screenshot() { return std::nullopt; }

  // Workato: Tools > Custom OAuth profiles
  virtual ActResult workato_sign_in() = 0;
  virtual ActResult workato_open_profiles() = 0;
  virtual ActResult workato_new_profile() = 0;
  virtual ActResult workato_open_profile(const std::string& name) = 0;  // from the list, to edit it
  virtual ActResult workato_select_application(const std::string& application) = 0;
  virtual ActResult workato_name_profile(const std::string& name) = 0;
  virtual ActResult workato_create_new_app() = 0;
  virtual ActResult workato_enter_client_id(const std::string& key) = 0;
  virtual ActResult workato_enter_client_secret(const std::string& secret) = 0;
  virtual ActResult workato_save() = 0;
  virtual ActResult workato_done() = 0;
  // Workato: a Salesforce connection. `settings`: name, sandbox, custom_domain, scopes, profile.
  virtual ActResult workato_new_connection(const Json& settings) = 0;
  // Connect, log in as `username`, then "approve" or "deny"; `said` is what Workato shows at the
  // end.
  virtual ActResult workato_connect(const std::string& username, const std::string& decision) = 0;
  // The same up to the org's answer, which Workato does not hear yet: `value` is its whole address.
  virtual ActResult workato_begin(const std::string&, const std::string&) { return not_able(); }
  // Opens such an address in the same browser; `said` is what Workato shows.
  virtual ActResult workato_respond(const std::string&) { return not_able(); }
  virtual ActResult workato_run_job() = 0;
  virtual ActResult workato_connection_status() = 0;

  // Salesforce: Setup > Apps > External Client Apps > External Client App Manager
  virtual ActResult salesforce_sign_in(const std::string& username,
                                       const std::string& password) = 0;
  virtual ActResult salesforce_open_app_manager() = 0;
  virtual ActResult app_new() = 0;
  virtual ActResult app_set(
      const Json& settings) = 0;  // metadata field names (design.md section 5)
  virtual ActResult app_create() = 0;
  virtual ActResult app_open(const std::string& label) = 0;  // from the App Manager's list
  virtual ActResult app_open_settings() = 0;                 // the app's Settings tab
  virtual ActResult app_open_oauth_settings() = 0;
  virtual ActResult
  app_open_credentials() = 0;  // Consumer Key and Secret; `value` "verify" or "shown"
  virtual ActResult app_verify_identity(const std::string& code) = 0;
  virtual ActResult app_resend_code() = 0;
  virtual ActResult app_read_key() = 0;
  virtual ActResult app_read_secret() = 0;
  virtual ActResult app_edit(const Json& settings) = 0;  // Edit Settings and Edit Policies, Save

 private:
  static ActResult not_able() { return Act{.ok = false, .said = "this driver cannot do that"}; }
};

}  // namespace rehearse::harness
