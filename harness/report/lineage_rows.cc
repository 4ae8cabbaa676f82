#include "harness/report/lineage_rows.h"

#include <algorithm>

#include "harness/report/lineage_words.h"

namespace rehearse::harness {
namespace {

using End = LineageRow::End;

void add_mark(LineageRow& row, LineageMark::Kind kind, const std::optional<TimePoint>& at) {
  if (at) row.marks.push_back({kind, *at});
}

LineageRow row_of(const LineageCode& code) {
  LineageRow row{.id = code.id, .kind = "code", .words = words_for(code), .from = code.issued_at};
  row.until = code.spent.at;
  if (row.until) row.end = code.ended.empty() ? End::retired : End::ended;
  if (code.ended.empty()) add_mark(row, LineageMark::Kind::used, code.spent.at);
  if (code.replays > 0) add_mark(row, LineageMark::Kind::refused, code.replayed.at);
  return row;
}

LineageRow row_of(std::string_view kind, const LineageToken& token) {
  LineageRow row{.id = token.id,
                 .kind = std::string(kind),
                 .words = words_for(token),
                 .from = token.issued_at};
  if (token.retired_at) {
    row.until = token.retired_at;
    row.end = End::retired;
  } else if (!token.ended.empty()) {
    row.until = token.ended_at;
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
  std::string before;
  for (const LineageToken& refresh : grant.refresh) {
    if (refresh.id == event.refresh_token) return before;
    before = refresh.id;
  }
  return {};
}

void mark_events(const LineageGrant& grant, std::vector<LineageRow>& rows) {
  for (const LineageEvent& event : grant.events) {
    const bool refused = event.what == "refused";
    if (event.what != "refreshed" && !refused) continue;
    LineageRow* row = find_row(
        rows, refused && event.how == "exchange" ? grant.code : presented_in(grant, event));
    if (row == nullptr) continue;
    add_mark(*row, refused ? LineageMark::Kind::refused : LineageMark::Kind::used, event.at);
  }
}

void gather_instants(LineageBlock& block) {
  std::vector<TimePoint>& all = block.instants;
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
  mark_events(grant, block.rows);
  if (block.ended && grant.ended_at) {
    block.killed_at = grant.ended_at;
    block.killer = grant.ended_by;
    for (LineageRow& row : block.rows)
      row.killed = row.end == End::ended && row.until == grant.ended_at;
  }
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
