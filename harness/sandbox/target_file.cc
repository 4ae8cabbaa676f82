#include "harness/sandbox/target_file.h"

#include <arpa/inet.h>
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "harness/sandbox/target_members.h"
#include "harness/scenario/member_reader.h"
#include "harness/scenario/problem.h"
#include "harness/target/hosts.h"
#include "mocks/core/record_id.h"
#include "mocks/core/text.h"
#include "mocks/known_names.h"

namespace rehearse::harness {
namespace {

constexpr size_t kLongestFile = 64 * 1024;
constexpr int kMostTokenRequests = 60, kMostLogins = 5, kMostRequests = 20'000;
constexpr int kLongestRequest = 120, kLongestWait = 3'600;  // seconds
constexpr int kOldestVersion = 60;
constexpr size_t kMostAddresses = 8;
constexpr size_t kShortestPrefix = 3, kLongestPrefix = 20;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// Which orgs a pin may name is decided again by the guard; here it is only told early.
void read_my_domain(MemberReader& reader, TargetFile& target, Problems& problems) {
  const std::string text = reader.text("my_domain", MemberReader::Need::required);
  if (text.empty()) return;
  const std::string path = reader.path_of("my_domain");
  const auto uri = origin_of(text);
  if (!uri || uri->scheme != "https" || (!uri->port.empty() && uri->port != "443"))
    return problems.add(path,
                        "takes the org's address over https, without a path, such as "
                        "https://acme--uat.sandbox.my.salesforce.com");
  target.my_domain = "https://" + uri->host;
  if (is_my_domain_host(uri->host) &&
      (is_sandbox_host(uri->host) || target.allow_developer_edition))
    return;
  if (is_my_domain_host(uri->host))
    return problems.add(path, fmt::format("{} is no sandbox's host: give one under "
                                          ".sandbox.my.salesforce.com or .scratch.my."
                                          "salesforce.com; a Developer Edition needs "
                                          "\"allow_developer_edition\": true",
                                          uri->host));
  problems.add(path, fmt::format("{} is no org's My Domain: Setup shows it under My Domain, and "
                                 "`sf org display` as Instance Url",
                                 uri->host));
}

void read_organization_id(MemberReader& reader, TargetFile& target, Problems& problems) {
  const std::string id = reader.text("organization_id", MemberReader::Need::required);
  if (id.empty()) return;
  const std::string path = reader.path_of("organization_id");
  target.organization_id = id;
  if (id.size() == 15 && is_record_id(id) && id.starts_with("00D"))
    return problems.add(path, fmt::format("has 15 characters; the pin takes all 18: \"{}\", if "
                                          "each letter's case is right",
                                          long_id(id)));
  if (id.size() != 18 || !id.starts_with("00D"))
    return problems.add(path,
                        "takes the 18 characters of an organization id, which starts with 00D "
                        "(Setup, Company Information; `sf org display`)");
  if (!is_record_id(id))
    problems.add(path,
                 "is mistyped: the last three characters don't check the first 15; copy it again");
}

void read_version(MemberReader& reader, TargetFile& target, Problems& problems) {
  const std::string text = reader.text("api_version");
  if (text.empty()) return;
  const bool has_form =
      text.size() == 4 && is_digit(text[0]) && is_digit(text[1]) && text.ends_with(".0");
  if (has_form && std::stoi(text.substr(0, 2)) >= kOldestVersion) {
    target.api_version = text;
    return;
  }
  problems.add(
      reader.path_of("api_version"),
      fmt::format("takes a version of the API as a text, \"{}.0\" or later", kOldestVersion));
}

void read_prefix(MemberReader& reader, TargetFile& target, Problems& problems) {
  const std::string text = reader.text("name_prefix");
  if (text.empty()) return;
  bool is_name = text.size() >= kShortestPrefix && text.size() <= kLongestPrefix &&
                 is_letter(text[0]) && text.back() != '_' && text.find("__") == text.npos;
  for (const char c : text) is_name = is_name && (is_letter(c) || is_digit(c) || c == '_');
  if (is_name) {
    target.name_prefix = text;
    return;
  }
  problems.add(reader.path_of("name_prefix"),
               fmt::format("takes {} to {} letters, digits and single underscores, a letter first",
                           kShortestPrefix, kLongestPrefix));
}

void read_limits(MemberReader& parent, OrgLimits& limits, Problems& problems) {
  const Json* object = parent.object("limits");
  if (object == nullptr) return;
  MemberReader reader(*object, parent.path_of("limits"), "\"limits\"", problems);
  const auto number = [&](std::string_view key, int most, auto& into) {
    const auto value = reader.integer(key);
    if (!value) return;
    if (*value >= 1 && *value <= most) {
      into = std::decay_t<decltype(into)>(int(*value));
      return;
    }
    problems.add(reader.path_of(key), fmt::format("takes a number from 1 to {}", most));
  };
  number("token_requests", kMostTokenRequests, limits.token_requests);
  number("logins_a_minute", kMostLogins, limits.logins_a_minute);
  number("requests", kMostRequests, limits.requests);
  number("request_seconds", kLongestRequest, limits.a_request);
  number("wait_seconds", kLongestWait, limits.a_wait);
  number("pause_seconds", kLongestWait, limits.a_pause);
  reader.refuse_others();
}

void read_sandbox(MemberReader& reader, const SecretReader& secrets, TargetFile& target,
                  Problems& problems) {
  target.allow_developer_edition = reader.boolean("allow_developer_edition");
  read_my_domain(reader, target, problems);
  read_organization_id(reader, target, problems);
  read_version(reader, target, problems);
  read_prefix(reader, target, problems);
  read_limits(reader, target.limits, problems);
  const Json* login = reader.object("login");
  if (login == nullptr) {
    if (reader.anything("login") == nullptr)
      problems.add(reader.path_of("login"),
                   "says how the run logs in: {\"kind\": \"sf_cli\", \"username\": \"ALIAS\"} "
                   "takes a login of the Salesforce CLI");
    return;
  }
  read_login(*login, reader.path_of("login"), secrets, target, problems);
}

bool is_address(const std::string& text) {
  in6_addr bytes{};
  return inet_pton(AF_INET, text.c_str(), &bytes) == 1 ||
         inet_pton(AF_INET6, text.c_str(), &bytes) == 1;
}

void read_addresses(MemberReader& reader, TargetFile& target, Problems& problems) {
  const Json* list = reader.anything("addresses");
  if (list == nullptr) return;
  bool is_list = list->is_array() && list->size() <= kMostAddresses;
  for (const Json& one : is_list ? *list : Json::array()) {
    is_list = is_list && one.is_string() && is_address(one.get<std::string>());
    if (is_list) target.addresses.push_back(one.get<std::string>());
  }
  if (!is_list)
    problems.add(reader.path_of("addresses"),
                 fmt::format("takes up to {} addresses, IPv4 or IPv6, from which this machine "
                             "reaches the org",
                             kMostAddresses));
}

void read_workspace(MemberReader& reader, const SecretReader& secrets, TargetFile& target,
                    Problems& problems) {
  const std::vector<std::string> centres = data_centre_names();
  const std::string centre = reader.text("data_centre");
  if (!centre.empty()) target.data_centre = centre;
  if (std::find(centres.begin(), centres.end(), target.data_centre) == centres.end())
    problems.add(reader.path_of("data_centre"),
                 fmt::format("is one of {}{}", join(centres, ", "),
                             did_you_mean(target.data_centre, centres)));
  if (target.workato == TargetFile::Workato::engine) read_addresses(reader, target, problems);
  if (target.workato != TargetFile::Workato::workspace) return;
  target.workspace_id = reader.text("workspace_id", MemberReader::Need::required);
  const std::string& id = target.workspace_id;
  if (!std::all_of(id.begin(), id.end(), is_digit) || id.size() > 20)
    problems.add(reader.path_of("workspace_id"),
                 "takes the number that the workspace's settings show");
  target.workato_token = secrets.read(reader, "token", MemberReader::Need::required);
}

void read_pair(const Json& object, const SecretReader& secrets, TargetFile& target,
               Problems& problems) {
  using Need = MemberReader::Need;
  MemberReader top(object, "$", "a target file", problems);
  const Json* const org = top.object("salesforce");
  const Json* const workato = top.object("workato");
  const Json* const network = top.object("network");
  (void)top.text("$schema");
  for (const char* name : {"salesforce", "workato"}) {
    if (top.anything(name) == nullptr)
      problems.add("$", fmt::format("a target file needs the member \"{}\"", name));
  }
  bool has_both = org != nullptr && workato != nullptr;
  if (org != nullptr) {
    MemberReader reader(*org, "$.salesforce", "\"salesforce\"", problems);
    const auto kind = read_choice(reader, "kind", {"mock", "sandbox"}, Need::required, problems);
    has_both = has_both && kind.has_value();
    target.salesforce = TargetFile::Salesforce(kind.value_or(0));
    if (kind == 1U) read_sandbox(reader, secrets, target, problems);
    if (kind) reader.refuse_others();
  }
  if (workato != nullptr) {
    MemberReader reader(*workato, "$.workato", "\"workato\"", problems);
    const auto kind =
        read_choice(reader, "kind", {"mock", "engine", "workspace"}, Need::required, problems);
    has_both = has_both && kind.has_value();
    target.workato = TargetFile::Workato(kind.value_or(0));
    if (kind) read_workspace(reader, secrets, target, problems);
    if (kind) reader.refuse_others();
  }
  if (network != nullptr) read_network(*network, secrets, target, problems);
  top.refuse_others();
  if (!has_both) return;
  const bool is_real = target.salesforce == TargetFile::Salesforce::sandbox;
  if (is_real && target.workato == TargetFile::Workato::mock)
    problems.add("$.workato.kind",
                 "a sandbox goes with \"engine\", which calls it from this machine, or with "
                 "\"workspace\"");
  if (!is_real && target.workato != TargetFile::Workato::mock)
    problems.add("$.workato.kind",
                 "a mock org goes with \"mock\": nothing real is to get hold of a mock's tokens, "
                 "nor a mock of a real one's");
}

}  // namespace

Result<TargetFile, std::string> read_target_file(std::string_view text, const std::string& shown) {
  if (text.size() > kLongestFile)
    return fmt::format("{}: a target file is not longer than {} bytes; this one has {}.", shown,
                       kLongestFile, text.size());
  const auto parsed = parse_json(text, JsonComments::allow);
  if (!parsed) return fmt::format("{}: {}", shown, parsed.error());
  Problems problems(shown, Lines(text));
  TargetFile target;
  target.path = shown;
  if (parsed.value().is_object()) {
    const Json object = without_secrets(parsed.value(), "$", problems);
    const SecretReader secrets(std::filesystem::path(shown).parent_path(), problems);
    read_pair(object, secrets, target, problems);
  } else {
    problems.add("$", "a target file is an object with the members \"salesforce\" and \"workato\"");
  }
  if (problems.empty()) return target;
  std::vector<std::string> lines;
  for (const Problem& problem : problems.in_order()) lines.push_back(to_text(problem));
  return join(lines, "\n");
}

}  // namespace rehearse::harness
