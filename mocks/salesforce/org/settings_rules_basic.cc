#include <fmt/format.h>

#include <algorithm>

#include "mocks/core/text.h"
#include "mocks/salesforce/org/settings_rules.h"
#include "mocks/salesforce/pages/setup_labels.h"
#include "mocks/salesforce/reasons.h"
#include "mocks/wire/uri.h"

namespace rehearse::salesforce {
namespace {

bool is_letter(char character) {
  return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z');
}

bool is_digit(char character) { return character >= '0' && character <= '9'; }

bool is_space(char character) {
  return std::string_view(" \t\r\n\f\v").find(character) != std::string_view::npos;
}

size_t characters(std::string_view text) {
  return size_t(std::ranges::count_if(text, [](char byte) { return (byte & 0xc0) != 0x80; }));
}

bool is_email(std::string_view text) {
  const size_t at = text.find('@');
  if (at == 0 || at == std::string_view::npos || at != text.rfind('@')) return false;
  const std::string_view domain = text.substr(at + 1);
  const bool has_odd_byte = std::ranges::any_of(text, [](char character) {
    return uint8_t(character) <= 0x20 || character == 0x7f ||
           std::string_view("<>()[],;:\\\"").find(character) != std::string_view::npos;
  });
  const std::vector<std::string> labels = split(domain, '.');
  const bool has_gap = std::ranges::any_of(labels, &std::string::empty);
  return !has_odd_byte && !has_gap && labels.size() >= 2 && text.find("..") == text.npos;
}

// The optional fields of Basic Information.
template <class Report>
void check_extras(const oauth::AppSettings& settings, const Report& report) {
  const auto check_link = [&](std::string_view field, std::string_view name,
                              const std::string& link) {
    if (link.empty()) return;
    const std::optional<wire::Uri> uri = wire::parse_uri(link);
    const bool is_web = uri && !uri->host.empty() && uri->scheme.starts_with("http");
    if (is_web && characters(link) <= kLinkMost) return;
    report(field, name, fmt::format("Enter a web address of at most {} characters.", kLinkMost),
           reason::link_malformed);
  };
  check_link("infoUrl", label::kInfoUrl, settings.info_url);
  check_link("logoUrl", label::kLogoUrl, settings.logo_url);
  check_link("iconUrl", label::kIconUrl, settings.icon_url);
  if (characters(settings.contact_phone) > kPhoneMost || has_control(settings.contact_phone) ||
      !is_utf8(settings.contact_phone)) {
    report("contactPhone", label::kContactPhone,
           fmt::format("Enter a phone number of at most {} characters.", kPhoneMost),
           reason::contact_phone_malformed);
  }
}

}  // namespace

// The guide's rules for the API Name field, which are Salesforce's rules for developer names.
void check_api_name(const std::string& name, SettingProblems& problems) {
  const auto report = [&](std::string message, const Reason& reason) {
    problems.push_back({"apiName", std::string(label::kApiName), std::move(message), &reason});
  };
  if (name.empty()) {
    report("Complete this field: the API Name is required.", reason::api_name_missing);
    return;
  }
  if (std::ranges::any_of(name, [](char character) {
        return !is_letter(character) && !is_digit(character) && character != '_' &&
               !is_space(character);
      })) {
    report("The API Name can only contain underscores and alphanumeric characters.",
           reason::api_name_characters);
  }
  if (!is_letter(name.front())) {
    report("The API Name must begin with a letter.", reason::api_name_start);
  }
  if (std::ranges::any_of(name, is_space)) {
    report("The API Name must not include spaces.", reason::api_name_space);
  }
  if (name.back() == '_') {
    report("The API Name must not end with an underscore.", reason::api_name_end);
  }
  if (name.find("__") != std::string::npos) {
    report("The API Name must not contain two consecutive underscores.",
           reason::api_name_consecutive_underscores);
  }
  if (characters(name) > kNameMost) {
    report(fmt::format("The API Name can have at most {} characters.", kNameMost),
           reason::api_name_length);
  }
}

void check_basics(const oauth::AppSettings& settings, SettingProblems& problems) {
  const auto report = [&](std::string_view field, std::string_view name, std::string message,
                          const Reason& reason) {
    problems.push_back({std::string(field), std::string(name), std::move(message), &reason});
  };
  if (trim(settings.label).empty()) {
    report("label", label::kName, "Complete this field: the External Client App Name is required.",
           reason::label_missing);
  } else if (characters(settings.label) > kNameMost || has_control(settings.label) ||
             !is_utf8(settings.label)) {
    report("label", label::kName,
           fmt::format("The External Client App Name can have at most {} characters and no "
                       "control characters.",
                       kNameMost),
           reason::label_malformed);
  }
  if (settings.contact_email.empty()) {
    report("contactEmail", label::kContactEmail,
           "Complete this field: the Contact Email is required.", reason::contact_email_missing);
  } else if (!is_email(settings.contact_email) || characters(settings.contact_email) > kEmailMost) {
    report("contactEmail", label::kContactEmail,
           "Enter a valid email address, such as name@example.com.",
           reason::contact_email_malformed);
  }
  check_extras(settings, report);
  if (characters(settings.description) > kDescriptionMost || !is_utf8(settings.description)) {
    report("description", label::kDescription,
           fmt::format("The Description can have at most {} characters.", kDescriptionMost),
           reason::description_length);
  }
}

}  // namespace rehearse::salesforce
