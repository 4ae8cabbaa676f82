#include "harness/record/recording.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "harness/scenario/member_reader.h"
#include "mocks/core/text.h"

namespace rehearse::harness {
namespace {

using Pairs = std::vector<std::pair<std::string, std::string>>;
using Need = MemberReader::Need;

constexpr std::array<std::string_view, 7> kKinds{"none", "json", "form", "xml",
                                                 "page", "text", "bytes"};

Json to_json(const Pairs& pairs) {
  Json list = Json::array();
  for (const auto& [name, value] : pairs) list.push_back(Json::array({name, value}));
  return list;
}

Json to_json(const RecordedPart& part) {
  Json json{{"headers", to_json(part.headers)}, {"kind", part.kind}};
  if (part.kind != "none") json["body"] = part.body;
  return json;
}

Json to_json(const RecordedExchange& exchange) {
  Json json{{"step", exchange.step},
            {"by", exchange.by},
            {"method", exchange.method},
            {"url", exchange.url},
            {"query", to_json(exchange.query)},
            {"request", to_json(exchange.request)}};
  if (!exchange.trouble.empty()) {
    json["trouble"] = exchange.trouble;
  } else {
    json["status"] = exchange.status;
    json["response"] = to_json(exchange.response);
  }
  return json;
}

Json to_json(const RecordingMeta& meta) {
  Json variant = Json::object();
  for (const auto& [name, value] : meta.variant) variant[name] = value;
  return {{"scenario", meta.scenario},
          {"variant", std::move(variant)},
          {"seed", meta.seed},
          {"driver", meta.driver},
          {"settings", meta.settings},
          {"dials", meta.dials},
          {"data_centre", meta.data_centre},
          {"date", meta.date},
          {"target", meta.target},
          {"api_version", meta.api_version},
          {"program", meta.program}};
}

// Reads the parsed file; what is wrong goes into `problems`.
class Reader {
 public:
  explicit Reader(Problems& problems) : problems_(problems) {}

  Recording read(const Json& file) {
    Recording recording;
    MemberReader reader(file, "$", "a recording", problems_);
    reader.integer("version");  // looked at before
    if (const Json* meta = need_object(reader, "meta", "$"))
      recording.meta = read_meta(*meta, reader.path_of("meta"));
    recording.steps = reader.texts("steps");
    const Json* exchanges = reader.list("exchanges", Need::required);
    reader.refuse_others();
    const std::string path = reader.path_of("exchanges");
    for (size_t i = 0; exchanges != nullptr && i < exchanges->size(); ++i)
      recording.exchanges.push_back(read_exchange((*exchanges)[i], element_path(path, i)));
    return recording;
  }

 private:
  const Json* need_object(MemberReader& reader, std::string_view key, std::string_view path) {
    const Json* value = reader.object(key);
    if (value == nullptr && !problems_.touch(reader.path_of(key)))
      problems_.add(path, fmt::format("the member \"{}\" is missing", key));
    return value;
  }
  bool is_object(const Json& value, const std::string& path, std::string_view what) {
    if (value.is_object()) return true;
    problems_.add(path, fmt::format("{} must be an object, not {}", what, kind_of(value)));
    return false;
  }
  RecordingMeta read_meta(const Json& json, const std::string& path) {
    RecordingMeta meta;
    MemberReader reader(json, path, "the meta of a recording", problems_);
    meta.scenario = reader.text("scenario", Need::required);
    if (const Json* variant = reader.object("variant")) {
      for (const auto& [name, value] : variant->items()) {
        if (value.is_string()) {
          meta.variant.emplace_back(name, value.get<std::string>());
        } else {
          problems_.add(member_path(reader.path_of("variant"), name), "a label must be a text");
        }
      }
    }
    read_seed(reader, meta);
    meta.driver = reader.text("driver", Need::required);
    meta.settings = reader.texts("settings");
    meta.dials = reader.texts("dials");
    meta.data_centre = reader.text_if_given("data_centre").value_or("");
    meta.date = reader.text("date", Need::required);
    meta.target = reader.text("target", Need::required);
    meta.api_version = reader.text_if_given("api_version").value_or("");
    meta.program = reader.text_if_given("program").value_or("");
    reader.refuse_others();
    return meta;
  }
  void read_seed(MemberReader& reader, RecordingMeta& meta) {
    const Json* seed = reader.anything("seed");
    if (seed == nullptr) return;
    if (seed->is_number_unsigned()) {
      meta.seed = seed->get<uint64_t>();
    } else {
      problems_.add(reader.path_of("seed"), "\"seed\" must be a whole number from 0 on");
    }
  }
  Pairs read_pairs(MemberReader& reader, std::string_view key) {
    Pairs pairs;
    const Json* list = reader.list(key, Need::required);
    for (size_t i = 0; list != nullptr && i < list->size(); ++i) {
      const Json& pair = (*list)[i];
      if (pair.is_array() && pair.size() == 2 && pair[0].is_string() && pair[1].is_string()) {
        pairs.emplace_back(pair[0].get<std::string>(), pair[1].get<std::string>());
      } else {
        problems_.add(element_path(reader.path_of(key), i), "must be a list of name and value");
      }
    }
    return pairs;
  }
  RecordedPart read_part(const Json& json, const std::string& path) {
    RecordedPart part;
    MemberReader reader(json, path, "a request or a response", problems_);
    part.headers = read_pairs(reader, "headers");
    part.kind = reader.text("kind", Need::required);
    if (!part.kind.empty() && std::find(kKinds.begin(), kKinds.end(), part.kind) == kKinds.end())
      problems_.add(reader.path_of("kind"),
                    fmt::format("there is no kind of body \"{}\"; there are {}", part.kind,
                                fmt::join(kKinds, ", ")));
    if (const Json* body = reader.anything("body")) part.body = *body;
    if (part.kind == "page" && !part.body.is_object())
      problems_.add(reader.path_of("body"), "the body of a page must be an object");
    reader.refuse_others();
    return part;
  }
  RecordedExchange read_exchange(const Json& json, const std::string& path) {
    RecordedExchange exchange;
    if (!is_object(json, path, "an exchange")) return exchange;
    MemberReader reader(json, path, "an exchange", problems_);
    exchange.step = reader.text_if_given("step").value_or("");
    exchange.by = reader.text("by", Need::required);
    exchange.method = reader.text("method", Need::required);
    exchange.url = reader.text("url", Need::required);
    exchange.query = read_pairs(reader, "query");
    if (const Json* request = need_object(reader, "request", path))
      exchange.request = read_part(*request, reader.path_of("request"));
    exchange.trouble = reader.text_if_given("trouble").value_or("");
    const auto status = reader.integer("status");
    const Json* response = reader.object("response");
    reader.refuse_others();
    if (!exchange.trouble.empty()) {
      if (status || response != nullptr)
        problems_.add(path, "an exchange with \"trouble\" has no status and no response");
      return exchange;
    }
    if (!status || *status < 100 || *status > 599) {
      problems_.add(path, "an exchange needs a \"status\" from 100 to 599, or \"trouble\"");
    } else {
      exchange.status = int(*status);
    }
    if (response != nullptr) {
      exchange.response = read_part(*response, reader.path_of("response"));
    } else {
      problems_.add(path, "an exchange needs the member \"response\", or \"trouble\"");
    }
    return exchange;
  }

  Problems& problems_;
};

}  // namespace

std::string write_recording(const Recording& recording) {
  Json exchanges = Json::array();
  for (const RecordedExchange& exchange : recording.exchanges)
    exchanges.push_back(to_json(exchange));
  const Json file{{"version", kRecordingVersion},
                  {"meta", to_json(recording.meta)},
                  {"steps", recording.steps},
                  {"exchanges", std::move(exchanges)}};
  return dump_json(file, 1) + "\n";
}

Result<Recording, std::string> read_recording(std::string_view text, const std::string& shown) {
  if (text.size() > kLongestRecording)
    return fmt::format("{}: a recording has no more than {} bytes", shown, kLongestRecording);
  const auto file = parse_json(text);
  if (!file) return fmt::format("{}: {}", shown, file.error());
  const auto version = integer_member(file.value(), "version");
  if (!version) return fmt::format("{}:1: $: a recording needs the member \"version\"", shown);
  if (*version != kRecordingVersion)
    return fmt::format(
        "{}: this is a recording of version {}; this program reads version {}: record it again",
        shown, *version, kRecordingVersion);
  Problems problems(shown, Lines(text));
  Recording recording = Reader(problems).read(file.value());
  if (problems.empty()) return recording;
  std::vector<std::string> lines;
  for (const Problem& problem : problems.in_order()) lines.push_back(to_text(problem));
  return join(lines, "\n");
}

}  // namespace rehearse::harness
