#include "harness/report/lineage.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "mocks/core/json.h"

namespace rehearse::harness {
namespace {

using Names = std::map<std::string, std::string>;

// Reader reads members of one object and notes the first that is not what it should be.
class Reader {
 public:
  Reader(const Json& object, std::string place, std::string& error)
      : object_(object), place_(std::move(place)), error_(error) {
    if (!object.is_object()) fail("", "an object");
  }

  std::string text(std::string_view name) {
    const Json* value = find(name);
    if (value == nullptr) return {};
    if (!value->is_string()) return fail(name, "a text or null"), std::string();
    return value->get<std::string>();
  }
  std::string id() {
    std::string value = text("id");
    if (value.empty()) fail("id", "an id such as \"g1\"");
    return value;
  }
  std::optional<TimePoint> time(std::string_view name) {
    const std::string written = text(name);
    if (written.empty()) return {};
    const auto read = parse_time(written);
    if (!read) fail(name, "a time such as \"2026-05-12T09:00:00Z\"");
    return read;
  }
  int64_t number(std::string_view name) {
    const Json* value = find(name);
    if (value == nullptr) return 0;
    if (!value->is_number_integer()) return fail(name, "a whole number"), 0;
    return value->get<int64_t>();
  }
  bool flag(std::string_view name) {
    const Json* value = find(name);
    if (value != nullptr && !value->is_boolean()) fail(name, "true or false");
    return value != nullptr && value->is_boolean() && value->get<bool>();
  }
  Presentation presented(std::string_view what) {
    return {time(fmt::format("{}_at", what)), text(fmt::format("{}_by", what)),
            text(fmt::format("{}_how", what))};
  }
  // The elements of a list, each with its place.
  template <class Each>
  void list(std::string_view name, bool required, Each each) {
    const Json* value = find(name);
    if (value == nullptr && !required) return;
    if (value == nullptr || !value->is_array()) return fail(name, "a list");
    for (size_t index = 0; index < value->size(); ++index) {
      Reader element((*value)[index], fmt::format("{}.{}[{}]", place_, name, index), error_);
      each(element);
    }
  }
  // Nothing where the member is missing or null.
  std::optional<Reader> object(std::string_view name) {
    const Json* value = find(name);
    if (value == nullptr) return {};
    return Reader(*value, fmt::format("{}.{}", place_, name), error_);
  }
  void fail(std::string_view name, std::string_view wanted) {
    if (!error_.empty()) return;
    error_ =
        fmt::format("{}{}{}: {} should stand here", place_, name.empty() ? "" : ".", name, wanted);
  }

 private:
  const Json* find(std::string_view name) const {
    const Json* value = object_.is_object() ? find_member(object_, name) : nullptr;
    return value == nullptr || value->is_null() ? nullptr : value;
  }

  const Json& object_;
  std::string place_;
  std::string& error_;
};

std::string name_of(const Names& names, const std::string& id) {
  const auto found = names.find(id);
  return found == names.end() ? id : found->second;
}

Names read_names(Reader& document, std::string_view list) {
  Names names;
  document.list(list, false, [&](Reader& row) { names[row.id()] = row.text("name"); });
  return names;
}

// `presented` names the members that tell of its newest presentation.
LineageToken read_token(Reader& row, std::string_view presented) {
  return {.id = row.id(),
          .is_refresh = presented == "presented",
          .parent = row.text("parent"),
          .beside = row.text("beside"),
          .issued_at = row.time("issued_at"),
          .expires_at = row.time("expires_at"),
          .retired_at = row.time("retired_at"),
          .ended_at = row.time("ended_at"),
          .issued_to = row.text("issued_to"),
          .used = row.presented(presented),
          .ended = row.text("ended")};
}

LineageEvent read_event(Reader& row) {
  return {.at = row.time("at"),
          .what = row.text("what"),
          .by = row.text("by"),
          .how = row.text("how"),
          .refresh_token = row.text("refresh_token"),
          .access_token = row.text("access_token"),
          .reason = row.text("reason"),
          .rotated = row.flag("rotated")};
}

LineageCode read_code(Reader& row, const Names& apps, const Names& users) {
  return {.id = row.id(),
          .app = name_of(apps, row.text("app")),
          .user = name_of(users, row.text("user")),
          .grant = row.text("grant"),
          .issued_at = row.time("issued_at"),
          .spent = row.presented("spent"),
          .replays = std::max<int64_t>(0, row.number("replays")),
          .replayed = row.presented("replayed"),
          .ended = row.text("ended")};
}

LineageGrant read_grant(Reader& row, const Names& apps, const Names& users) {
  LineageGrant grant{.id = row.id(),
                     .code = row.text("code"),
                     .app = name_of(apps, row.text("app")),
                     .user = name_of(users, row.text("user")),
                     .flow = row.text("flow"),
                     .opened_at = row.time("opened_at"),
                     .ended_at = row.time("ended_at"),
                     .ended = row.text("ended")};
  if (auto ended_by = row.object("ended_by")) {
    grant.ended_by = ended_by->text("token");
    grant.ending = {grant.ended_at, ended_by->text("by"), ended_by->text("how")};
  }
  row.list("refresh_tokens", false,
           [&](Reader& one) { grant.refresh.push_back(read_token(one, "presented")); });
  for (size_t index = 0; index + 1 < grant.refresh.size(); ++index) {
    LineageToken& former = grant.refresh[index];
    if (!former.retired_at && former.ended.empty())
      former.retired_by = grant.refresh[index + 1].issued_at;
  }
  row.list("kept_access_tokens", false,
           [&](Reader& one) { grant.access.push_back(read_token(one, "used")); });
  row.list("events", true, [&](Reader& one) { grant.events.push_back(read_event(one)); });
  return grant;
}

}  // namespace

const LineageCode* Lineage::code_of(const LineageGrant& grant) const {
  const auto found = std::find_if(redeemed.begin(), redeemed.end(),
                                  [&](const LineageCode& code) { return code.id == grant.code; });
  return found == redeemed.end() ? nullptr : &*found;
}

Result<Lineage, std::string> read_lineage(std::string_view json) {
  const auto parsed = parse_json(json);
  if (!parsed) return "it is not JSON: " + parsed.error();
  std::string error;
  Reader document(parsed.value(), "$", error);
  Lineage lineage;
  lineage.at = document.time("at");
  const Names apps = read_names(document, "apps"), users = read_names(document, "users");
  document.list("codes", true, [&](Reader& row) {
    LineageCode code = read_code(row, apps, users);
    (code.grant.empty() ? lineage.codes : lineage.redeemed).push_back(std::move(code));
  });
  document.list("grants", true, [&](Reader& row) {
    LineageGrant grant = read_grant(row, apps, users);
    if (grant.app.empty()) {
      ++lineage.sessions;
    } else {
      lineage.grants.push_back(std::move(grant));
    }
  });
  if (!error.empty())
    return error + "; give what GET /lineage of a control listener, or a run's report, holds";
  return lineage;
}

}  // namespace rehearse::harness
