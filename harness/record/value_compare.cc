#include "harness/record/value_compare.h"

#include <fmt/format.h>

#include <algorithm>

#include "harness/record/names.h"
#include "harness/scenario/locate.h"
#include "harness/scenario/member_reader.h"
#include "mocks/core/text.h"

namespace rehearse::harness {
namespace {

using What = Difference::What;
using View = std::string_view;

constexpr size_t kLongestShown = 200;

std::string shown(const Json& value) {
  std::string text = value.is_string() ? value.get<std::string>() : dump_json(value);
  if (text.size() <= kLongestShown) return text;
  size_t end = kLongestShown;
  while (end > 0 && (uint8_t(text[end]) & 0xC0) == 0x80) --end;
  return text.substr(0, end) + "…";
}

std::string_view type_of(const Json& value) {
  if (value.is_string() && is_number_reference(value.get_ref<const std::string&>()))
    return "a number";
  return kind_of(value);
}

// Values of one name, in order, as one object; a lone value is a text.
Json by_name(const std::vector<std::pair<std::string, std::string>>& pairs) {
  Json object = Json::object();
  for (const auto& [name, value] : pairs) {
    if (!object.contains(name)) {
      object[name] = value;
    } else if (object[name].is_array()) {
      object[name].push_back(value);
    } else {
      object[name] = Json::array({object[name], value});
    }
  }
  return object;
}

std::vector<std::pair<std::string, std::string>> split_pairs(View query) {
  std::vector<std::pair<std::string, std::string>> pairs;
  if (query.empty()) return pairs;
  for (const std::string& pair : split(query, '&')) {
    const size_t equals = pair.find('=');
    pairs.emplace_back(pair.substr(0, equals),
                       equals == std::string::npos ? "" : pair.substr(equals + 1));
  }
  return pairs;
}

// Address is a URL, its parameters by their names.
struct Address {
  std::string base{};
  Json query{}, fragment{};
};

Address cut(const std::string& url) {
  const size_t hash = url.find('#');
  const std::string before = url.substr(0, hash);
  const size_t mark = before.find('?');
  Address address{.base = before.substr(0, mark)};
  address.query = by_name(split_pairs(mark == std::string::npos ? "" : before.substr(mark + 1)));
  address.fragment = by_name(split_pairs(hash == std::string::npos ? "" : url.substr(hash + 1)));
  return address;
}

// A form is a list of pairs; it is compared by its names.
Json comparable(const RecordedPart& part) {
  if (part.kind != "form" || !part.body.is_array()) return part.body;
  std::vector<std::pair<std::string, std::string>> pairs;
  for (const Json& pair : part.body) {
    if (!pair.is_array() || pair.size() != 2 || !pair[0].is_string() || !pair[1].is_string())
      return part.body;
    pairs.emplace_back(pair[0].get<std::string>(), pair[1].get<std::string>());
  }
  return by_name(pairs);
}

bool tells_an_error(View name) {
  return name == "error" || name == "error_description" || name == "errorCode" || name == "message";
}

std::vector<std::string> common_names(const Json& of, const Json& with) {
  std::vector<std::string> names;
  for (const auto& [name, value] : of.items()) {
    if (with.contains(name)) names.push_back(name);
  }
  return names;
}

}  // namespace

void ValueCompare::add(What what, std::string where, std::string recorded, std::string mock) {
  found_.push_back({.where = std::move(where),
                    .what = what,
                    .recorded = std::move(recorded),
                    .mock = std::move(mock)});
}

void ValueCompare::texts(const std::string& recorded, const std::string& mock,
                         const std::string& where) {
  switch (pairs_.compare(recorded, mock)) {
    case ReferencePairs::Verdict::same:
      return;
    case ReferencePairs::Verdict::different:
      return add(What::value, where, shown(recorded), shown(mock));
    case ReferencePairs::Verdict::other_reference:
      return add(What::reference, where, shown(recorded), shown(mock));
  }
}

// Compared on the side: nothing of it is remembered.
bool ValueCompare::alike(const Json& recorded, const Json& mock) const {
  ReferencePairs pairs = pairs_;
  ValueCompare compare(pairs);
  compare.values(recorded, mock, "");
  return compare.found_.empty();
}

// A member that is gone and one that came with a value that fits are one that has another name.
void ValueCompare::unpaired(Members missing, Members extra, const std::string& where) {
  for (const Member& gone : missing) {
    const auto twin = std::find_if(extra.begin(), extra.end(), [&](const Member& one) {
      return !gone.value->is_boolean() && !gone.value->is_null() && alike(*gone.value, *one.value);
    });
    if (twin == extra.end()) {
      add(What::missing, member_path(where, gone.name), shown(*gone.value), "");
      continue;
    }
    values(*gone.value, *twin->value, member_path(where, gone.name));
    add(What::renamed, member_path(where, gone.name), gone.name, twin->name);
    extra.erase(twin);
  }
  for (const Member& more : extra)
    add(What::extra, member_path(where, more.name), "", shown(*more.value));
}

// Another error has another text: that is one difference, not two. True if there is one.
bool ValueCompare::another_error(const Json& recorded, const Json& mock, const std::string& where) {
  constexpr std::pair<const char*, const char*> kNames[] = {{"error", "error_description"},
                                                            {"errorCode", "message"}};
  for (const auto& names : kNames) {
    const auto left = string_member(recorded, names.first);
    const auto right = string_member(mock, names.first);
    if (!left || !right || *left == *right) continue;
    const auto with_words = [&names](const std::string& error, const Json& object) {
      return fmt::format("{}: {}", error, string_member(object, names.second).value_or(""));
    };
    add(What::value, member_path(where, names.first), with_words(*left, recorded),
        with_words(*right, mock));
    return true;
  }
  return false;
}

void ValueCompare::objects(const Json& recorded, const Json& mock, const std::string& where) {
  const bool other_error = another_error(recorded, mock, where);
  const std::vector<std::string> common = common_names(recorded, mock);
  Members missing, extra;
  for (const auto& [name, value] : recorded.items()) {
    const Json* other = find_member(mock, name);
    if (other == nullptr) {
      missing.push_back({name, &value});
    } else if (!other_error || !tells_an_error(name)) {
      values(value, *other, member_path(where, name));
    }
  }
  for (const auto& [name, value] : mock.items()) {
    if (!recorded.contains(name)) extra.push_back({name, &value});
  }
  unpaired(std::move(missing), std::move(extra), where);
  const std::vector<std::string> other = common_names(mock, recorded);
  if (common != other) add(What::order, where, join(common, ", "), join(other, ", "));
}

void ValueCompare::lists(const Json& recorded, const Json& mock, const std::string& where) {
  const size_t both = std::min(recorded.size(), mock.size());
  for (size_t i = 0; i < both; ++i) values(recorded[i], mock[i], element_path(where, i));
  for (size_t i = both; i < recorded.size(); ++i)
    add(What::missing, element_path(where, i), shown(recorded[i]), "");
  for (size_t i = both; i < mock.size(); ++i)
    add(What::extra, element_path(where, i), "", shown(mock[i]));
}

void ValueCompare::values(const Json& recorded, const Json& mock, const std::string& where) {
  if (type_of(recorded) != type_of(mock)) {
    return add(What::type, where, fmt::format("{}: {}", type_of(recorded), shown(recorded)),
               fmt::format("{}: {}", type_of(mock), shown(mock)));
  }
  if (recorded.is_object()) return objects(recorded, mock, where);
  if (recorded.is_array()) return lists(recorded, mock, where);
  const auto text = [](const Json& value) {
    return value.is_string() ? value.get<std::string>() : dump_json(value);
  };
  texts(text(recorded), text(mock), where);
}

void ValueCompare::addresses(const std::string& recorded, const std::string& mock,
                             const std::string& where) {
  const Address left = cut(recorded), right = cut(mock);
  texts(left.base, right.base, where);
  objects(left.query, right.query, where + ".query");
  objects(left.fragment, right.fragment, where + ".fragment");
}

void ValueCompare::headers(const RecordedPart& recorded, const RecordedPart& mock,
                           const std::string& where) {
  const auto read = [](const RecordedPart& part) {
    std::vector<std::pair<std::string, std::string>> headers;
    for (const auto& [name, value] : part.headers) {
      if (!never_matters(name)) headers.emplace_back(lower(name), value);
    }
    // The order of headers of different names means nothing (RFC 9110 section 5.3).
    std::stable_sort(headers.begin(), headers.end(),
                     [](const auto& one, const auto& other) { return one.first < other.first; });
    return by_name(headers);
  };
  Json left = read(recorded), right = read(mock);
  for (const char* name : {"location", "referer"}) {
    const auto from = string_member(left, name), to = string_member(right, name);
    if (!from || !to) continue;
    addresses(*from, *to, member_path(where, name));
    left.erase(name);
    right.erase(name);
  }
  objects(left, right, where);
}

void ValueCompare::parts(const RecordedPart& recorded, const RecordedPart& mock,
                         const std::string& where) {
  headers(recorded, mock, where + ".headers");
  if (recorded.kind != mock.kind) return add(What::type, where + ".body", recorded.kind, mock.kind);
  values(comparable(recorded), comparable(mock), where + ".body");
}

}  // namespace rehearse::harness
