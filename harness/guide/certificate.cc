#include "harness/guide/certificate.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "harness/matrix/summary.h"
#include "mocks/core/text.h"

namespace rehearse::harness {
namespace {

std::string times(uint64_t count) {
  if (count == 0) return "never";
  return count == 1 ? "once" : count == 2 ? "twice" : fmt::format("{} times", count);
}

std::string codes_sentence(const CodeCount& codes) {
  if (codes.asked == 0) return "Salesforce asked for no one-time password.";
  return fmt::format(
      "Salesforce asked for a one-time password {}; a right code was entered {}, a wrong one {}, "
      "and "
      "the code was {}.",
      times(codes.asked), times(codes.taken), times(codes.wrong),
      codes.resent == 0 ? "not sent again" : "sent again " + times(codes.resent));
}

// A setting of the app as it is entered on Salesforce's page.
struct Box {
  std::string_view name{}, label{};
  bool inverted = false;
};
constexpr Box kSecurity[] = {
    {"isConsumerSecretOptional", "Require secret for Web Server Flow", true},
    {"isSecretRequiredForRefreshToken", "Require secret for Refresh Token Flow"},
    {"isPkceRequired",
     "Require Proof Key for Code Exchange (PKCE) extension for Supported Authorization Flows"},
    {"isRefreshTokenRotationEnabled", "Enable Refresh Token Rotation"},
    {"isNamedUserJwtEnabled", "Issue JSON Web Token (JWT)-based access tokens for named users"},
    {"isEnforceRefreshTokenTTL", "Limit Idle Refresh Token Time-to-Live (TTL) to 30 Days"}};

// The scopes that the guide speaks of, as Salesforce's lists show them.
struct ScopeLabel {
  std::string_view name{}, label{};
};
constexpr ScopeLabel kScopes[] = {
    {"full", "Full access (full)"},
    {"api", "Manage user data via APIs (api)"},
    {"id", "Access the identity URL service (id, profile, email, address, phone)"},
    {"refresh_token", "Perform requests at any time (refresh_token, offline_access)"}};

std::string scope_label(const std::string& name) {
  const auto known = std::ranges::find(kScopes, name, &ScopeLabel::name);
  return known != std::end(kScopes) ? std::string(known->label) : name;
}

// Entries collects what is to be entered for an app.
class Entries {
 public:
  Entries(Certificate& certificate, const AppSeen& app) : certificate_(certificate), app_(app) {}

  // `wanted` is what the guide says, told where the app has it otherwise.
  void add(std::string_view place, std::string_view label, std::string value,
           std::string_view wanted = {}) {
    if (!wanted.empty() && departs(label)) value += fmt::format(" (the guide: {})", wanted);
    certificate_.to_copy.push_back({std::string(place), std::string(label), std::move(value)});
  }
  void text(std::string_view place, std::string_view label, std::string_view name,
            std::string_view wanted = {}) {
    add(place, label, string_member(app_.settings, name).value_or(""), wanted);
  }
  template <size_t kSize>
  void boxes(std::string_view place, const Box (&boxes)[kSize]) {
    for (const Box& box : boxes)
      this->box(place, box.label,
                bool_member(app_.settings, box.name).value_or(false) != box.inverted);
  }
  void box(std::string_view place, std::string_view label, bool on) {
    add(place, label, on ? "select" : "leave clear", on ? "leave clear" : "select");
  }
  const Json* list(std::string_view name) const {
    const Json* found = find_member(app_.settings, name);
    return found != nullptr && found->is_array() && !found->empty() ? found : nullptr;
  }

 private:
  bool departs(std::string_view label) const {
    return std::ranges::find(app_.departures, label, &Departure::label) != app_.departures.end();
  }

  Certificate& certificate_;
  const AppSeen& app_;
};

std::string scopes_text(const Entries& entries) {
  std::vector<std::string> labels;
  const Json* scopes = entries.list("scopes");
  for (const Json& scope : scopes != nullptr ? *scopes : Json::array()) {
    if (scope.is_string()) labels.push_back(scope_label(scope.get<std::string>()));
  }
  return join(labels, "; ");
}

std::string ranges_text(const Entries& entries) {
  std::vector<std::string> ranges;
  const Json* listed = entries.list("tokenIpRanges");
  for (const Json& range : listed != nullptr ? *listed : Json::array()) {
    const std::string start = string_member(range, "startIpAddress").value_or("");
    const std::string end = string_member(range, "endIpAddress").value_or("");
    ranges.push_back(start == end ? start : start + " to " + end);
  }
  return ranges.empty() ? "leave clear" : "select, with " + join(ranges, ", ");
}

void copy_app(Certificate& certificate, const AppSeen& app) {
  constexpr std::string_view kBasic = "Basic Information", kOauth = "API (Enable OAuth Settings)",
                             kFlow = "Flow Enablement", kBoxes = "Security";
  Entries entries(certificate, app);
  entries.text(kBasic, "External Client App Name", "label");
  entries.text(kBasic, "API Name", "apiName");
  entries.add(kBasic, "Contact Email", "your own");
  entries.text(kBasic, "Distribution State", "distributionState");
  entries.text(kOauth, "Callback URL", "callbackUrl", "https://www.workato.com/oauth/callback");
  entries.add(kOauth, "OAuth Scopes", scopes_text(entries), "full, api, id and refresh_token");
  entries.box(kFlow, "Enable Authorization Code and Credentials Flow",
              bool_member(app.settings, "isCodeCredFlowEnabled").value_or(false));
  entries.add(kFlow, "Every other flow", "leave clear");
  entries.boxes(kBoxes, kSecurity);
  entries.add(kBoxes, "Enforce Refresh Token IP Allowlist", ranges_text(entries));
}

// Names of people's choice stand in the sentences: a viewer must take none of it for markup.
std::string plain(std::string text) {
  return replace_all(replace_all(std::move(text), "&", "&amp;"), "<", "&lt;");
}
std::string as_code(std::string text) { return "`" + replace_all(std::move(text), "`", "'") + "`"; }

std::string life_sentence(const UsageLife& life) {
  std::string sentence = in_one_sentence(life.meaning, fate_text(life.story));
  const std::string& remedy = life.story.remedy;
  return life.story.works || remedy.empty() ? sentence : sentence + " " + remedy;
}

}  // namespace

CodeCount count_codes(const Trail& trail) {
  constexpr std::string_view kAsked = "otp_required";
  CodeCount codes;
  codes.resent = trail.refused("resend_code", "GET", kAsked);
  codes.asked = codes.resent + trail.refused("consumer_details", "GET", kAsked);
  codes.taken = trail.worked("verify_identity", "POST");
  codes.wrong = trail.refused("verify_identity", "POST");
  return codes;
}

Certificate certificate_of(const Snapshot& snapshot, const Advice& advice, const WhatIf& what_if) {
  Certificate certificate{.title = "Rehearsal of the custom OAuth profile for Salesforce",
                          .finished = advice.finished,
                          .done = advice.done,
                          .of = advice.of,
                          .codes = codes_sentence(count_codes(snapshot.trail)),
                          .health = health_of(snapshot).sentence,
                          .remarks = advice.remarks};
  for (const std::string& sentence : what_if.blocked) certificate.lives.push_back(sentence);
  if (what_if.blocked.empty()) {
    for (const UsageLife& life : what_if.lives) certificate.lives.push_back(life_sentence(life));
  }
  if (const ProfileSeen* profile = snapshot.profile())
    certificate.to_copy.push_back({"Workato: custom OAuth profile", "Name", profile->name});
  if (const AppSeen* app = snapshot.app()) copy_app(certificate, *app);
  return certificate;
}

std::string certificate_text(const Certificate& certificate) {
  std::string text = fmt::format("# {}\n\n{}\n\n", certificate.title, summary_line(certificate));
  text += "Done on a mock; nothing reached Salesforce or Workato.\n\n";
  text += fmt::format("- {}\n- {}\n", certificate.codes, plain(certificate.health));
  text += "\n## What is not as the guide says\n\n";
  if (certificate.remarks.empty()) text += "Nothing.\n";
  for (const Remark& remark : certificate.remarks)
    text += fmt::format("- {} {}\n", plain(remark.sentence), plain(remark.remedy));
  text += "\n## How long the connection lives\n\n";
  if (certificate.lives.empty()) text += "There is no app yet.\n";
  for (const std::string& life : certificate.lives) text += fmt::format("- {}\n", plain(life));
  text +=
      "\n## What to enter in the real org\n\nThe consumer key and secret come from the real "
      "org; those of the mock are of no use there.\n";
  std::string_view place;
  for (const Certificate::Entry& entry : certificate.to_copy) {
    if (entry.place != place) text += fmt::format("\n### {}\n\n", entry.place);
    place = entry.place;
    text += fmt::format("- {}: {}\n", entry.label, as_code(entry.value));
  }
  return text;
}

std::string summary_line(const Certificate& certificate) {
  const size_t differs = certificate.remarks.size();
  const std::string rest = differs == 0   ? "nothing differs from the guide"
                           : differs == 1 ? "1 thing to look at"
                                          : fmt::format("{} things to look at", differs);
  return fmt::format("{}: {} of {} steps done, {}.",
                     certificate.finished ? "Certificate" : "Not finished", certificate.done,
                     certificate.of, rest);
}

}  // namespace rehearse::harness
