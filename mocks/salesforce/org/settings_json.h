#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "mocks/core/json.h"
#include "mocks/core/result.h"
#include "mocks/salesforce/org/app_validation.h"

namespace rehearse::salesforce {

// An app's settings as one flat JSON object whose members have the metadata's own field names
// (`apiName`, `isPkceRequired`, …). Text with one callback URL a line is `callbackUrl`; `scopes` is
// a list or one space-separated string of OAuth names; `tokenIpRanges` is a list of
// {"startIpAddress","endIpAddress","description"}; enums are spelled as in metadata.

// Puts the members of `object` over `base`; what is left out stays. The errors name unknown
// settings (with the nearest known one), wrong types and unknown enum values, all at once; whether
// the result may be saved is for Apps::check to say.
Result<oauth::AppSettings, SettingProblems> settings_from_json(const Json& object,
                                                               oauth::AppSettings base);
// Every setting, in the order of the Setup page.
Json settings_to_json(const oauth::AppSettings& settings);
// What GET /apps/ID shows: `app_id`, `consumer_key` and every setting. Never the secret.
Json app_to_json(const App& app);
// What POST /apps answers: `consumer_key`, `consumer_secret`, `app_id`.
Json created_app_to_json(const App& app);

// Callback URLs from text with one a line; blank lines and white space around do not count.
std::vector<std::string> callback_lines(std::string_view text);
// The metadata component that the setting is a field of; nothing for an unknown one.
// `isOauthEnabled` counts for the policies, whose field is `isOauthPluginEnabled`.
std::optional<AppPart> part_of(std::string_view field);
// The components in which two states of one app differ.
std::set<AppPart> changed_parts(const oauth::AppSettings& before, const oauth::AppSettings& after);
// The label of a setting, given its field name; empty for an unknown one.
std::string_view label_of(std::string_view field);

}  // namespace rehearse::salesforce
