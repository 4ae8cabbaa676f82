#include "harness/report/timeline.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "harness/report/page_exchanges.h"
#include "harness/report/page_text.h"
#include "harness/report/words.h"
#include "mocks/core/time.h"
#include "mocks/core/xml.h"

namespace rehearse::harness {
namespace {

// More marks than that cannot be told apart.
constexpr size_t kMostMarks = 40;
constexpr size_t kMostTitles = 6;
// In pixels of the picture.
constexpr int kWidth = 880, kEdge = 24, kMark = 11, kLevel = 26, kTicks = 34;

// What happened at one instant, or between two.
struct Moment {
  TimePoint from{}, until{};
  std::vector<std::pair<std::string, std::string>> steps{};  // place in the page, title
  size_t exchanges = 0;
  std::map<std::string, size_t> refused{};  // by reason
  bool broke = false;                       // a step that failed

  void add(const Moment& later) {
    until = later.until;
    steps.insert(steps.end(), later.steps.begin(), later.steps.end());
    exchanges += later.exchanges;
    broke = broke || later.broke;
    for (const auto& [reason, times] : later.refused) refused[reason] += times;
  }
};

std::vector<Moment> moments_of(const Report& report, size_t number) {
  std::map<TimePoint, Moment> by_time;
  const auto at = [&](const std::string& text) -> Moment* {
    const auto time = parse_time(text);
    if (!time) return nullptr;
    Moment& moment = by_time[*time];
    moment.from = moment.until = *time;
    return &moment;
  };
  const ScenarioResult& scenario = report.run.scenarios[number - 1];
  for (size_t step = 0; step < scenario.findings.size(); ++step) {
    const Finding& finding = scenario.findings[step];
    Moment* moment = at(finding.virtual_time);
    if (moment == nullptr) continue;
    moment->steps.emplace_back(step_anchor(number, step + 1), finding.title);
    if (is_broken(finding.verdict)) moment->broke = true;
  }
  for (const SeenExchange& exchange : report.transcripts[number - 1].exchanges) {
    Moment* moment = at(exchange.at);
    if (moment == nullptr) continue;
    ++moment->exchanges;
    if (!exchange.reason.empty()) ++moment->refused[exchange.reason];
  }
  std::vector<Moment> moments;
  for (auto& [time, moment] : by_time) moments.push_back(std::move(moment));
  return moments;
}

// Neighbours become one where there are too many of them.
std::vector<Moment> gathered(const std::vector<Moment>& moments) {
  if (moments.size() <= kMostMarks) return moments;
  const Duration span = moments.back().from - moments.front().from;
  std::map<int64_t, Moment> groups;
  for (const Moment& moment : moments) {
    const int64_t group =
        (moment.from - moments.front().from) * int64_t(kMostMarks - 1) / (span + Duration(1));
    const auto [place, is_new] = groups.try_emplace(group, moment);
    if (!is_new) place->second.add(moment);
  }
  std::vector<Moment> few;
  for (auto& [group, moment] : groups) few.push_back(std::move(moment));
  return few;
}

// Days between the ticks, so that there are a dozen at most.
int64_t days_a_tick(int64_t days) {
  for (const int64_t step : {1, 2, 5, 7, 14, 30, 60, 90, 180, 365}) {
    if (days / step <= 12) return step;
  }
  return days / 12 + 1;
}

// Axis knows where an instant lies.
struct Axis {
  TimePoint zero{}, first{}, last{};  // day 0, and what is shown

  int x_of(TimePoint at) const {
    const auto span = std::max<int64_t>((last - first).count(), 1);
    return kEdge + int((at - first).count() * (kWidth - 2 * kEdge) / span);
  }
};

constexpr int64_t kDay = 86'400'000;

void draw_axis(XmlWriter& svg, const Axis& axis, int y) {
  const auto text = [](int64_t number) { return std::to_string(number); };
  svg.leaf("line", "",
           {{"x1", text(kEdge - kMark)},
            {"y1", text(y)},
            {"x2", text(kWidth - kEdge + kMark)},
            {"y2", text(y)},
            {"class", "axis"}});
  const int64_t first = (axis.first - axis.zero).count() / kDay;
  const int64_t last = (axis.last - axis.zero).count() / kDay;
  const int64_t step = days_a_tick(last - first);
  for (int64_t day = (first + step - 1) / step * step; day <= last; day += step) {
    const TimePoint at = axis.zero + Duration(day * kDay);
    if (at < axis.first) continue;
    const int x = axis.x_of(at);
    svg.leaf("line", "",
             {{"x1", text(x)},
              {"y1", text(y)},
              {"x2", text(x)},
              {"y2", text(y + 6)},
              {"class", "axis"}});
    svg.leaf("text", fmt::format("day {}", day), {{"x", text(x)}, {"y", text(y + 20)}});
  }
}

// Marks that would overlap stand one above the other.
class Levels {
 public:
  int level_of(int x) {
    for (size_t level = 0; level < ends_.size(); ++level) {
      if (ends_[level] > x - 2 * kMark - 4) continue;
      ends_[level] = x;
      return int(level);
    }
    ends_.push_back(x);
    return int(ends_.size()) - 1;
  }
  int count() const { return int(ends_.size()); }

 private:
  std::vector<int> ends_{};
};

std::string picture(const std::vector<Moment>& moments, const Axis& axis, size_t number) {
  Levels levels;
  std::vector<int> level_of;
  for (const Moment& moment : moments) level_of.push_back(levels.level_of(axis.x_of(moment.from)));
  const int y = levels.count() * kLevel + 8, height = y + kTicks;
  const auto text = [](int value) { return std::to_string(value); };
  XmlWriter svg;
  svg.open("svg", {{"class", "time"},
                   {"role", "group"},
                   {"aria-label", "Days of virtual time"},
                   {"width", text(kWidth)},
                   {"height", text(height)},
                   {"viewBox", fmt::format("0 0 {} {}", kWidth, height)}});
  draw_axis(svg, axis, y);
  const auto middle_of = [&](size_t at) { return y - kLevel / 2 - level_of[at] * kLevel; };
  for (size_t at = 0; at < moments.size(); ++at) {
    const int x = axis.x_of(moments[at].from);
    svg.leaf("line", "",
             {{"x1", text(x)},
              {"y1", text(middle_of(at))},
              {"x2", text(x)},
              {"y2", text(y)},
              {"class", "stem"}});
  }
  for (size_t at = 0; at < moments.size(); ++at) {
    const Moment& moment = moments[at];
    const int x = axis.x_of(moment.from), middle = middle_of(at);
    svg.open("a", {{"href", fmt::format("#s{}-i{}", number, at + 1)},
                   {"class", moment.broke              ? "broke"
                             : !moment.refused.empty() ? "denied"
                                                       : "fine"},
                   {"aria-label", fmt::format("{}: {}", at + 1, in_utc(moment.from))}});
    svg.leaf("circle", "", {{"cx", text(x)}, {"cy", text(middle)}, {"r", text(kMark)}});
    svg.leaf("text", text(int(at) + 1), {{"x", text(x)}, {"y", text(middle + 4)}});
    svg.close();
  }
  return without_declaration(svg.take());
}

std::string steps_html(const Moment& moment) {
  std::string html;
  for (size_t at = 0; at < std::min(moment.steps.size(), kMostTitles); ++at) {
    const auto& [place, title] = moment.steps[at];
    const std::string_view words =
        std::string_view(title).substr(0, title.ends_with('.') ? title.size() - 1 : title.size());
    html += fmt::format("{}<a href=\"#{}\">{}</a>", at == 0 ? "" : "; ", place, page_text(words));
  }
  if (moment.steps.size() > kMostTitles)
    html +=
        fmt::format("; and {} more", counted(moment.steps.size() - kMostTitles, "step", "steps"));
  return html;
}

std::string list(const std::vector<Moment>& moments, const Axis& axis, size_t number) {
  std::string html = "<ol class=moments>\n";
  for (size_t at = 0; at < moments.size(); ++at) {
    const Moment& moment = moments[at];
    const Duration since = moment.from - axis.zero;
    html += fmt::format("<li id=s{}-i{}><time>day {}, {}</time> ", number, at + 1,
                        since.count() / kDay, in_utc(moment.from));
    if (moment.until > moment.from)
      html += fmt::format("and the next {} ", lasting(moment.until - moment.from));
    html += steps_html(moment);
    if (moment.exchanges > 0)
      html += fmt::format("{}{}", moment.steps.empty() ? "" : ". ",
                          counted(moment.exchanges, "exchange", "exchanges"));
    std::string_view between = "; refused: ";
    for (const auto& [reason, times] : moment.refused) {
      html += fmt::format("{}<code>{}</code>{}", between, page_text(reason),
                          times == 1 ? "" : fmt::format(" {} times", grouped(times)));
      between = ", ";
    }
    html += "</li>\n";
  }
  return html + "</ol>\n";
}

}  // namespace

std::string timeline_html(const Report& report, size_t number) {
  const std::vector<Moment> moments = gathered(moments_of(report, number));
  if (moments.empty()) return {};
  const TimePoint first = moments.front().from;
  Axis axis{parse_time(report.run.start).value_or(first), first, moments.back().from};
  if (axis.zero > first) axis.zero = first;
  if (moments.size() == 1 && moments.front().until == first)
    return fmt::format("<p>All of it at {}: nobody moved the clock.</p>\n", in_utc(first));
  return fmt::format(
      "<div class=scroll tabindex=0 role=group aria-label=\"Timeline\">{}</div>\n"
      "<p class=soft>Dashed: something was refused. Red: a step failed.</p>\n{}",
      picture(moments, axis, number), list(moments, axis, number));
}

}  // namespace rehearse::harness
