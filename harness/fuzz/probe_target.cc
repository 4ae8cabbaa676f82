#include "harness/fuzz/probe_target.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "harness/scenario/member_reader.h"
#include "harness/scenario/problem.h"
#include "harness/target/hosts.h"
#include "mocks/core/json.h"
#include "mocks/core/redact.h"

namespace rehearse::harness {
namespace {

constexpr size_t kLongestFile = 64 * 1024;
constexpr int kMostRate = 100'000, kMostRequests = 100'000, kLongestDeadline = 60'000;
constexpr int kUsualForeignRate = 2;

std::string read_origin(MemberReader& reader, std::string_view key, MemberReader::Need need,
                        Problems& problems) {
  const std::string text = reader.text(key, need);
  if (text.empty()) return text;
  const auto uri = origin_of(text);
  if (uri) return uri->origin();
  problems.add(reader.path_of(key),
               "takes the origin of a server, such as http://127.0.0.1:40001, without a path");
  return {};
}

int read_number(MemberReader& reader, std::string_view key, int least, int most,
                Problems& problems) {
  const auto number = reader.integer(key);
  if (!number) return 0;
  if (*number >= least && *number <= most) return int(*number);
  problems.add(reader.path_of(key), fmt::format("takes a number from {} to {}", least, most));
  return 0;
}

void read_dials(MemberReader& reader, ProbeTarget& target, Problems& problems) {
  const Json* dials = reader.object("dials");
  if (dials == nullptr) return;
  for (const auto& [name, value] : dials->items()) {
    if (value.is_string()) {
      target.dials.emplace_back(name, value.get<std::string>());
    } else {
      problems.add(member_path(reader.path_of("dials"), name),
                   "takes a text, as `rehearse fidelity` shows it");
    }
  }
}

// A secret in the file is refused by its name, before anything could quote it.
Json without_secrets(const Json& object, Problems& problems) {
  Json rest = Json::object();
  for (const auto& [name, value] : object.items()) {
    if (!is_secret_name(name)) {
      rest[name] = value;
      continue;
    }
    problems.add(member_path("$", name),
                 "the probe needs no secret and sends none: take it out of the file, and replace "
                 "it in the org if it is a real one");
  }
  return rest;
}

ProbeTarget read_members(MemberReader& reader, Problems& problems) {
  ProbeTarget target;
  target.salesforce = read_origin(reader, "salesforce", MemberReader::Need::required, problems);
  target.control = read_origin(reader, "control", MemberReader::Need::optional, problems);
  target.ca = reader.text("ca");
  target.client_id = reader.text("client_id");
  target.redirect_uri = reader.text("redirect_uri");
  const std::string mode = reader.text("org_mode");
  if (!mode.empty()) target.org_mode = mode;
  if (target.org_mode != "legacy" && target.org_mode != "locked-2026")
    problems.add("$.org_mode", "is legacy or locked-2026");
  read_dials(reader, target, problems);
  target.allow_parameter_probe = reader.boolean("allow_parameter_probe");
  target.requests_per_second = read_number(reader, "requests_per_second", 1, kMostRate, problems);
  target.most_requests = read_number(reader, "most_requests", 1, kMostRequests, problems);
  const int deadline = read_number(reader, "deadline_ms", 1, kLongestDeadline, problems);
  if (deadline > 0) target.deadline = std::chrono::milliseconds(deadline);
  reader.refuse_others();
  return target;
}

std::string lines_of(const Problems& problems) {
  std::string text;
  for (const Problem& problem : problems.in_order())
    text += (text.empty() ? "" : "\n") + to_text(problem);
  return text;
}

}  // namespace

bool ProbeTarget::is_loopback() const {
  const auto uri = origin_of(salesforce);
  return uri && is_loopback_host(uri->host);
}

std::optional<std::string> why_not_probed(const ProbeTarget& target) {
  const auto uri = origin_of(target.salesforce);
  if (!uri) return "the target names no origin to probe.";
  if (!target.control.empty()) {
    const auto control = origin_of(target.control);
    if (!control || !is_loopback_host(control->host) || !is_loopback_host(uri->host))
      return "a control listener goes with a mock on this machine: both \"salesforce\" and "
             "\"control\" must be on 127.0.0.0/8, [::1] or localhost.";
  }
  if (is_loopback_host(uri->host)) return std::nullopt;
  if (!target.allow_parameter_probe)
    return fmt::format(
        "{} is not on this machine, so nothing was sent; a sandbox of your own may be probed with "
        "\"allow_parameter_probe\": true in the target file.",
        uri->host);
  if (!is_sandbox_host(uri->host))
    return fmt::format(
        "{} is no sandbox, so nothing was sent; only *.sandbox.my.salesforce.com, "
        "*.scratch.my.salesforce.com and test.salesforce.com are probed.",
        uri->host);
  if (uri->scheme != "https" || (!uri->port.empty() && uri->port != "443"))
    return fmt::format("{} is probed over https at its usual port only; nothing was sent.",
                       uri->host);
  if (target.requests_per_second > kMostForeignRate || target.most_requests > kMostForeignRequests)
    return fmt::format(
        "{}: at most {} requests a second and {} a run go to a sandbox; lower "
        "\"requests_per_second\" or \"most_requests\".",
        uri->host, kMostForeignRate, kMostForeignRequests);
  if (target.requests_per_second < 1 || target.most_requests < 1)
    return fmt::format(
        "{}: a sandbox is probed with a bound only; give \"requests_per_second\" and "
        "\"most_requests\" of at least 1.",
        uri->host);
  return std::nullopt;
}

Result<ProbeTarget, std::string> read_probe_target(std::string_view text,
                                                   const std::string& shown) {
  if (text.size() > kLongestFile)
    return fmt::format("{}: a target file is not longer than {} bytes; this one has {}.", shown,
                       kLongestFile, text.size());
  const auto parsed = parse_json(text, JsonComments::allow);
  if (!parsed) return fmt::format("{}: {}", shown, parsed.error());
  Problems problems(shown, Lines(text));
  if (!parsed.value().is_object()) {
    problems.add("$", "a target file is an object with the member \"salesforce\"");
    return lines_of(problems);
  }
  const Json object = without_secrets(parsed.value(), problems);
  MemberReader reader(object, "$", "a target file", problems);
  ProbeTarget target = read_members(reader, problems);
  if (!problems.empty()) return lines_of(problems);
  if (!target.is_loopback()) {
    if (target.requests_per_second == 0) target.requests_per_second = kUsualForeignRate;
    if (target.most_requests == 0) target.most_requests = kMostForeignRequests;
  }
  return target;
}

}  // namespace rehearse::harness
