#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "harness/sandbox/login_kinds.h"
#include "harness/target/child.h"
#include "mocks/core/text.h"

// A login of the Salesforce CLI.
namespace rehearse::harness {
namespace {

// Warnings and notices of updates may stand around the object.
std::optional<Json> object_in(const std::string& text) {
  const size_t end = text.rfind('}');
  for (size_t start = text.find('{'); start < end && end != text.npos;
       start = text.find('{', start + 1)) {
    if (start > 0 && text[start - 1] != '\n') continue;
    auto parsed = parse_json(std::string_view(text).substr(start, end - start + 1));
    if (parsed && parsed.value().is_object()) return std::move(parsed).value();
  }
  return std::nullopt;
}

class Cli {
 public:
  Cli(const TargetFile& target, const LoginTools& tools)
      : target_(target), tools_(tools), sf_(path_of_program("sf")) {}

  bool is_there() const { return !sf_.empty(); }

  // What a command says as JSON. Its output holds secrets and goes nowhere else.
  Result<Json, Trouble> run(std::vector<std::string> words) const {
    words.insert(words.begin(), sf_);
    words.insert(words.end(), {"--target-org", name(), "--json"});
    const auto outcome = run_child({words,
                                    {{"SF_AUTOUPDATE_DISABLE", "true"},
                                     {"SF_SKIP_NEW_VERSION_CHECK", "true"},
                                     {"SF_DISABLE_TELEMETRY", "true"},
                                     {"FORCE_COLOR", "0"},
                                     {"NO_COLOR", "1"}}},
                                   int(kMost.count()), [&] { return !tools_.interrupted(); });
    if (!outcome && tools_.interrupted())
      return Trouble{Trouble::Kind::interrupted, "the run was interrupted", "sf", false};
    if (!outcome)
      return trouble(
          fmt::format("sf did not answer within {} s: try `sf org display --target-org "
                      "{}` yourself.",
                      kMost.count(), name()));
    auto said = object_in(outcome->text);
    if (!said)
      return trouble(
          fmt::format("sf gave no JSON (exit code {}): try `sf org display --target-org "
                      "{} --json` yourself.",
                      outcome->exit_code, name()));
    const Json* const result = find_member(*said, "result");
    if (outcome->exit_code == 0 && result != nullptr && !result->is_null()) return *result;
    return trouble(refusal(*said));
  }

  Trouble trouble(std::string what) const { return login_trouble("sf", std::move(what)); }
  std::string login_again() const {
    return fmt::format("run: sf org login web --instance-url {} --alias {}", target_.my_domain,
                       name());
  }
  const std::string& name() const { return target_.login.username; }

 private:
  static constexpr std::chrono::seconds kMost{60};  // it is slow to start

  std::string refusal(const Json& said) const {
    const std::string error = string_member(said, "name").value_or("");
    return fmt::format("sf has no login \"{}\" that works{}: {}", name(),
                       is_plain_name(error) ? " (" + error + ")" : "", login_again());
  }

  const TargetFile& target_;
  const LoginTools& tools_;
  std::string sf_;
};

// Since May 2026 `org display` has a note in the token's place.
bool is_session(const std::string& token) {
  return token.starts_with("00D") && token.find('!') != std::string::npos && !has_control(token) &&
         token.find(' ') == std::string::npos;
}

}  // namespace

Result<OrgSession, Trouble> log_in_by_cli(const TargetFile& target, const LoginTools& tools) {
  const Cli cli(target, tools);
  if (!cli.is_there())
    return cli.trouble(
        "there is no program sf on the PATH: install the Salesforce CLI (npm install --global "
        "@salesforce/cli), or take another kind of login in the target file.");
  auto shown = cli.run({"org", "display"});
  if (!shown) return shown.error();
  OrgSession session{string_member(shown.value(), "accessToken").value_or(""),
                     string_member(shown.value(), "instanceUrl").value_or(""),
                     string_member(shown.value(), "username").value_or("")};
  if (!is_session(session.access_token)) {
    auto token = cli.run({"org", "auth", "show-access-token"});
    if (!token && token.error().kind == Trouble::Kind::interrupted) return token.error();
    if (token)
      session.access_token = token.value().is_string()
                                 ? token.value().get<std::string>()
                                 : string_member(token.value(), "accessToken").value_or("");
  }
  if (!is_session(session.access_token))
    return cli.trouble(fmt::format(
        "sf keeps the access token of \"{}\" to itself: try `sf org auth show-access-token "
        "--target-org {}`; if sf doesn't know that command, update it (npm install --global "
        "@salesforce/cli).",
        cli.name(), cli.name()));
  const auto connected = string_member(shown.value(), "connectedStatus");
  if (connected && *connected != "Connected" && *connected != "Unknown")
    return cli.trouble(
        fmt::format("sf's login \"{}\" does not work any more: {}", cli.name(), cli.login_again()));
  return session;
}

}  // namespace rehearse::harness
