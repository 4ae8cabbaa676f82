#pragma once

#include <array>

#include "mocks/core/reason.h"

// Why Setup refuses to save or show an external client app.
namespace rehearse::salesforce::reason {

inline constexpr Reason api_name_missing{
    "api_name_missing",
    "The API Name is empty.",
    "The app is not created, so there is no consumer key to connect with.",
    "Enter an API Name.",
    {Basis::documented, "Salesforce help, Create an External Client App"}};
inline constexpr Reason api_name_characters{
    "api_name_characters",
    "The API Name holds a character other than letters, digits and underscores.",
    "The app is not created, so there is no consumer key to connect with.",
    "Use only underscores and alphanumeric characters.",
    {Basis::documented, "Workato guide, Create a custom OAuth profile for Salesforce, API Name"}};
inline constexpr Reason api_name_taken{
    "api_name_taken",
    "Another app of the org has this API Name, letter case aside.",
    "The app is not created, so there is no consumer key to connect with.",
    "Choose an API Name that no other app has.",
    {Basis::documented, "Workato guide, Create a custom OAuth profile for Salesforce, API Name"}};
inline constexpr Reason api_name_start{
    "api_name_start",
    "The API Name starts with something other than a letter.",
    "The app is not created, so there is no consumer key to connect with.",
    "Start the API Name with a letter.",
    {Basis::documented, "Workato guide, Create a custom OAuth profile for Salesforce, API Name"}};
inline constexpr Reason api_name_space{
    "api_name_space",
    "The API Name holds a space.",
    "The app is not created, so there is no consumer key to connect with.",
    "Replace spaces by single underscores.",
    {Basis::documented, "Workato guide, Create a custom OAuth profile for Salesforce, API Name"}};
inline constexpr Reason api_name_end{
    "api_name_end",
    "The API Name ends with an underscore.",
    "The app is not created, so there is no consumer key to connect with.",
    "Drop the underscore at the end.",
    {Basis::documented, "Workato guide, Create a custom OAuth profile for Salesforce, API Name"}};
inline constexpr Reason api_name_consecutive_underscores{
    "api_name_consecutive_underscores",
    "The API Name holds two underscores in a row.",
    "The app is not created, so there is no consumer key to connect with.",
    "Use single underscores.",
    {Basis::documented, "Workato guide, Create a custom OAuth profile for Salesforce, API Name"}};
inline constexpr Reason api_name_length{
    "api_name_length",
    "The API Name is longer than 80 characters.",
    "The app is not created, so there is no consumer key to connect with.",
    "Shorten the API Name.",
    {Basis::inferred, "Developer names elsewhere in Salesforce end at 80 characters"}};
inline constexpr Reason api_name_fixed{
    "api_name_fixed",
    "An edit tried to change the API Name of a saved app.",
    "The app stays as it was.",
    "Keep the API Name, or create another app.",
    {Basis::documented, "Salesforce help, Create an External Client App"}};
inline constexpr Reason label_missing{
    "label_missing",
    "The External Client App Name is empty.",
    "The app is not created, so there is no consumer key to connect with.",
    "Enter a name.",
    {Basis::documented, "Salesforce help, Create an External Client App"}};
inline constexpr Reason label_malformed{
    "label_malformed",
    "The External Client App Name is too long or holds control characters.",
    "The app is not created, so there is no consumer key to connect with.",
    "Use at most 80 printable characters.",
    {Basis::inferred, "Labels elsewhere in Salesforce end at 80 characters"}};
inline constexpr Reason contact_email_missing{
    "contact_email_missing",
    "The Contact Email is empty.",
    "The app is not created, so there is no consumer key to connect with.",
    "Enter the address of someone who answers for the app.",
    {Basis::documented, "Salesforce help, Create an External Client App"}};
inline constexpr Reason contact_email_malformed{
    "contact_email_malformed",
    "The Contact Email is not an e-mail address.",
    "The app is not created, so there is no consumer key to connect with.",
    "Enter one address, such as name@example.com.",
    {Basis::inferred, "The field is of Salesforce's e-mail type"}};
inline constexpr Reason description_length{
    "description_length",
    "The Description is too long.",
    "The app is not created, so there is no consumer key to connect with.",
    "Use at most 255 characters.",
    {Basis::inferred, "Descriptions elsewhere in Salesforce end at 255 characters"}};
inline constexpr Reason link_malformed{
    "link_malformed",
    "Info URL, Logo Image URL or Icon URL is not a web address.",
    "The settings are not saved.",
    "Enter a full http or https address, or leave the field empty.",
    {Basis::inferred, "The fields are of Salesforce's URL type"}};
inline constexpr Reason contact_phone_malformed{
    "contact_phone_malformed",
    "The Contact Phone is too long or holds control characters.",
    "The settings are not saved.",
    "Enter at most 40 printable characters, or leave the field empty.",
    {Basis::inferred, "The field is of Salesforce's phone type"}};
inline constexpr Reason callback_missing{
    "callback_missing",
    "OAuth is enabled but no Callback URL is given.",
    "The app is not created, so there is no consumer key to connect with.",
    "Enter the Callback URL that the client uses, for Workato "
    "https://www.workato.com/oauth/callback.",
    {Basis::documented, "Salesforce help, Configure the External Client App OAuth Settings"}};
inline constexpr Reason callback_length{
    "callback_length",
    "The callback URLs are longer than 2,000 characters in all.",
    "The settings are not saved.",
    "Remove callback URLs that are not used.",
    {Basis::documented, "Salesforce help, Configure the External Client App OAuth Settings"}};
inline constexpr Reason callback_malformed{"callback_malformed",
                                           "A callback line is not an absolute URL.",
                                           "The settings are not saved.",
                                           "Enter one full URL a line, with scheme and host.",
                                           {Basis::inferred, "RFC 6749 section 3.1.2"}};
inline constexpr Reason callback_control{
    "callback_control",
    "A callback URL holds a control character.",
    "The settings are not saved.",
    "Enter one URL a line, without tabs or other control characters.",
    {Basis::inferred, "RFC 3986 section 2"}};
inline constexpr Reason callback_wildcard{"callback_wildcard",
                                          "A callback URL holds a wildcard.",
                                          "The settings are not saved; a wildcard would never "
                                          "match, since callbacks are compared exactly.",
                                          "Register each callback URL in full.",
                                          {Basis::inferred, "RFC 9700 section 4.1.3"}};
inline constexpr Reason callback_fragment{"callback_fragment",
                                          "A callback URL holds a fragment.",
                                          "The settings are not saved.",
                                          "Remove the # and what follows it.",
                                          {Basis::documented, "RFC 6749 section 3.1.2"}};
inline constexpr Reason callback_userinfo{"callback_userinfo",
                                          "A callback URL holds a user name or password.",
                                          "The settings are not saved.",
                                          "Remove the part before the @.",
                                          {Basis::inferred, "RFC 9110 section 4.2.4"}};
inline constexpr Reason callback_scheme{
    "callback_scheme",
    "A callback URL has a scheme that browsers run or read locally.",
    "The settings are not saved; such a callback would hand the code to a script.",
    "Use https, or the client's own scheme.",
    {Basis::inferred, "RFC 9700 section 4.1"}};
inline constexpr Reason callback_not_https{
    "callback_not_https",
    "A callback URL uses http for a host that is not local.",
    "The settings are not saved; the code would travel unprotected.",
    "Use https; http is for localhost and loopback addresses.",
    {Basis::documented, "Salesforce help, Configure the External Client App OAuth Settings"}};
inline constexpr Reason scope_unknown{
    "scope_unknown",
    "A scope is not one that Salesforce knows.",
    "The settings are not saved.",
    "Use a scope of Salesforce's list, in its OAuth spelling.",
    {Basis::observed, "The deploy validator of a live org lists the valid values"}};
inline constexpr Reason scope_twice{
    "scope_twice",
    "A scope is given twice.",
    "The settings are not saved.",
    "Give each scope once.",
    {Basis::inferred, "The Setup page cannot select a scope twice"}};
inline constexpr Reason ip_address_malformed{
    "ip_address_malformed",
    "A range of the refresh token allowlist holds something that is no IP address.",
    "The settings are not saved.",
    "Enter IPv4 or IPv6 addresses without prefix length.",
    {Basis::documented, "Salesforce help, Set Up an IP Allowlist for Refresh Tokens"}};
inline constexpr Reason ip_range_mixed{
    "ip_range_mixed",
    "A range of the refresh token allowlist starts in IPv4 and ends in IPv6, or the reverse.",
    "The settings are not saved.",
    "Enter one range for each family.",
    {Basis::inferred, "Salesforce help, Set Up an IP Allowlist for Refresh Tokens"}};
inline constexpr Reason ip_range_reversed{
    "ip_range_reversed",
    "A range of the refresh token allowlist starts above its end.",
    "The settings are not saved.",
    "Swap start and end.",
    {Basis::documented, "Salesforce help, Set Up an IP Allowlist for Refresh Tokens"}};
inline constexpr Reason ip_ranges_too_many{
    "ip_ranges_too_many",
    "The refresh token allowlist has more than 128 ranges.",
    "The settings are not saved.",
    "Merge neighbouring ranges.",
    {Basis::documented, "Salesforce help, Set Up an IP Allowlist for Refresh Tokens"}};
inline constexpr Reason ip_addresses_too_many{
    "ip_addresses_too_many",
    "The refresh token allowlist covers more than 256 addresses.",
    "The settings are not saved.",
    "List only the addresses the client sends from.",
    {Basis::documented, "Salesforce help, Set Up an IP Allowlist for Refresh Tokens"}};
inline constexpr Reason allowlist_empty{
    "allowlist_empty",
    "The refresh token allowlist is switched on but holds no range.",
    "The settings are not saved; an allowlist acts from its first range on.",
    "Add the client's addresses, or switch the allowlist off.",
    {Basis::inferred, "Metadata type ExtlClntAppOauthSecuritySettings needs at least one range"}};
inline constexpr Reason validity_period_bounds{
    "validity_period_bounds",
    "The Refresh Token Validity Period is not a number that makes sense.",
    "The policies are not saved.",
    "Enter a whole number of hours, days or months, at least 1.",
    {Basis::inferred, "Metadata type ExtlClntAppOauthConfigurablePolicies"}};
inline constexpr Reason inactivity_above_idle_limit{
    "inactivity_above_idle_limit",
    "The policy lets a refresh token stay unused for longer than the 30-day idle limit allows.",
    "The policies are not saved.",
    "Enter at most 30 days, or switch the idle limit off.",
    {Basis::documented, "Salesforce help, Limit Idle Refresh Token TTL"}};
inline constexpr Reason session_timeout_bounds{
    "session_timeout_bounds",
    "The session timeout lies outside what an org allows.",
    "The policies are not saved.",
    "Enter 0 for the org's timeout, or 15 to 1,440 minutes.",
    {Basis::documented, "Salesforce help, Modify Session Security Settings"}};
inline constexpr Reason jwt_timeout_value{
    "jwt_timeout_value",
    "The timeout of JWT-based access tokens is not one of the values on offer.",
    "The policies are not saved.",
    "Choose one of the listed numbers of minutes.",
    {Basis::documented, "Metadata type ExtlClntAppOauthConfigurablePolicies, namedUserJwtTimeout"}};
inline constexpr Reason certificate_malformed{
    "certificate_malformed",
    "The certificate for the JWT bearer flow is not one X.509 certificate in PEM form.",
    "The settings are not saved.",
    "Paste the certificate with its BEGIN and END lines.",
    {Basis::documented, "Metadata type ExtlClntAppGlobalOauthSettings, certificate"}};
inline constexpr Reason certificate_not_rsa{
    "certificate_not_rsa",
    "The certificate for the JWT bearer flow is not of an RSA key.",
    "The settings are not saved.",
    "Make an RSA key, for example of 2,048 bits, and its certificate.",
    {Basis::inferred, "Assertions are signed with RS256, which needs an RSA key"}};
inline constexpr Reason execution_user_invalid{
    "execution_user_invalid",
    "The policies enable client credentials but name no user of this org to run as.",
    "The policies are not saved.",
    "Enter the username of the user that requests shall run as.",
    {Basis::observed, "Deploys on live orgs, API version 67.0"}};
inline constexpr Reason setting_unknown{
    "setting_unknown",
    "A setting has a name that no setting has.",
    "The settings are not saved.",
    "Use the metadata's field names.",
    {Basis::documented, "Metadata API, External Client App types"}};
inline constexpr Reason setting_type{
    "setting_type",
    "A setting has a value of another type than its field.",
    "The settings are not saved.",
    "Give text, true or false, a number, or a list, as the field asks.",
    {Basis::documented, "Metadata API, External Client App types"}};
inline constexpr Reason setting_value{
    "setting_value",
    "A setting has a value that is not among those of its field.",
    "The settings are not saved.",
    "Use one of the values listed in the message.",
    {Basis::observed, "A live org refuses a value outside the enum by name"}};
inline constexpr Reason app_unknown{"app_unknown",
                                    "No external client app has this id.",
                                    "Nothing changes.",
                                    "Open the app from the External Client App Manager.",
                                    {Basis::inferred, "A deleted record answers so"}};
inline constexpr Reason app_built_in{
    "app_built_in",
    "An edit was tried on an app that Salesforce itself owns.",
    "Nothing changes.",
    "Create an app of your own.",
    {Basis::inferred, "The Salesforce CLI's app is not an app of the org"}};
inline constexpr Reason setup_not_permitted{
    "setup_not_permitted",
    "A user without the permission to manage external client apps opened its Setup pages.",
    "The app can be neither created nor read by this user.",
    "Sign in as a user who may create, edit and delete external client apps.",
    {Basis::documented, "Salesforce permission Create, edit, and delete External Client Apps"}};

}  // namespace rehearse::salesforce::reason

namespace rehearse::salesforce {

inline constexpr auto kSetupReasons = std::to_array<const Reason*>({
    &reason::api_name_missing,
    &reason::api_name_characters,
    &reason::api_name_taken,
    &reason::api_name_start,
    &reason::api_name_space,
    &reason::api_name_end,
    &reason::api_name_consecutive_underscores,
    &reason::api_name_length,
    &reason::api_name_fixed,
    &reason::label_missing,
    &reason::label_malformed,
    &reason::contact_email_missing,
    &reason::contact_email_malformed,
    &reason::description_length,
    &reason::link_malformed,
    &reason::contact_phone_malformed,
    &reason::callback_missing,
    &reason::callback_length,
    &reason::callback_malformed,
    &reason::callback_control,
    &reason::callback_wildcard,
    &reason::callback_fragment,
    &reason::callback_userinfo,
    &reason::callback_scheme,
    &reason::callback_not_https,
    &reason::scope_unknown,
    &reason::scope_twice,
    &reason::ip_address_malformed,
    &reason::ip_range_mixed,
    &reason::ip_range_reversed,
    &reason::ip_ranges_too_many,
    &reason::ip_addresses_too_many,
    &reason::allowlist_empty,
    &reason::validity_period_bounds,
    &reason::inactivity_above_idle_limit,
    &reason::session_timeout_bounds,
    &reason::jwt_timeout_value,
    &reason::certificate_malformed,
    &reason::certificate_not_rsa,
    &reason::execution_user_invalid,
    &reason::setting_unknown,
    &reason::setting_type,
    &reason::setting_value,
    &reason::app_unknown,
    &reason::app_built_in,
    &reason::setup_not_permitted,
});

}  // namespace rehearse::salesforce
