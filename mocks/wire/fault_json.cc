#include "mocks/wire/fault_json.h"

#include <fmt/format.h>

#include <array>
#include <nlohmann/json.hpp>

#include "mocks/core/text.h"

namespace rehearse::wire {
namespace {

using Action = Fault::Action;

template <class Value>
struct Name {
  std::string_view text{};
  Value value{};
};
constexpr std::array<Name<CommitPoint>, 5> kPoints{{{"before", CommitPoint::before},
                                                    {"validated", CommitPoint::validated},
                                                    {"committed", CommitPoint::committed},
                                                    {"mid_body", CommitPoint::mid_body},
                                                    {"sent", CommitPoint::sent}}};
constexpr std::array<Name<Action>, 5> kActions{{{"drop", Action::drop},
                                                {"delay", Action::delay},
                                                {"truncate", Action::truncate},
                                                {"status", Action::status},
                                                {"answer", Action::answer}}};
constexpr std::array<std::string_view, 8> kMembers{"route", "side", "match",  "ordinal",
                                                   "times", "at",   "action", "value"};
constexpr int64_t kLargestCount = 1'000'000'000;

std::string nearest_of(std::string_view name, std::vector<std::string> known) {
  const auto close = nearest(name, known);
  return close ? fmt::format("; did you mean \"{}\"?", *close)
               : fmt::format("; known: {}", join(known, ", "));
}

// Collects the first error of a fault, so that each check reads as one line.
class Reader {
 public:
  explicit Reader(const Json& json) : json_(json) {}

  void fail(std::string message) {
    if (error.empty()) error = std::move(message);
  }
  std::string text(std::string_view member) {
    const Json* found = find_member(json_, member);
    if (found == nullptr) return {};
    if (!found->is_string()) fail(fmt::format("\"{}\" must be a string", member));
    return string_member(json_, member).value_or("");
  }
  int count(std::string_view member) {
    const Json* found = find_member(json_, member);
    if (found == nullptr) return 1;
    const auto number = integer_member(json_, member);
    if (!number || *number < 1 || *number > kLargestCount) {
      fail(fmt::format("\"{}\" must be a whole number from 1, not {}", member, shown(*found)));
      return 1;
    }
    return int(*number);
  }
  template <class Names>
  auto one_of(std::string_view member, const Names& names) {
    const std::string value = text(member);
    std::vector<std::string> known;
    for (const auto& name : names) {
      if (name.text == value) return name.value;
      known.emplace_back(name.text);
    }
    if (value.empty()) {
      fail(fmt::format("\"{}\" is missing; known: {}", member, join(known, ", ")));
    } else {
      fail(fmt::format("\"{}\" is unknown: \"{}\"{}", member, value.substr(0, 60),
                       nearest_of(value, known)));
    }
    return names[0].value;
  }
  static std::string shown(const Json& value) { return dump_json(value).substr(0, 60); }

  std::string error{};

 private:
  const Json& json_;
};

void check_members(const Json& json, Reader& reader) {
  for (const auto& [member, value] : json.items()) {
    bool known = false;
    for (const std::string_view name : kMembers) known = known || name == member;
    if (known) continue;
    reader.fail(fmt::format("unknown member \"{}\"{}", member.substr(0, 60),
                            nearest_of(member, {kMembers.begin(), kMembers.end()})));
  }
}

void read_match(const Json& json, Fault& fault, Reader& reader) {
  const Json* match = find_member(json, "match");
  if (match == nullptr) return;
  if (!match->is_object()) return reader.fail("\"match\" must be an object of parameters");
  for (const auto& [name, value] : match->items()) {
    if (!value.is_string()) {
      return reader.fail(fmt::format("\"match.{}\" must be a string, not {}", name.substr(0, 60),
                                     Reader::shown(value)));
    }
    fault.match.push_back({name, value.get<std::string>()});
  }
}

// Header names and values become part of the answer's head.
bool is_header(std::string_view name, const Json& value) {
  const bool plain =
      value.is_null() || (value.is_string() && !has_control(value.get_ref<const std::string&>()));
  return plain && !name.empty() && name.find_first_of(" :") == std::string_view::npos &&
         !has_control(name);
}

void read_answer(const Json* value, Fault& fault, Reader& reader) {
  constexpr std::string_view kShape =
      "\"value\" of answer must be an object with some of status, headers, body, members";
  if (value == nullptr || !value->is_object() || value->empty())
    return reader.fail(std::string(kShape));
  for (const auto& [name, member] : value->items()) {
    if (name != "status" && name != "headers" && name != "body" && name != "members")
      reader.fail(fmt::format("{}, not \"{}\"", kShape, name.substr(0, 60)));
  }
  const Json* status = find_member(*value, "status");
  const auto number = integer_member(*value, "status");
  if (status != nullptr && (!number || *number < 200 || *number > 598))
    reader.fail(fmt::format("\"value.status\" must be an HTTP status from 200 to 598, not {}",
                            Reader::shown(*status)));
  const Json* body = find_member(*value, "body");
  const Json* members = find_member(*value, "members");
  if (body != nullptr && !body->is_string()) reader.fail("\"value.body\" must be a string");
  if (members != nullptr && !members->is_object())
    reader.fail("\"value.members\" must be an object");
  if (body != nullptr && members != nullptr)
    reader.fail("\"value\" has either a body or members to change in it");
  const Json* headers = find_member(*value, "headers");
  if (headers != nullptr && !headers->is_object())
    return reader.fail("\"value.headers\" must be an object");
  static const Json kNone = Json::object();
  for (const auto& [name, header] : (headers != nullptr ? headers : &kNone)->items()) {
    if (!is_header(name, header))
      reader.fail(fmt::format("\"value.headers\" can't have \"{}\"", name.substr(0, 60)));
  }
  fault.answer = dump_json(*value);
}

void read_value(const Json& json, Fault& fault, Reader& reader) {
  const Json* value = find_member(json, "value");
  const auto number = integer_member(json, "value");
  const std::string shown = value == nullptr ? "nothing" : Reader::shown(*value);
  switch (fault.action) {
    case Action::delay: {
      fault.until_next = string_member(json, "value") == "until_next";
      constexpr int64_t longest = FaultBook::kLongestDelay.count();
      if (!fault.until_next && (!number || *number < 0 || *number > longest)) {
        reader.fail(
            fmt::format("\"value\" of a delay must be milliseconds from 0 to {} or "
                        "\"until_next\", not {}",
                        longest, shown));
      }
      break;
    }
    case Action::truncate:
      if (value != nullptr && (!number || *number < 0 || *number > kLargestCount)) {
        reader.fail(fmt::format(
            "\"value\" of truncate must be a number of body bytes from 0, not {}", shown));
      }
      break;
    case Action::status:
      if (!number || *number < 200 || *number > 598) {
        reader.fail(fmt::format(
            "\"value\" of status must be an HTTP status from 200 to 598, not {}", shown));
      }
      break;
    case Action::answer:
      read_answer(value, fault, reader);
      break;
    case Action::drop:
    case Action::none:
      if (value != nullptr && !value->is_null())
        reader.fail(fmt::format("\"value\" has no meaning for {}", to_text(fault.action)));
      break;
  }
  fault.value = number.value_or(0);
}

void check_point(const Fault& fault, Reader& reader) {
  const bool status_is_out = fault.at == CommitPoint::mid_body || fault.at == CommitPoint::sent;
  const bool replaces = fault.action == Action::status || fault.action == Action::answer;
  if (replaces && status_is_out) {
    reader.fail(
        fmt::format("\"action\" can't be \"{}\" at \"{}\": the status line has been sent by then",
                    to_text(fault.action), to_text(fault.at)));
  }
  // The endpoint holds the org's lock at this point: nobody else could be answered.
  if (fault.until_next && fault.at == CommitPoint::validated) {
    reader.fail(
        "\"value\" can't be \"until_next\" at \"validated\": until the commit no other request is "
        "served; use \"before\" or \"committed\"");
  }
}

}  // namespace

std::string_view to_text(CommitPoint point) {
  for (const auto& name : kPoints) {
    if (name.value == point) return name.text;
  }
  return "";
}

std::string_view to_text(Fault::Action action) {
  for (const auto& name : kActions) {
    if (name.value == action) return name.text;
  }
  return "none";
}

Result<Fault, std::string> read_fault(const Json& json) {
  if (!json.is_object()) return std::string("a fault must be a JSON object");
  Reader reader(json);
  Fault fault;
  check_members(json, reader);
  fault.route = reader.text("route");
  fault.side = reader.text("side");
  read_match(json, fault, reader);
  fault.ordinal = reader.count("ordinal");
  fault.times = reader.count("times");
  fault.at = reader.one_of("at", kPoints);
  fault.action = reader.one_of("action", kActions);
  if (reader.error.empty()) read_value(json, fault, reader);
  if (reader.error.empty()) check_point(fault, reader);
  if (!reader.error.empty()) return reader.error;
  return fault;
}

WireResponse altered(const Fault& fault, WireResponse response) {
  const Json answer = parse_json(fault.answer).value();
  if (response.status == 0) response.status = 200;
  response.status = int(integer_member(answer, "status").value_or(response.status));
  if (const Json* headers = find_member(answer, "headers")) {
    for (const auto& [name, value] : headers->items()) {
      const std::string wanted = lower(name);
      std::erase_if(response.headers,
                    [&wanted](const Field& field) { return lower(field.name) == wanted; });
      if (value.is_string()) response.headers.push_back({name, value.get<std::string>()});
    }
  }
  if (const auto body = string_member(answer, "body")) response.body = *body;
  if (const Json* members = find_member(answer, "members")) {
    const auto parsed = parse_json(response.body);
    Json json = parsed && parsed.value().is_object() ? parsed.value() : Json::object();
    for (const auto& [name, value] : members->items()) {
      if (value.is_null()) {
        json.erase(name);
      } else {
        json[name] = value;
      }
    }
    response.body = dump_json(json);
  }
  return response;
}

Json write_fault(const Fault& fault) {
  Json match = Json::object();
  for (const Field& field : fault.match) match[field.name] = field.value;
  Json json{{"route", fault.route}};
  if (!fault.side.empty()) json["side"] = fault.side;
  if (!fault.match.empty()) json["match"] = match;
  json["ordinal"] = fault.ordinal;
  json["times"] = fault.times;
  json["at"] = to_text(fault.at);
  json["action"] = to_text(fault.action);
  if (fault.action == Action::answer) {
    json["value"] = parse_json(fault.answer).value();
  } else if (fault.until_next) {
    json["value"] = "until_next";
  } else if (fault.action != Action::drop && fault.action != Action::none) {
    json["value"] = fault.value;
  }
  return json;
}

}  // namespace rehearse::wire
