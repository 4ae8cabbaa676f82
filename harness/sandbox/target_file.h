#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "harness/target/curl_call.h"
#include "mocks/core/result.h"
#include "mocks/core/time.h"

namespace rehearse::harness {

// SecretSource says where a secret is: in the environment, in a file that only its owner may read
// (mode 0600), or with the person at the terminal. It never stands in a target file itself, nor on
// a command line. In a target file: {"env": "NAME"}, {"file": "PATH"} or {"prompt": "what"}.
struct SecretSource {
  enum class Kind : uint8_t { none, environment, file, prompt };
  Kind kind = Kind::none;
  std::string name{};  // of the variable, the file's path, or what is asked for
};

// OrgLogin is how the run becomes an administrator of the org.
struct OrgLogin {
  enum class Kind : uint8_t {
    sf_cli,         // of the Salesforce CLI: `sf org display`
    access_token,   // a session that exists
    refresh_token,  // RFC 6749 section 6; a rotated one is written back to its file
    jwt_bearer,     // RFC 7523, with a private key
    browser,        // a person logs in, and pastes the address where the browser ends
  };
  Kind kind = Kind::sf_cli;
  std::string username{};   // sf_cli: username or alias; jwt_bearer: the subject
  std::string client_id{};  // refresh_token, jwt_bearer; browser: PlatformCLI unless given
  SecretSource secret{};    // access_token: the token; refresh_token: the token; jwt_bearer: PEM
  SecretSource client_secret{};  // refresh_token, where the app has one
  std::string login_url{};       // https://test.salesforce.com unless given
};

// Limits bound what a run asks of the org.
struct OrgLimits {
  int token_requests = 60;  // a run
  int logins_a_minute = 5;
  int requests = 2'000;  // a run
  std::chrono::seconds a_request{30};
  std::chrono::seconds a_wait{600};  // for a person, a deploy or a change to spread
  std::chrono::seconds a_pause{60};  // that a scenario lets pass; what is longer is not run
};

// TargetFile is a file of `--target FILE`: where a scenario runs, without any secret.
struct TargetFile {
  enum class Salesforce : uint8_t { mock, sandbox };
  enum class Workato : uint8_t {
    mock,       // with a mock org only: both mocks, as `--target mock`
    engine,     // the mock engine plays Workato; authorization responses stay on this machine
                // (--driver api)
    workspace,  // a real workspace, over its Developer API
  };

  std::string path{};  // as given, for messages
  Salesforce salesforce = Salesforce::mock;
  std::string my_domain{};        // https://acme--uat.sandbox.my.salesforce.com
  std::string organization_id{};  // pinned: 18 characters
  std::string api_version{"67.0"};
  bool allow_developer_edition =
      false;  // the first of two flags: `--developer-edition` is the other
  OrgLogin login{};
  std::string name_prefix{"rehearse"};  // of everything that a run creates
  OrgLimits limits{};

  Workato workato = Workato::mock;
  std::string data_centre{"us"};
  // Of the engine: the addresses from which this machine reaches the org. They are added to each
  // refresh token allowlist that a run sets, which would keep the engine out otherwise.
  std::vector<std::string> addresses{};
  std::string workspace_id{};    // pinned, of a real workspace
  SecretSource workato_token{};  // of its API client

  // As curl has them. Without a proxy here, the environment's https_proxy and no_proxy count.
  std::string proxy{};  // http://[user@]host:port; a password comes from `proxy_password`
  SecretSource proxy_password{};
  std::string ca_file{};             // PEM, trusted instead of the system's authorities
  std::vector<HostRoute> resolve{};  // "host:port": "address:port", as curl's --connect-to
};

// Reads the text of a target file; `shown` is how messages call it. The error is one line for each
// thing that is wrong: file, line, path, what and the remedy. A secret in the file is refused by
// the member's name and never quoted.
Result<TargetFile, std::string> read_target_file(std::string_view text, const std::string& shown);

}  // namespace rehearse::harness
