#include "harness/report/page_exchanges.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "harness/report/html_report.h"
#include "harness/report/page_text.h"
#include "harness/report/words.h"
#include "mocks/core/text.h"
#include "mocks/core/time.h"

namespace rehearse::harness {
namespace {

using Fields = SeenExchange::Fields;

// What somebody reads, and no more of it than a page has room for.
std::string excerpt(std::string_view text) {
  const std::string_view shown = beginning(text, kMostOfText);
  std::string out = page_text(shown);
  if (shown.size() < text.size())
    out += fmt::format(" <i>… {} more in exchanges.har</i>",
                       counted(text.size() - shown.size(), "byte", "bytes"));
  return out;
}

// JSON over several lines; anything else as it is.
std::string readable(const std::string& body) {
  if (!body.starts_with('{') && !body.starts_with('[')) return body;
  const auto json = parse_json(body);
  return json ? dump_json(json.value(), 1) : body;
}

std::string lines_of(const Fields& fields, std::string_view between) {
  std::string text;
  for (const auto& [name, value] : fields) text += fmt::format("{}{}{}\n", name, between, value);
  return text;
}

std::string query_of(const Fields& fields) {
  std::string text;
  for (const auto& [name, value] : fields)
    text += fmt::format("{}{}={}", text.empty() ? "?" : "&", name, value);
  return text;
}

// One side of an exchange: its first line, its headers, what it carried.
std::string message(std::string_view title, const std::string& first, const Fields& headers,
                    const std::string& content) {
  std::string html = fmt::format("<div><b>{}</b><pre>{}\n", title, excerpt(first));
  html += excerpt(lines_of(headers, ": "));
  if (!content.empty()) html += "\n" + excerpt(content);
  return html + "</pre></div>";
}

std::string request_html(const SeenExchange& exchange) {
  const std::string first = fmt::format("{} {}{}{}", exchange.method, exchange.host, exchange.path,
                                        query_of(exchange.query));
  const std::string form = lines_of(exchange.form, "=");
  return message("Request", first, exchange.headers, form.empty() ? readable(exchange.body) : form);
}

std::string answer_html(const SeenExchange& exchange) {
  if (exchange.status == 0)
    return fmt::format("<div><b>Answer</b><p>None came: {}.</p></div>",
                       page_text(exchange.fault.empty() ? "nobody sent one" : exchange.fault));
  const std::string type = header_of(exchange.answer_headers, "content-type");
  std::string content = readable(exchange.answer_body);
  if (content.empty() && type.starts_with("text/html")) content = "[a page]";
  return message("Answer", std::to_string(exchange.status), exchange.answer_headers, content);
}

// What the mock itself says of it.
std::string remarks(const SeenExchange& exchange, const ReportWords& words) {
  std::string html;
  const auto found = words.reasons.find(exchange.reason);
  if (!exchange.reason.empty()) {
    html += fmt::format("<p>Refused: <code>{}</code>", page_text(exchange.reason));
    if (found != words.reasons.end()) html += " " + page_text(found->second.meaning);
    html += "</p>";
  }
  if (!exchange.fault.empty()) html += fmt::format("<p>{}.</p>", page_text(exchange.fault));
  if (!exchange.note.empty()) html += fmt::format("<p>{}</p>", page_text(exchange.note));
  return html;
}

char letter_of(SeenExchange::Party party) {
  return party == SeenExchange::Party::person    ? 'p'
         : party == SeenExchange::Party::workato ? 'w'
                                                 : 's';
}

bool was_refused(const SeenExchange& exchange) {
  return exchange.status == 0 || exchange.status >= 400 || !exchange.reason.empty();
}

// How an answer is to look: red where its step broke, as a warning where it was as expected.
std::string_view look_of(const SeenExchange& exchange, const Finding* step) {
  if (!was_refused(exchange)) return "";
  const bool broke = step != nullptr && is_broken(step->verdict);
  return broke ? " bad" : " warn";
}

// Row is what a row shows beside the exchange itself.
struct Row {
  std::string id{}, step_id{};
  const Finding* step = nullptr;
};

std::string row_html(const SeenExchange& exchange, const Row& row, const ReportWords& words) {
  std::string html = fmt::format("<details class=x id={}{}><summary>", row.id,
                                 row.step_id.empty() ? "" : " data-step=" + row.step_id);
  // The symbols are the template's.
  html += fmt::format("<svg class=\"a{}\" aria-hidden=true><use href=\"#{}{}{}\"/></svg>",
                      look_of(exchange, row.step), letter_of(exchange.from()),
                      letter_of(exchange.to()), exchange.status == 0 ? "-lost" : "");
  html += fmt::format(
      "<span class=w><span class=vh>{} to {}: </span><b>{}</b> <code>{}</code> "
      "<span class=st>{}</span>",
      to_text(exchange.from()), to_text(exchange.to()), page_text(beginning(exchange.method, 40)),
      page_text(beginning(exchange.path, 200)),
      exchange.status == 0 ? "lost" : std::to_string(exchange.status));
  if (!exchange.reason.empty())
    html += fmt::format(" <code class=st>{}</code>", page_text(exchange.reason));
  html += "</span></summary><div class=io>" + request_html(exchange) + answer_html(exchange);
  return html + remarks(exchange, words) + "</div></details>\n";
}

// Writer adds row after row, with notes between them.
class Writer {
 public:
  Writer(const Report& report, size_t number)
      : words_(report.words), scenario_(report.run.scenarios[number - 1]), number_(number) {
    for (size_t step = 0; step < scenario_.findings.size(); ++step)
      places_.try_emplace(scenario_.findings[step].step_id, step);
  }

  std::string add(const SeenExchange& exchange, const std::string& id) {
    Row row{id};
    if (const auto place = places_.find(exchange.step); place != places_.end()) {
      row.step_id = step_anchor(number_, place->second + 1);
      row.step = &scenario_.findings[place->second];
    }
    return notes(exchange, row) + row_html(exchange, row, words_);
  }

 private:
  std::string notes(const SeenExchange& exchange, const Row& row) {
    std::string html;
    if (exchange.at != at_) html += fmt::format("<p class=d>{}</p>\n", clock(exchange.at));
    at_ = exchange.at;
    if (exchange.step != step_ && row.step != nullptr)
      html += fmt::format("<p class=d><a href=\"#{}\">{}</a></p>\n", row.step_id,
                          page_text(row.step->title));
    step_ = exchange.step;
    return html;
  }

  // When, and how long after what came before.
  std::string clock(const std::string& at) const {
    const auto now = parse_time(at), before = parse_time(at_);
    if (!now) return page_text(at);
    std::string text = in_utc(*now);
    if (before && *now > *before) text += fmt::format(", {} later", lasting(*now - *before));
    return text;
  }

  const ReportWords& words_;
  const ScenarioResult& scenario_;
  size_t number_;
  std::map<std::string, size_t, std::less<>> places_{};  // of steps by id
  std::string at_{}, step_{};
};

}  // namespace

std::string step_anchor(size_t scenario, size_t step) {
  return fmt::format("s{}-t{}", scenario, step);
}

ExchangeRows exchange_rows(const Report& report, size_t number, size_t room) {
  ExchangeRows rows;
  Writer writer(report, number);
  for (const SeenExchange& exchange : report.transcripts[number - 1].exchanges) {
    const std::string id = fmt::format("s{}-x{}", number, rows.shown + 1);
    const std::string row = rows.left_out > 0 ? std::string() : writer.add(exchange, id);
    if (row.empty() || rows.html.size() + row.size() > room) {
      ++rows.left_out;
      continue;
    }
    rows.html += row;
    ++rows.shown;
    ExchangeRows::OfStep& of_step = rows.steps[exchange.step];
    if (of_step.count++ == 0) of_step.first = id;
  }
  return rows;
}

}  // namespace rehearse::harness
