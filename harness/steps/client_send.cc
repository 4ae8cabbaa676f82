#include <fmt/format.h>

#include <array>
#include <nlohmann/json.hpp>

#include "harness/steps/tables.h"
#include "harness/steps/token_call.h"
#include "mocks/core/json.h"
#include "mocks/wire/form.h"
#include "mocks/wire/uri.h"

// Requests as a step has them, for what no proper client sends.
namespace rehearse::harness {
namespace {

// A body longer than this may hold a token, and is not shown.
constexpr size_t kLongestShown = 64;

// A member's value, or each of a list of values: that parameter then is there more than once.
wire::Fields fields_of(const Json& arguments, std::string_view name) {
  wire::Fields fields;
  const Json* object = find_member(arguments, name);
  if (object == nullptr) return fields;
  for (const auto& [field, value] : object->items()) {
    for (const Json& one : value.is_array() ? value : Json::array({value}))
      fields.push_back({field, one.is_string() ? one.get<std::string>() : dump_json(one)});
  }
  return fields;
}

// The wanted headers that the answer lacks, a word each.
std::string missing_headers(const wire::WireResponse& response, const Json& arguments) {
  std::string missing;
  for (const wire::Field& wanted : fields_of(arguments, "has_headers")) {
    const std::string value = wire::header_of(response.headers, wanted.name).value_or("");
    if (value.find(wanted.value) == std::string::npos)
      missing += fmt::format(", without {} in {}", wanted.value, wanted.name);
  }
  return missing;
}

// The tokens of a token endpoint's answer.
void offer_tokens(Context& context, const wire::WireResponse& response) {
  const auto json = parse_json(response.body);
  if (!json || !json.value().is_object()) return;
  for (const char* name : {"access_token", "refresh_token"}) {
    if (const auto token = string_member(json.value(), name)) context.captures.offer(name, *token);
  }
}

void offer_all(Context& context, const wire::WireResponse& response) {
  offer_tokens(context, response);
  if (const auto cookie = wire::header_of(response.headers, "Set-Cookie"))
    context.captures.offer("cookie", cookie->substr(0, cookie->find(';')));
  const auto location = wire::header_of(response.headers, "Location");
  if (!location) return;
  context.captures.offer("location", *location);
  const size_t mark = location->find('?');
  if (mark == std::string::npos) return;
  const auto query = wire::parse_urlencoded(std::string_view(*location).substr(mark + 1));
  for (const char* name : {"source", "code"}) {
    if (const auto value = query ? wire::value_of(*query, name) : std::nullopt)
      context.captures.offer(name, *value);
  }
}

wire::HttpRequest request_of(Context& context, const Json& arguments) {
  wire::HttpRequest request{.method = text_argument(arguments, "method", "GET"),
                            .url = site_of(context, arguments) + text_argument(arguments, "path")};
  if (const auto query = fields_of(arguments, "query"); !query.empty())
    request.url = wire::with_query(request.url, query);
  request.headers = fields_of(arguments, "headers");
  if (const auto form = fields_of(arguments, "form"); !form.empty()) {
    request.headers.push_back({"Content-Type", "application/x-www-form-urlencoded"});
    request.body = wire::encode_form(form);
  } else {
    request.body = text_argument(arguments, "body");
  }
  return request;
}

Seen send(Context& context, const Json& arguments) {
  JournalWatch watch(context.target);
  auto bind = bind_for(context, text_argument(arguments, "from"));
  if (!bind) return bind.error();
  wire::HttpRequest request = request_of(context, arguments);
  request.local_address = bind.value();
  const auto sent = context.target.http().send(request);
  if (!sent) return sent.error();
  const wire::WireResponse& response = sent.value();
  const std::string missing = missing_headers(response, arguments);
  Observation seen{.ok = response.status < 400 && missing.empty(), .status = response.status};
  if (response.status >= 400) note_error(response, seen);
  if (seen.description.empty() && response.body.size() <= kLongestShown)
    seen.description = response.body;
  seen.reason = watch.reason();
  const std::string location = wire::header_of(response.headers, "Location").value_or("");
  seen.summary = fmt::format("{}{}{}{}", response.status, location.empty() ? "" : " to ",
                             location.substr(0, location.find('?')), missing);
  if (!seen.error.empty()) seen.summary += fmt::format(" {}: {}", seen.error, seen.description);
  offer_all(context, response);
  return seen;
}

constexpr std::array<std::string_view, 6> kGives{"cookie", "location",     "source",
                                                 "code",   "access_token", "refresh_token"};
constexpr std::array kSend{
    Argument{"path", Kind::text, true},
    choice("method", "GET|POST|HEAD"),
    Argument{"query", Kind::object},  // a list of values repeats the parameter
    Argument{"form", Kind::object},   // likewise
    Argument{"body", Kind::text},     // as it is, where there is no form
    Argument{"headers", Kind::object},
    Argument{"has_headers", Kind::object},  // name and part of the value, of the answer
    choice("host", "my_domain|login"),
    Argument{"from", Kind::text},
};
constexpr std::array kVerbs{
    Verb{"client.send",
         "Sends the org a request as the step has it; ok below status 400, with those headers.", "",
         kSend, kGives, send},
};

}  // namespace

std::span<const Verb> send_verbs() { return kVerbs; }

}  // namespace rehearse::harness
