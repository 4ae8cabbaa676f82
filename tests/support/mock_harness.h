#pragma once

#include <gmock/gmock.h>

#include <string>
#include <string_view>
#include <vector>

#include "harness/driver/driver.h"
#include "harness/driver/page_session.h"
#include "harness/target/target.h"
#include "mocks/wire/http_call.h"

namespace rehearse::harness {

class MockHttpCall : public wire::HttpCall {
 public:
  using Answer = Result<wire::WireResponse, Trouble>;
  MOCK_METHOD(Answer, send, (const wire::HttpRequest&), (override));
};

class MockTarget : public Target {
 public:
  using Answer = Result<ControlAnswer, Trouble>;
  MOCK_METHOD(bool, can, (std::string_view), (const, override));
  MOCK_METHOD(const Sites&, sites, (), (const, override));
  MOCK_METHOD(wire::HttpCall&, http, (), (override));
  MOCK_METHOD(Entropy&, entropy, (), (override));
  MOCK_METHOD(Answer, control, (std::string_view, std::string_view, std::string_view), (override));
};

class MockPageSession : public PageSession {
 public:
  using Text = Result<std::string, PageProblem>;
  MOCK_METHOD(PageResult, open, (const std::string&), (override));
  MOCK_METHOD(PageResult, fill, (std::string_view, std::string_view), (override));
  MOCK_METHOD(PageResult, check, (std::string_view, bool), (override));
  MOCK_METHOD(PageResult, select, (std::string_view, const std::vector<std::string>&), (override));
  MOCK_METHOD(PageResult, click, (std::string_view), (override));
  MOCK_METHOD(Text, read, (std::string_view), (override));
  MOCK_METHOD(std::vector<std::string>, options, (std::string_view), (override));
  MOCK_METHOD(bool, has_field, (std::string_view), (override));
  MOCK_METHOD(bool, has_button, (std::string_view), (override));
  MOCK_METHOD(std::string, title, (), (override));
  MOCK_METHOD(std::string, text, (), (override));
  MOCK_METHOD(std::string, url, (), (override));
  MOCK_METHOD(std::vector<std::string>, alerts, (), (override));
  MOCK_METHOD(std::vector<std::string>, notices, (), (override));
  MOCK_METHOD(size_t, open_tab, (), (override));
  MOCK_METHOD(PageResult, switch_tab, (size_t), (override));
  MOCK_METHOD(size_t, tab, (), (override));
  MOCK_METHOD(void, stop_before, (std::string), (override));
};

class MockDriver : public Driver {
 public:
  using Text = const std::string&;
  MOCK_METHOD(std::string_view, name, (), (const, override));
  MOCK_METHOD(ActResult, workato_sign_in, (), (override));
  MOCK_METHOD(ActResult, workato_open_profiles, (), (override));
  MOCK_METHOD(ActResult, workato_new_profile, (), (override));
  MOCK_METHOD(ActResult, workato_open_profile, (Text), (override));
  MOCK_METHOD(ActResult, workato_select_application, (Text), (override));
  MOCK_METHOD(ActResult, workato_name_profile, (Text), (override));
  MOCK_METHOD(ActResult, workato_create_new_app, (), (override));
  MOCK_METHOD(ActResult, workato_enter_client_id, (Text), (override));
  MOCK_METHOD(ActResult, workato_enter_client_secret, (Text), (override));
  MOCK_METHOD(ActResult, workato_save, (), (override));
  MOCK_METHOD(ActResult, workato_done, (), (override));
  MOCK_METHOD(ActResult, workato_new_connection, (const Json&), (override));
  MOCK_METHOD(ActResult, workato_connect, (Text, Text), (override));
  MOCK_METHOD(ActResult, workato_run_job, (), (override));
  MOCK_METHOD(ActResult, workato_connection_status, (), (override));
  MOCK_METHOD(ActResult, salesforce_sign_in, (Text, Text), (override));
  MOCK_METHOD(ActResult, salesforce_open_app_manager, (), (override));
  MOCK_METHOD(ActResult, app_new, (), (override));
  MOCK_METHOD(ActResult, app_set, (const Json&), (override));
  MOCK_METHOD(ActResult, app_create, (), (override));
  MOCK_METHOD(ActResult, app_open, (Text), (override));
  MOCK_METHOD(ActResult, app_open_settings, (), (override));
  MOCK_METHOD(ActResult, app_open_oauth_settings, (), (override));
  MOCK_METHOD(ActResult, app_open_credentials, (), (override));
  MOCK_METHOD(ActResult, app_verify_identity, (Text), (override));
  MOCK_METHOD(ActResult, app_resend_code, (), (override));
  MOCK_METHOD(ActResult, app_read_key, (), (override));
  MOCK_METHOD(ActResult, app_read_secret, (), (override));
  MOCK_METHOD(ActResult, app_edit, (const Json&), (override));
};

}  // namespace rehearse::harness
