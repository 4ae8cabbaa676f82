#include "harness/sandbox/org_identity.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "harness/target/hosts.h"
#include "mocks/core/json.h"
#include "mocks/core/record_id.h"
#include "mocks/core/text.h"
#include "mocks/wire/uri.h"

namespace rehearse::harness {
namespace {

constexpr std::string_view kQuery =
    "SELECT Id, IsSandbox, TrialExpirationDate, OrganizationType FROM Organization";
constexpr std::string_view kDeveloper = "Developer Edition";

// Asking knows whom it asks, and how to refuse.
class Asking {
 public:
  Asking(const TargetFile& target, const std::string& access_token, wire::HttpCall& http)
      : target_(target),
        token_(access_token),
        http_(http),
        host_(origin_of(target.my_domain).value_or(wire::Uri{}).host) {}

  Trouble refuse(std::string what) const {
    return {Trouble::Kind::refused, std::move(what) + " Nothing was changed.", host_, false};
  }

  // The answer as an object; the path is one of the pinned org's.
  Result<Json, Trouble> get(const std::string& path, std::string_view about) {
    auto sent = http_.send(
        {.method = "GET",
         .url = target_.my_domain + path,
         .headers = {{"Authorization", "Bearer " + token_}, {"Accept", "application/json"}},
         .timeout = target_.limits.a_request});
    if (!sent) return sent.error();
    const int status = sent.value().status;
    if (status >= 300 && status < 400) return refuse(redirected(sent.value(), about));
    // The identity service says 403 and Bad_OAuth_Token where the APIs say 401.
    if (status == 401 || sent.value().body.find("_OAuth_Token") != std::string::npos)
      return refuse(
          fmt::format("{} takes the session no more (HTTP {}, asked for {}): log in again.", host_,
                      status, about));
    if (status == 403)
      return refuse(
          fmt::format("{} does not let this user see {} (HTTP 403): the user needs the "
                      "permission \"API Enabled\".",
                      host_, about));
    // No answer about who it is: another one may come.
    if (status == 429 || status >= 500) {
      Trouble unsure =
          refuse(fmt::format("{} answered HTTP {} instead of {}, so it cannot be told "
                             "to be the pinned sandbox: try again later.",
                             host_, status, about));
      unsure.kind = Trouble::Kind::bad_answer;
      return unsure;
    }
    if (status != 200)
      return refuse(
          fmt::format("{} answered HTTP {} instead of {}, so it cannot be told to be the "
                      "pinned sandbox: try again later.",
                      host_, status, about));
    auto parsed = parse_json(sent.value().body);
    if (!parsed || !parsed.value().is_object())
      return refuse(
          fmt::format("{} answered something else than {}, so it cannot be told to be "
                      "the pinned sandbox: open it in a browser and look.",
                      host_, about));
    return std::move(parsed).value();
  }

  // Null if the id is the pin.
  std::optional<Trouble> differs(const std::optional<std::string>& id,
                                 std::string_view about) const {
    if (!id)
      return refuse(
          fmt::format("{} names no organization id in {}, so it cannot be told to be the "
                      "pinned sandbox.",
                      host_, about));
    if (*id == target_.organization_id) return std::nullopt;
    const bool is_shown = is_record_id(*id) && id->starts_with("00D");
    return refuse(fmt::format(
        "{} says in {} that its organization id is {}, and the target file pins {}: it is another "
        "org, or the sandbox was refreshed; look, and write the id of 18 characters into the file.",
        host_, about, is_shown ? *id : "something else", target_.organization_id));
  }

  const std::string& host() const { return host_; }

 private:
  std::string redirected(const wire::WireResponse& answer, std::string_view about) const {
    const auto location = wire::header_of(answer.headers, "Location").value_or("");
    const auto uri = wire::parse_uri(wire::resolve(target_.my_domain, location));
    return fmt::format(
        "{} answered with a redirect to {} instead of {}; it was not followed, and the org cannot "
        "be told to be the pinned sandbox.",
        host_, uri && !uri->host.empty() ? uri->host : "nowhere", about);
  }

  const TargetFile& target_;
  const std::string& token_;
  wire::HttpCall& http_;
  std::string host_;
};

Result<OrgIdentity, Trouble> read_userinfo(Asking& asking) {
  constexpr std::string_view kAbout = "its userinfo";
  auto answer = asking.get("/services/oauth2/userinfo", kAbout);
  if (!answer) return answer.error();
  const Json& info = answer.value();
  if (auto other = asking.differs(string_member(info, "organization_id"), kAbout)) return *other;
  OrgIdentity identity{.organization_id = *string_member(info, "organization_id"),
                       .user_id = string_member(info, "user_id").value_or(""),
                       .username = string_member(info, "preferred_username").value_or("")};
  if (!identity.user_id.starts_with("005") || !is_record_id(identity.user_id) ||
      identity.username.empty() || has_control(identity.username))
    return asking.refuse(fmt::format(
        "{} does not say in {} who is logged in: the session needs the scope \"api\" or \"id\".",
        asking.host(), kAbout));
  identity.user_id = long_id(identity.user_id);
  return identity;
}

// sfdx-core: a sandbox is one without an end of its trial, a scratch org one with it.
Result<std::string, Trouble> kind_in(const Json& record, const TargetFile& target, bool second_flag,
                                     const Asking& asking) {
  const auto is_sandbox = bool_member(record, "IsSandbox");
  const Json* const trial = find_member(record, "TrialExpirationDate");
  const auto type = string_member(record, "OrganizationType");
  const bool has_trial = trial != nullptr && (trial->is_null() || trial->is_string());
  if (!is_sandbox || !has_trial || !type)
    return asking.refuse(fmt::format(
        "{} does not say whether it is a sandbox: its Organization record lacks {} or has it of "
        "another type.",
        asking.host(),
        !is_sandbox ? "IsSandbox" : (has_trial ? "OrganizationType" : "TrialExpirationDate")));
  if (*is_sandbox) return std::string(trial->is_null() ? "sandbox" : "scratch org");
  if (*type != kDeveloper)
    return asking.refuse(
        fmt::format("{} says that it is no sandbox: it may be production, and is left alone. Pin a "
                    "sandbox in the target file.",
                    asking.host()));
  if (!target.allow_developer_edition || !second_flag)
    return asking.refuse(
        fmt::format("{} is a Developer Edition and no sandbox: to work there all the same, say "
                    "\"allow_developer_edition\": true in the target file and add "
                    "--developer-edition to the command line.",
                    asking.host()));
  return std::string(kDeveloper);
}

}  // namespace

Result<OrgIdentity, Trouble> identify(const TargetFile& target, const std::string& access_token,
                                      bool second_flag, wire::HttpCall& http) {
  constexpr std::string_view kAbout = "its Organization record";
  Asking asking(target, access_token, http);
  auto identity = read_userinfo(asking);
  if (!identity) return identity;
  auto answer = asking.get(wire::with_query("/services/data/v" + target.api_version + "/query",
                                            {{"q", std::string(kQuery)}}),
                           kAbout);
  if (!answer) return answer.error();
  const Json* const records = find_member(answer.value(), "records");
  if (records == nullptr || !records->is_array() || records->size() != 1 ||
      !(*records)[0].is_object() || bool_member(answer.value(), "done") != true)
    return asking.refuse(
        fmt::format("{} did not answer with one Organization record, so it cannot be told to be "
                    "the pinned sandbox.",
                    asking.host()));
  const Json& record = (*records)[0];
  if (auto other = asking.differs(string_member(record, "Id"), kAbout)) return *other;
  auto kind = kind_in(record, target, second_flag, asking);
  if (!kind) return kind.error();
  identity.value().kind = kind.value();
  return identity;
}

}  // namespace rehearse::harness
