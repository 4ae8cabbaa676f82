#include "harness/matrix/story.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "mocks/core/text.h"

namespace rehearse::harness {
namespace {

Json day_or_null(const std::optional<int>& day) { return day ? Json(*day) : Json(nullptr); }

std::optional<int> read_day(const Json& json, std::string_view member) {
  const auto day = integer_member(json, member);
  return day ? std::optional<int>(int(*day)) : std::nullopt;
}

}  // namespace

std::string Story::chain_text() const { return join(chain, " > "); }

Story story_of(const simulation::LifeReport& report) {
  Story story;
  story.connects = report.connects;
  story.works = report.works;
  story.lost_on_day = report.lost_on_day;
  story.first_failure_on_day = report.first_failure_on_day;
  for (const Reason* reason : report.chain) story.chain.emplace_back(reason->name);
  story.guide_step = report.remedy.guide_step;
  story.remedy = report.remedy.text;
  for (const simulation::LifeEvent& event : report.timeline)
    story.timeline.push_back({std::string(simulation::to_text(event.what)), event.at.count(),
                              event.reason == nullptr ? "" : std::string(event.reason->name),
                              event.text});
  return story;
}

Json to_json(const Story& story) {
  Json timeline = Json::array();
  for (const Story::Event& event : story.timeline)
    timeline.push_back({{"what", event.what},
                        {"at_ms", event.at_ms},
                        {"reason", event.reason},
                        {"text", event.text}});
  return {{"connects", story.connects},
          {"works", story.works},
          {"lost_on_day", day_or_null(story.lost_on_day)},
          {"first_failure_on_day", day_or_null(story.first_failure_on_day)},
          {"reasons", story.chain},
          {"guide_step", story.guide_step},
          {"remedy", story.remedy},
          {"timeline", std::move(timeline)}};
}

Result<Story, std::string> read_story(const Json& json) {
  const auto connects = bool_member(json, "connects"), works = bool_member(json, "works");
  const Json* reasons = find_member(json, "reasons");
  const Json* timeline = find_member(json, "timeline");
  if (!connects || !works || reasons == nullptr || !reasons->is_array() || timeline == nullptr ||
      !timeline->is_array())
    return std::string("a story lacks connects, works, reasons or timeline");
  Story story;
  story.connects = *connects;
  story.works = *works;
  story.lost_on_day = read_day(json, "lost_on_day");
  story.first_failure_on_day = read_day(json, "first_failure_on_day");
  for (const Json& reason : *reasons) {
    if (!reason.is_string()) return std::string("a story's reason is no text");
    story.chain.push_back(reason.get<std::string>());
  }
  story.guide_step = string_member(json, "guide_step").value_or("");
  story.remedy = string_member(json, "remedy").value_or("");
  for (const Json& event : *timeline)
    story.timeline.push_back(
        {string_member(event, "what").value_or(""), integer_member(event, "at_ms").value_or(0),
         string_member(event, "reason").value_or(""), string_member(event, "text").value_or("")});
  return story;
}

std::string day_text(int64_t at_ms) {
  const int64_t minutes = at_ms / 60'000;
  const int64_t days = minutes / (24 * 60);
  const std::string time = fmt::format("{:02}:{:02}", minutes / 60 % 24, minutes % 60);
  return days == 0 ? time : fmt::format("day {} {}", days, time);
}

}  // namespace rehearse::harness
