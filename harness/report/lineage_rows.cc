#include "harness/report/lineage_rows.h"

#include <algorithm>

#include "harness/report/lineage_words.h"

namespace rehearse::harness {
namespace {

using End = LineageRow::End;

std::optional<LineageInstant> instant(const std::optional<TimePoint>& at) {
  return at ? std::optional(LineageInstant{*at, 0}) : std::nullopt;
}

void add_mark(LineageRow& row, LineageMark::Kind kind, const std::optional<TimePoint>& at,
              int step = 0) {
  if (at) row.marks.push_back({kind, {*at, step}});
}

LineageRow row_of(const LineageCode& code) {
  LineageRow row{
      .id = code.id, .kind = "code", .words = words_for(code), .from = instant(code.issued_at)};
  row.until = instant(code.spent.at);
  if (row.until) row.end = code.ended.empty() ? End::retired : End::ended;
  if (code.ended.empty()) add_mark(row, LineageMark::Kind::used, code.spent.at);
  if (code.replays > 0) add_mark(row, LineageMark::Kind::refused, code.replayed.at);
  return row;
}

LineageRow row_of(std::string_view kind, const LineageToken& token) {
  LineageRow row{.id = token.id,
                 .kind = std::string(kind),
                 .words = words_for(token),
                 .from = instant(token.issued_at)};
  if (token.retired_at || token.retired_by) {
    row.until = instant(token.retired_at ? token.retired_at : token.retired_by);
    row.end = End::retired;
  } else if (!token.ended.empty()) {
    row.until = instant(token.ended_at);
    row.end = token.ended == "access_token_expired" ? End::lapsed : End::ended;
  }
  return row;
}

LineageRow* find_row(std::vector<LineageRow>& rows, const std::string& id) {
  const auto found =
      std::find_if(rows.begin(), rows.end(), [&](const LineageRow& row) { return row.id == id; });
  return found == rows.end() ? nullptr : &*found;
}

// The code, each refresh token with the access tokens that came with it, then the others.
std::vector<LineageRow> rows_of(const Lineage& lineage, const LineageGrant& grant) {
  std::vector<LineageRow> rows;
  if (const LineageCode* code = lineage.code_of(grant)) rows.push_back(row_of(*code));
  std::vector<const LineageToken*> left;
  for (const LineageToken& access : grant.access) left.push_back(&access);
  const auto take = [&](const std::string& beside, bool any) {
    for (const LineageToken*& access : left) {
      if (access == nullptr || (!any && access->beside != beside)) continue;
      rows.push_back(row_of("access token", *access));
      rows.back().depth = any ? 0 : 1;
      add_mark(rows.back(), LineageMark::Kind::used, access->used.at);
      access = nullptr;
    }
  };
  for (const LineageToken& refresh : grant.refresh) {
    rows.push_back(row_of("refresh token", refresh));
    take(refresh.id, false);
  }
  take({}, true);
  return rows;
}

// A refresh presents the token before the one it brings, where it brings one.
std::string presented_in(const LineageGrant& grant, const LineageEvent& event) {
  if (!event.rotated) return event.refresh_token;
  for (const LineageToken& refresh : grant.refresh) {
    if (refresh.id == event.refresh_token) return refresh.parent;
  }
  return {};
}

// The order of the events within their instants; what a refusal ends belongs to it.
std::vector<int> steps_of(const std::vector<LineageEvent>& events) {
  std::vector<int> steps;
  for (size_t index = 0; index < events.size(); ++index) {
    const bool first = index == 0 || events[index].at != events[index - 1].at;
    const bool follows =
        events[index].what == "ended" && !first && events[index - 1].what == "refused";
    steps.push_back(first ? 0 : steps.back() + (follows ? 0 : 1));
  }
  return steps;
}

// Moves what an event gave or took to the event's own column, and marks what was presented.
void place_event(const LineageGrant& grant, const LineageEvent& event, LineageInstant when,
                 LineageBlock& block) {
  const bool refused = event.what == "refused";
  for (LineageRow& row : block.rows) {
    const bool given = event.what == "opened" || event.what == "refreshed";
    const bool is_refresh = row.id == event.refresh_token && row.from && row.from->at == when.at;
    if (given && (row.id == event.access_token || (is_refresh && event.what == "opened") ||
                  (is_refresh && event.rotated)))
      row.from = when;
    if (event.rotated && row.id == presented_in(grant, event)) row.until = when;
    if (event.what == "ended" && row.killed) row.until = when;
  }
  if (event.what == "ended" && block.killed_at) block.killed_at = when;
  if (event.what != "refreshed" && !refused) return;
  const std::string presented =
      refused && event.how == "exchange" ? grant.code : presented_in(grant, event);
  LineageRow* row = find_row(block.rows, presented);
  if (row == nullptr) return;
  add_mark(*row, refused ? LineageMark::Kind::refused : LineageMark::Kind::used, when.at,
           when.step);
}

void place_events(const LineageGrant& grant, LineageBlock& block) {
  const std::vector<int> steps = steps_of(grant.events);
  for (size_t index = 0; index < steps.size(); ++index) {
    const LineageEvent& event = grant.events[index];
    if (event.at) place_event(grant, event, {*event.at, steps[index]}, block);
  }
  // A token is not used before it is there.
  for (LineageRow& row : block.rows) {
    for (LineageMark& mark : row.marks) {
      if (row.from && mark.at < *row.from) mark.at = *row.from;
    }
  }
}

void gather_instants(LineageBlock& block) {
  std::vector<LineageInstant>& all = block.instants;
  for (const LineageRow& row : block.rows) {
    if (row.from) all.push_back(*row.from);
    if (row.until) all.push_back(*row.until);
    for (const LineageMark& mark : row.marks) all.push_back(mark.at);
  }
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
}

LineageBlock block_of(const Lineage& lineage, const LineageGrant& grant) {
  LineageBlock block{.heading = heading_of(grant),
                     .ending = ending_of(grant),
                     .ended = !grant.ended.empty(),
                     .rows = rows_of(lineage, grant)};
  if (block.ended && grant.ended_at) {
    block.killed_at = instant(grant.ended_at);
    block.killer = grant.ended_by;
    for (LineageRow& row : block.rows)
      row.killed = row.end == End::ended && row.until == block.killed_at;
  }
  place_events(grant, block);
  gather_instants(block);
  return block;
}

}  // namespace

std::vector<LineageBlock> lineage_blocks(const Lineage& lineage) {
  std::vector<LineageBlock> blocks;
  for (const LineageGrant& grant : lineage.grants) blocks.push_back(block_of(lineage, grant));
  for (const LineageCode& code : lineage.codes) {
    LineageBlock block{.heading = heading_of(code),
                       .ending = code.ended.empty() ? "waits" : "ended: " + code.ended,
                       .ended = !code.ended.empty(),
                       .rows = {row_of(code)}};
    gather_instants(block);
    blocks.push_back(std::move(block));
  }
  return blocks;
}

}  // namespace rehearse::harness
