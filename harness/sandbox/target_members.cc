#include "harness/sandbox/target_members.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "mocks/core/redact.h"
#include "mocks/core/text.h"

namespace rehearse::harness {
namespace {

constexpr std::string_view kInstead =
    "a secret never stands in a target file: write {\"env\": \"NAME\"}, {\"file\": \"PATH\"} or "
    "{\"prompt\": \"what\"}, and replace the secret if it is a real one";

bool names_secret(std::string_view name) {
  const std::string plain = lower(name);
  return is_secret_name(name) || plain.ends_with("password") || plain.ends_with("secret") ||
         plain.ends_with("token");
}

// Tokens by how they begin, keys in PEM, and a password in a URL.
bool looks_secret(const std::string& text) {
  if (Redactor().redact(text) != text || text.find("PRIVATE KEY") != text.npos) return true;
  const size_t start = text.find("://"), at = text.find('@', start == text.npos ? 0 : start + 3);
  return start != text.npos && at != text.npos &&
         text.substr(start + 3, at - start - 3).find(':') != text.npos;
}

bool is_variable(std::string_view name) {
  const auto is_letter = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  };
  return !name.empty() && name.size() <= 128 && is_letter(name[0]) &&
         std::all_of(name.begin(), name.end(),
                     [&](char c) { return is_letter(c) || (c >= '0' && c <= '9'); });
}

}  // namespace

Json without_secrets(const Json& value, const std::string& path, Problems& problems) {
  if (!value.is_object()) return value;
  Json rest = Json::object();
  for (const auto& [name, member] : value.items()) {
    const std::string where = member_path(path, name);
    const bool is_named = names_secret(name) && !member.is_object() && !member.is_null();
    if (is_named || (member.is_string() && looks_secret(member.get<std::string>()))) {
      problems.add(where, std::string(kInstead));
      // What a member that must be there is missing for is said already.
      if (is_named) rest[name] = {{"env", "REMOVED"}};
    } else {
      rest[name] = without_secrets(member, where, problems);
    }
  }
  return rest;
}

std::optional<size_t> read_choice(MemberReader& reader, std::string_view key,
                                  std::initializer_list<std::string_view> names,
                                  MemberReader::Need need, Problems& problems) {
  const std::string text = reader.text(key, need);
  if (text.empty()) return std::nullopt;
  const auto found = std::find(names.begin(), names.end(), text);
  if (found != names.end()) return size_t(found - names.begin());
  const std::vector<std::string> known(names.begin(), names.end());
  problems.add(reader.path_of(key), fmt::format("\"{}\" is one of {}{}", key, join(known, ", "),
                                                did_you_mean(text, known)));
  return std::nullopt;
}

std::string SecretReader::file(const MemberReader& reader, std::string_view key,
                               const std::string& text) const {
  if (text.starts_with("~") || text.starts_with("$")) {
    problems_.add(reader.path_of(key),
                  "takes a path as it is: only a shell knows what ~ and $ stand for");
    return {};
  }
  return (folder_ / text).lexically_normal().string();
}

SecretSource SecretReader::read(MemberReader& parent, std::string_view key,
                                MemberReader::Need need) const {
  const Json* object = parent.object(key);
  const std::string path = parent.path_of(key);
  if (object == nullptr) {
    if (need == MemberReader::Need::required && parent.anything(key) == nullptr)
      problems_.add(path,
                    fmt::format("is needed here: {}", kInstead.substr(kInstead.find("write"))));
    return {};
  }
  MemberReader reader(*object, path, "a secret's place", problems_);
  const std::string variable = reader.text("env"), file_name = reader.text("file"),
                    prompt = reader.text("prompt");
  reader.refuse_others();
  if (object->size() != 1)
    problems_.add(path,
                  "names one place: {\"env\": \"NAME\"}, {\"file\": \"PATH\"} or {\"prompt\": "
                  "\"what\"}");
  using Kind = SecretSource::Kind;
  if (!variable.empty()) {
    if (!is_variable(variable))
      problems_.add(reader.path_of("env"),
                    "takes the name of an environment variable: letters, digits and underscores");
    return {Kind::environment, variable};
  }
  if (!file_name.empty()) return {Kind::file, file(reader, "file", file_name)};
  if (prompt.empty()) return {};
  if (has_control(prompt))
    problems_.add(reader.path_of("prompt"), "takes one line of text, what is asked for");
  return {Kind::prompt, prompt};
}

}  // namespace rehearse::harness
