#include "harness/report/lineage_svg.h"

#include <fmt/format.h>

#include <algorithm>

#include "harness/report/lineage_rows.h"
#include "mocks/core/xml.h"

namespace rehearse::harness {
namespace {

using End = LineageRow::End;

// All in pixels of the picture.
constexpr int kMargin = 24, kLabels = 170, kColumn = 92;
constexpr int kRow = 30, kBar = 10, kHeading = 64, kGap = 28, kLegend = 34;

constexpr std::string_view kStyle =
    ".lineage{--ink:#1b1f24;--dim:#57606a;--paper:#ffffff;--line:#d8dee4;--live:#1a7f37;"
    "--gone:#8c959f;--dead:#cf222e;--lapse:#9a6700;background:var(--paper);"
    "font:13px system-ui,sans-serif}"
    "@media (prefers-color-scheme:dark){.lineage{--ink:#e6edf3;--dim:#9198a1;--paper:#0d1117;"
    "--line:#30363d;--live:#3fb950;--gone:#7d8590;--dead:#f85149;--lapse:#d29922}}"
    ".paper{fill:var(--paper)}.lineage text{fill:var(--ink)}"
    ".lineage .head{font-size:15px;font-weight:600}.lineage .dim{fill:var(--dim);font-size:12px}"
    ".lineage .bad{fill:var(--dead)}.grid{stroke:var(--line)}"
    ".lives{fill:var(--live)}.retired{fill:var(--gone)}.lapsed{fill:var(--lapse)}"
    ".ended{fill:var(--dead)}.used{fill:var(--paper);stroke:var(--ink);stroke-width:2}"
    ".refused,.kill{stroke:var(--dead);stroke-width:2;fill:none}.hit{fill:var(--dead)}";

std::string_view class_of(End end) {
  switch (end) {
    case End::lives:
      return "lives";
    case End::retired:
      return "retired";
    case End::lapsed:
      return "lapsed";
    case End::ended:
      return "ended";
  }
  return "";
}

// Drawing is one block: where its instants and rows are, and the elements that show them.
class Drawing {
 public:
  Drawing(XmlWriter& svg, const LineageBlock& block, int top, int columns)
      : svg_(svg), block_(block), top_(top), columns_(columns) {}

  void draw() {
    svg_.open("g");
    text(kMargin, top_ + 16, block_.heading, "head");
    text(kMargin, top_ + 36, block_.ending, block_.ended ? "dim bad" : "dim");
    grid();
    for (size_t row = 0; row < block_.rows.size(); ++row) draw_row(row);
    kill_line();
    svg_.close();
  }

 private:
  int x_of(LineageInstant at) const {
    const auto place = std::lower_bound(block_.instants.begin(), block_.instants.end(), at);
    return kMargin + kLabels + kColumn / 2 + int(place - block_.instants.begin()) * kColumn;
  }
  int y_of(size_t row) const { return top_ + kHeading + kRow / 2 + int(row) * kRow + 16; }
  int right() const { return kMargin + kLabels + columns_ * kColumn; }

  void text(int x, int y, std::string_view words, std::string_view style) {
    svg_.leaf("text", words,
              {{"x", std::to_string(x)}, {"y", std::to_string(y)}, {"class", std::string(style)}});
  }
  void line(int x1, int y1, int x2, int y2, std::string_view style) {
    svg_.leaf("line", "",
              {{"x1", std::to_string(x1)},
               {"y1", std::to_string(y1)},
               {"x2", std::to_string(x2)},
               {"y2", std::to_string(y2)},
               {"class", std::string(style)}});
  }

  void grid() {
    const int top = top_ + kHeading + 12, bottom = y_of(block_.rows.size()) - kRow / 2;
    std::string day;
    for (const LineageInstant& at : block_.instants) {
      const std::string written = format_time(at.at);
      const std::string date = written.substr(0, 10);
      const int x = x_of(at);
      if (date != day) text(x - 30, top - 18, date, "dim");
      day = date;
      text(x - 30, top - 4, written.substr(11, written.size() - 12), "dim");
      line(x, top, x, bottom, "grid");
    }
  }

  void draw_row(size_t number) {
    const LineageRow& row = block_.rows[number];
    const int y = y_of(number);
    svg_.open("g");
    svg_.leaf("title", fmt::format("{} {}: {}", row.kind, row.id, row.words));
    text(kMargin + row.depth * 18, y + 4, fmt::format("{} {}", row.id, row.kind), "");
    const int from = row.from ? x_of(*row.from) : kMargin + kLabels;
    const int until = std::max(row.until ? x_of(*row.until) : right(), from + 6);
    svg_.leaf("rect", "",
              {{"x", std::to_string(from)},
               {"y", std::to_string(y - kBar / 2)},
               {"width", std::to_string(until - from)},
               {"height", std::to_string(kBar)},
               {"rx", "3"},
               {"class", std::string(class_of(row.end))}});
    for (const LineageMark& mark : row.marks) draw_mark(mark, y);
    text(right() + 12, y + 4, row.words, "dim");
    svg_.close();
  }

  void draw_mark(const LineageMark& mark, int y) {
    const int x = x_of(mark.at);
    if (mark.kind == LineageMark::Kind::used) {
      svg_.leaf(
          "circle", "",
          {{"cx", std::to_string(x)}, {"cy", std::to_string(y)}, {"r", "5"}, {"class", "used"}});
      return;
    }
    line(x - 6, y - 6, x + 6, y + 6, "refused");
    line(x - 6, y + 6, x + 6, y - 6, "refused");
  }

  // From the presentation that ended the grant to everything that ended with it.
  void kill_line() {
    if (!block_.killed_at) return;
    int from = -1, lowest = -1, highest = -1;
    const int x = x_of(*block_.killed_at);
    for (size_t row = 0; row < block_.rows.size(); ++row) {
      const int y = y_of(row);
      if (block_.rows[row].id == block_.killer) from = y;
      if (!block_.rows[row].killed) continue;
      lowest = std::max(lowest, y);
      highest = highest < 0 ? y : std::min(highest, y);
    }
    if (from < 0 || lowest < 0) return;
    line(x, std::min(from, highest), x, std::max(from, lowest), "kill");
    for (size_t row = 0; row < block_.rows.size(); ++row) {
      if (!block_.rows[row].killed) continue;
      const int y = y_of(row);
      svg_.leaf("path", "", {{"d", fmt::format("M{} {}l6 -6v12z", x + 1, y)}, {"class", "hit"}});
    }
  }

  XmlWriter& svg_;
  const LineageBlock& block_;
  const int top_, columns_;
};

// About as wide as that many letters are.
int width_of(size_t letters) { return int(letters) * 65 / 10; }

// The widest notes beside the rows.
int notes_width(const std::vector<LineageBlock>& blocks) {
  size_t longest = 0;
  for (const LineageBlock& block : blocks) {
    for (const LineageRow& row : block.rows) longest = std::max(longest, row.words.size());
  }
  return width_of(longest);
}

// A heading may be wider than everything below it.
int headings_width(const std::vector<LineageBlock>& blocks) {
  size_t longest = 0;
  for (const LineageBlock& block : blocks)
    longest = std::max({longest, block.heading.size() * 5 / 4, block.ending.size()});
  return width_of(longest);
}

int height_of(const LineageBlock& block) { return kHeading + 24 + int(block.rows.size()) * kRow; }

std::string description(const std::vector<LineageBlock>& blocks, size_t sessions) {
  std::string text;
  for (const LineageBlock& block : blocks) {
    text += fmt::format("{}: {}.\n", block.heading, block.ending);
    for (const LineageRow& row : block.rows)
      text += fmt::format("  {} {}: {}.\n", row.kind, row.id, row.words);
  }
  if (blocks.empty()) text += "No app has been given anything.\n";
  if (sessions > 0) text += fmt::format("Org sessions without an app: {}.\n", sessions);
  return text;
}

void legend(XmlWriter& svg, int y) {
  int x = kMargin;
  const auto word = [&](std::string_view words) {
    svg.leaf("text", words,
             {{"x", std::to_string(x + 28)}, {"y", std::to_string(y + 4)}, {"class", "dim"}});
    x += 44 + int(words.size()) * 7;
  };
  for (const End end : {End::lives, End::retired, End::lapsed, End::ended}) {
    svg.leaf("rect", "",
             {{"x", std::to_string(x)},
              {"y", std::to_string(y - kBar / 2)},
              {"width", "22"},
              {"height", std::to_string(kBar)},
              {"rx", "3"},
              {"class", std::string(class_of(end))}});
    word(end == End::lives     ? "lives"
         : end == End::retired ? "used up or rotated away"
         : end == End::lapsed  ? "its time was over"
                               : "ended");
  }
  svg.leaf(
      "circle", "",
      {{"cx", std::to_string(x + 11)}, {"cy", std::to_string(y)}, {"r", "5"}, {"class", "used"}});
  word("used");
  svg.leaf("path", "",
           {{"d", fmt::format("M{} {}l12 12m0 -12l-12 12", x + 5, y - 6)}, {"class", "refused"}});
  word("presented and refused");
}

}  // namespace

std::string_view lineage_style() { return kStyle; }

std::string lineage_svg(const Lineage& lineage, const LineagePlace& place) {
  const std::vector<LineageBlock> blocks = lineage_blocks(lineage);
  int columns = 3, height = kMargin + kLegend;
  for (const LineageBlock& block : blocks) {
    columns = std::max(columns, int(block.instants.size()));
    height += height_of(block) + kGap;
  }
  constexpr int kLegendWidth = 660;
  const int rows = kLabels + columns * kColumn + 12 + notes_width(blocks);
  const int width = 2 * kMargin + std::max({rows, headings_width(blocks), kLegendWidth});
  XmlWriter svg(XmlWriter::Layout::indented);
  svg.open("svg", {{"xmlns", "http://www.w3.org/2000/svg"},
                   {"class", "lineage"},
                   {"role", "img"},
                   {"aria-labelledby", fmt::format("{0}-title {0}-text", place.id)},
                   {"width", std::to_string(width)},
                   {"height", std::to_string(height)},
                   {"viewBox", fmt::format("0 0 {} {}", width, height)}});
  svg.leaf("title", "Lineage: which token came from which, who used it, and why it ended",
           {{"id", place.id + "-title"}});
  svg.leaf("desc", description(blocks, lineage.sessions), {{"id", place.id + "-text"}});
  if (!place.in_page) svg.leaf("style", kStyle);
  svg.leaf("rect", "", {{"width", "100%"}, {"height", "100%"}, {"class", "paper"}});
  int top = kMargin;
  for (const LineageBlock& block : blocks) {
    Drawing(svg, block, top, columns).draw();
    top += height_of(block) + kGap;
  }
  legend(svg, top + kLegend / 2);
  svg.close();
  return svg.take();
}

}  // namespace rehearse::harness
