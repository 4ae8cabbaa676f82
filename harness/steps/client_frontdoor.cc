#include <fmt/format.h>

#include <array>
#include <nlohmann/json.hpp>

#include "harness/steps/tables.h"
#include "harness/steps/token_call.h"
#include "mocks/core/text.h"
#include "mocks/wire/uri.h"

// From an access token into a browser, as `sf org open` does it.
namespace rehearse::harness {
namespace {

Seen open_org(Context& context, const Json& arguments) {
  JournalWatch watch(context.target);
  const std::string token = text_argument(arguments, "access_token", context.at_hand.access_token);
  std::string url = context.target.sites().salesforce + "/services/oauth2/singleaccess";
  if (const auto path = string_member(arguments, "path"))
    url = wire::with_query(url, {{"redirect_uri", *path}});
  auto sent =
      context.target.http().send({.url = url, .headers = {{"Authorization", "Bearer " + token}}});
  if (!sent) return sent.error();
  Observation seen{.status = sent.value().status, .reason = watch.reason()};
  const auto parsed = parse_json(sent.value().body);
  const auto uri = parsed ? string_member(parsed.value(), "frontdoor_uri") : std::nullopt;
  if (!uri) {
    seen.error = trim(sent.value().body.substr(0, 100));
    seen.summary = fmt::format("{} {}", seen.status, seen.error);
    return seen;
  }
  context.captures.offer("frontdoor_uri", *uri);
  seen.ok = true;
  seen.summary = "there is a frontdoor URL";
  return seen;
}

// The browser is let in if it gets a session and is not sent to the login page.
Seen enter(Context& context, const Json& arguments) {
  JournalWatch watch(context.target);
  auto sent = context.target.http().send({.url = text_argument(arguments, "frontdoor_uri")});
  if (!sent) return sent.error();
  const std::string location = wire::header_of(sent.value().headers, "Location").value_or("");
  const std::string cookie = wire::header_of(sent.value().headers, "Set-Cookie").value_or("");
  Observation seen{.ok = cookie.starts_with("sid=") && !location.starts_with("/?"),
                   .status = sent.value().status,
                   .reason = watch.reason()};
  seen.description = seen.ok ? "led to " + location : "led to the login page";
  seen.summary = seen.ok ? "the browser is signed in and " + seen.description : seen.description;
  return seen;
}

constexpr std::array kOpen{
    Argument{"access_token", Kind::text, false, "access_token"},
    Argument{"path", Kind::text},  // where the browser shall end
};
constexpr std::array kEnter{Argument{"frontdoor_uri", Kind::text, true, "frontdoor_uri"}};
constexpr std::array<std::string_view, 1> kGives{"frontdoor_uri"};

constexpr std::array kVerbs{
    Verb{"client.open_org", "Asks for a frontdoor URL with an access token, as sf org open does.",
         "", kOpen, kGives, open_org},
    Verb{"client.enter",
         "Opens a frontdoor URL in a fresh browser; ok if that is signed in.",
         "",
         kEnter,
         {},
         enter},
};

}  // namespace

std::span<const Verb> frontdoor_verbs() { return kVerbs; }

}  // namespace rehearse::harness
