#include "harness/report/har_report.h"

#include <fmt/format.h>

#include <charconv>
#include <nlohmann/json.hpp>

#include "harness/report/words.h"
#include "mocks/core/text.h"
#include "mocks/wire/form.h"

namespace rehearse::harness {
namespace {

using Fields = SeenExchange::Fields;

Json named_values(const Fields& fields) {
  Json list = Json::array();
  for (const auto& [name, value] : fields) list.push_back({{"name", name}, {"value", value}});
  return list;
}

std::string url_encoded(const Fields& fields) {
  wire::Fields form;
  for (const auto& [name, value] : fields) form.push_back({name, value});
  return wire::encode_form(form);
}

// The mocks are reached under the real names by TLS; without names, by an address and a port.
std::string url_of(const SeenExchange& exchange) {
  const bool is_plain = exchange.host.starts_with("127.0.0.1") ||
                        exchange.host.starts_with("[::1]") ||
                        exchange.host.starts_with("localhost");
  std::string url = fmt::format("{}://{}{}", is_plain ? "http" : "https",
                                exchange.host.empty() ? exchange.side + ".invalid" : exchange.host,
                                exchange.path);
  if (!exchange.query.empty()) url += "?" + url_encoded(exchange.query);
  return url;
}

// "name=value; Path=/": the first pair, or all of a request's.
Json cookies_of(const Fields& headers, std::string_view header, bool only_first) {
  Json list = Json::array();
  for (const auto& [name, value] : headers) {
    if (lower(name) != header) continue;
    for (const std::string& pair : split(value, ';')) {
      const size_t equals = pair.find('=');
      if (equals == std::string::npos) continue;
      list.push_back({{"name", std::string(trim(pair.substr(0, equals)))},
                      {"value", std::string(trim(pair.substr(equals + 1)))}});
      if (only_first) break;
    }
  }
  return list;
}

// Nothing where the header says nothing of use.
std::optional<int64_t> length_of(const Fields& headers) {
  const std::string text = header_of(headers, "content-length");
  int64_t length = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, length);
  if (text.empty() || error != std::errc() || stop != end || length < 0) return {};
  return length;
}

Json post_data(const SeenExchange& exchange) {
  const std::string type = header_of(exchange.headers, "content-type");
  const std::string plain = lower(trim(type.substr(0, type.find(';'))));
  const bool is_form = plain == "application/x-www-form-urlencoded";
  Json data{{"mimeType", type.empty() ? "application/octet-stream" : type},
            {"params", named_values(exchange.form)},
            {"text", is_form ? url_encoded(exchange.form) : exchange.body}};
  if (exchange.form.empty() && exchange.body.empty()) data["comment"] = "the body is not kept";
  return data;
}

Json request_of(const SeenExchange& exchange) {
  const bool has_body = !exchange.form.empty() || !exchange.body.empty() ||
                        length_of(exchange.headers).value_or(0) > 0;
  Json request{{"method", exchange.method},
               {"url", url_of(exchange)},
               {"httpVersion", "HTTP/1.1"},
               {"cookies", cookies_of(exchange.headers, "cookie", false)},
               {"headers", named_values(exchange.headers)},
               {"queryString", named_values(exchange.query)},
               {"headersSize", -1},
               {"bodySize", has_body ? length_of(exchange.headers).value_or(-1) : 0}};
  if (has_body) request["postData"] = post_data(exchange);
  return request;
}

// RFC 9110 section 15, of what the mocks answer; anything else goes without.
std::string_view status_text(int status) {
  constexpr std::pair<int, std::string_view> kTexts[]{{200, "OK"},
                                                      {201, "Created"},
                                                      {204, "No Content"},
                                                      {302, "Found"},
                                                      {303, "See Other"},
                                                      {304, "Not Modified"},
                                                      {400, "Bad Request"},
                                                      {401, "Unauthorized"},
                                                      {403, "Forbidden"},
                                                      {404, "Not Found"},
                                                      {405, "Method Not Allowed"},
                                                      {409, "Conflict"},
                                                      {413, "Content Too Large"},
                                                      {415, "Unsupported Media Type"},
                                                      {422, "Unprocessable Content"},
                                                      {429, "Too Many Requests"},
                                                      {500, "Internal Server Error"},
                                                      {503, "Service Unavailable"}};
  for (const auto& [known, text] : kTexts) {
    if (known == status) return text;
  }
  return {};
}

Json content_of(const SeenExchange& exchange) {
  const std::string type = header_of(exchange.answer_headers, "content-type");
  const auto length = length_of(exchange.answer_headers);
  Json content{{"size", length.value_or(int64_t(exchange.answer_body.size()))},
               {"mimeType", type.empty() ? "x-unknown" : type}};
  if (!exchange.answer_body.empty()) {
    content["text"] = exchange.answer_body;
  } else if (!type.empty()) {
    content["comment"] = "the body is not kept";
  }
  return content;
}

Json response_of(const SeenExchange& exchange) {
  return {{"status", exchange.status},
          {"statusText", status_text(exchange.status)},
          {"httpVersion", "HTTP/1.1"},
          {"cookies", cookies_of(exchange.answer_headers, "set-cookie", true)},
          {"headers", named_values(exchange.answer_headers)},
          {"content", content_of(exchange)},
          {"redirectURL", header_of(exchange.answer_headers, "location")},
          {"headersSize", -1},
          {"bodySize", length_of(exchange.answer_headers).value_or(-1)}};
}

Json entry_of(const SeenExchange& exchange, const std::string& page, const std::string& start) {
  const auto or_null = [](const std::string& text) { return text.empty() ? Json() : Json(text); };
  Json entry{{"pageref", page},
             {"startedDateTime", exchange.at.empty() ? start : exchange.at},
             {"time", 0},
             {"request", request_of(exchange)},
             {"response", response_of(exchange)},
             {"cache", Json::object()},
             {"timings",
              {{"blocked", -1},
               {"dns", -1},
               {"connect", -1},
               {"send", 0},
               {"wait", 0},
               {"receive", 0},
               {"ssl", -1}}}};
  entry["_rehearse"] = {
      {"from", lower(to_text(exchange.from()))}, {"side", exchange.side},
      {"step", or_null(exchange.step)},          {"reason", or_null(exchange.reason)},
      {"client", or_null(exchange.client)},      {"peer", or_null(exchange.peer)},
      {"fault", or_null(exchange.fault)},        {"note", or_null(exchange.note)}};
  return entry;
}

Json page_of(const ScenarioResult& scenario, const Transcript& transcript, const std::string& id,
             const std::string& start) {
  Json variant = Json::object();
  for (const auto& [name, label] : scenario.variant) variant[name] = label;
  return {{"startedDateTime", start},
          {"id", id},
          {"title", name_with_variant(scenario)},
          {"pageTimings", {{"onContentLoad", -1}, {"onLoad", -1}}},
          {"_rehearse",
           {{"scenario", scenario.name},
            {"variant", std::move(variant)},
            {"verdict", to_text(verdict_of(scenario))},
            {"dropped", transcript.dropped}}}};
}

}  // namespace

// An entry a line, and none held longer than it takes to write: a run may have many.
std::string har_report(const Report& report) {
  const RunResult& run = report.run;
  const Json creator{{"name", "rehearse"}, {"version", run.version}};
  std::string pages, entries;
  for (size_t number = 0; number < run.scenarios.size(); ++number) {
    const ScenarioResult& scenario = run.scenarios[number];
    const Transcript& transcript = report.transcripts[number];
    const std::string id = fmt::format("scenario-{}", number + 1);
    pages += pages.empty() ? "\n" : ",\n";
    pages += dump_json(page_of(scenario, transcript, id, run.start));
    for (const SeenExchange& exchange : transcript.exchanges) {
      Json entry = entry_of(exchange, id, run.start);
      entry["_rehearse"]["scenario"] = scenario.name;
      entries += entries.empty() ? "\n" : ",\n";
      entries += dump_json(entry);
    }
  }
  std::string har =
      fmt::format("{{\"log\":{{\"version\":\"1.2\",\"creator\":{},\n", dump_json(creator));
  har += "\"comment\":\"Times are virtual. Secrets are replaced by [redacted].\",\n";
  return har + "\"pages\":[" + pages + "],\n\"entries\":[" + entries + "]}}\n";
}

}  // namespace rehearse::harness
