#include "harness/scenario/schema_check.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>
#include <vector>

namespace rehearse::harness {
namespace {

using valijson::adapters::NlohmannJsonAdapter;

// The library reads nlohmann's other kind of value, the one with sorted members.
nlohmann::json sorted(const Json& value) { return nlohmann::json::parse(dump_json(value)); }

// The library writes `<root>`, `[steps]`, `[3]`.
std::string path_of(const std::vector<std::string>& context) {
  std::string path = "$";
  for (size_t index = 1; index < context.size(); ++index) {
    const std::string& part = context[index];
    const std::string name = part.substr(1, part.size() < 2 ? 0 : part.size() - 2);
    const bool number = !name.empty() && name.find_first_not_of("0123456789") == std::string::npos;
    path = number ? path + part : member_path(path, name);
  }
  return path;
}

}  // namespace

struct Schema::Compiled {
  valijson::Schema schema{};
};

Schema::Schema(std::unique_ptr<Compiled> compiled) : compiled_(std::move(compiled)) {}
Schema::Schema(Schema&&) noexcept = default;
Schema& Schema::operator=(Schema&&) noexcept = default;
Schema::~Schema() = default;

Result<Schema, std::string> Schema::compile(std::string_view text) {
  const auto parsed = parse_json(text);
  if (!parsed) return parsed.error();
  auto compiled = std::make_unique<Compiled>();
  try {
    const nlohmann::json document = sorted(parsed.value());
    const NlohmannJsonAdapter adapter(document);
    valijson::SchemaParser(valijson::SchemaParser::kDraft7)
        .populateSchema(adapter, compiled->schema);
  } catch (const std::exception& error) {
    return fmt::format("not a JSON Schema: {}", error.what());
  }
  return Schema(std::move(compiled));
}

void Schema::check(const Json& file, Problems& problems) const {
  const nlohmann::json document = sorted(file);
  valijson::ValidationResults results;
  valijson::Validator validator;
  if (validator.validate(compiled_->schema, NlohmannJsonAdapter(document), &results)) return;
  // The innermost come first; what is said about the things around them would only repeat it.
  valijson::ValidationResults::Error error;
  while (results.popError(error)) {
    const std::string path = path_of(error.context);
    if (!problems.touch(path))
      problems.add(path, fmt::format("this doesn't fit the schema: {}", error.description));
  }
}

bool Schema::accepts(const Json& file) const {
  const nlohmann::json document = sorted(file);
  valijson::Validator validator;
  return validator.validate(compiled_->schema, NlohmannJsonAdapter(document), nullptr);
}

}  // namespace rehearse::harness
