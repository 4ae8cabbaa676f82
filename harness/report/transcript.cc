#include "harness/report/transcript.h"

#include <nlohmann/json.hpp>

#include "mocks/core/text.h"

namespace rehearse::harness {
namespace {

std::string text_of(const Json& json, std::string_view name) {
  return string_member(json, name).value_or("");
}

SeenExchange::Fields fields_of(const Json& json, std::string_view name) {
  SeenExchange::Fields fields;
  const Json* list = find_member(json, name);
  if (list == nullptr || !list->is_array()) return fields;
  for (const Json& field : *list)
    fields.emplace_back(text_of(field, "name"), text_of(field, "value"));
  return fields;
}

std::string body_of(const Json& json) {
  const Json* body = find_member(json, "body");
  if (body == nullptr || body->is_null()) return {};
  return body->is_string() ? body->get<std::string>() : dump_json(*body);
}

SeenExchange read_exchange(const Json& json) {
  SeenExchange exchange;
  exchange.at = text_of(json, "at");
  exchange.side = text_of(json, "side");
  exchange.method = text_of(json, "method");
  exchange.path = text_of(json, "path");
  exchange.host = text_of(json, "host");
  exchange.peer = text_of(json, "peer");
  exchange.client = text_of(json, "client");
  exchange.reason = text_of(json, "reason");
  exchange.route = text_of(json, "route");
  exchange.note = text_of(json, "note");
  exchange.fault = text_of(json, "fault");
  exchange.step = text_of(json, "step");
  exchange.status = int(integer_member(json, "status").value_or(0));
  exchange.query = fields_of(json, "query");
  exchange.form = fields_of(json, "form");
  exchange.headers = fields_of(json, "headers");
  exchange.body = body_of(json);
  if (const Json* answer = find_member(json, "response")) {
    exchange.answer_headers = fields_of(*answer, "headers");
    exchange.answer_body = body_of(*answer);
  }
  return exchange;
}

}  // namespace

// Workato calls from its own addresses; a person and their scripts from this machine.
SeenExchange::Party SeenExchange::from() const {
  const bool is_here = peer.empty() || peer.starts_with("127.") || peer == "::1";
  return is_here || to() == Party::workato ? Party::person : Party::workato;
}

SeenExchange::Party SeenExchange::to() const {
  return side == "workato" ? Party::workato : Party::salesforce;
}

std::string_view to_text(SeenExchange::Party party) {
  switch (party) {
    case SeenExchange::Party::person:
      return "Person";
    case SeenExchange::Party::workato:
      return "Workato";
    case SeenExchange::Party::salesforce:
      return "Salesforce";
  }
  return "";
}

std::string header_of(const SeenExchange::Fields& headers, std::string_view name) {
  const std::string wanted = lower(name);
  for (const auto& [header, value] : headers) {
    if (lower(header) == wanted) return value;
  }
  return {};
}

Transcript read_transcript(const Json& journal) {
  Transcript transcript;
  const Json* list = find_member(journal, "exchanges");
  if (list == nullptr || !list->is_array()) return transcript;
  transcript.kept = true;
  transcript.dropped = integer_member(journal, "dropped").value_or(0);
  transcript.exchanges.reserve(list->size());
  for (const Json& exchange : *list) transcript.exchanges.push_back(read_exchange(exchange));
  return transcript;
}

}  // namespace rehearse::harness
