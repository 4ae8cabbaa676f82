#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "harness/report/html_report.h"
#include "harness/report/json_report.h"
#include "harness/report/report.h"
#include "tests/support/source_tree.h"

namespace rehearse::harness::testing {

// What somebody could write into a scenario's title or have an org answer, to break a page: the end
// of a script, a comment, markup, attributes, text that runs the other way, control characters.
inline const std::string kHostile =
    "</script><!-- <img src=x onerror=alert(1)> {{{evil}}} \"' & \xe2\x80\xae"
    "evil\xe2\x80\xac \x1b[31m\x01 ]]> # \\ end";

// A run with an exchange of each kind; every text that comes from outside is hostile.
inline RunResult hostile_run() {
  const Finding failed{.step_id = "bad",
                       .title = kHostile,
                       .guide = "sf.1",
                       .clause = kHostile,
                       .verdict = Verdict::fail,
                       .expected = kHostile,
                       .actual = kHostile,
                       .reason = "token_spent",
                       .why = kHostile,
                       .consequence = kHostile,
                       .hint = kHostile,
                       .repeat = kHostile,
                       .virtual_time = "2026-05-12T09:00:00Z",
                       .source = kHostile,
                       .screenshot = "../" + kHostile};
  const Json text = kHostile;
  const Json field = Json::array({{{"name", kHostile}, {"value", kHostile}}});
  const Json exchange{{"at", "2026-05-12T09:00:00Z"},
                      {"side", "salesforce"},
                      {"method", kHostile},
                      {"path", kHostile},
                      {"status", 400},
                      {"reason", "token_spent"},
                      {"note", kHostile},
                      {"fault", kHostile},
                      {"peer", kHostile},
                      {"host", kHostile},
                      {"query", field},
                      {"form", field},
                      {"headers", field},
                      {"body", kHostile},
                      {"response", {{"headers", field}, {"body", text}}},
                      {"step", "bad"}};
  RunResult run{kHostile, 7, "2026-05-12T09:00:00Z", kHostile, kHostile};
  run.scenarios = {{kHostile,
                    kHostile,
                    false,
                    {{"name", kHostile}},
                    kHostile,
                    {failed},
                    dump_json({{"dropped", 3}, {"exchanges", Json::array({exchange})}})}};
  return run;
}

inline PageParts page_parts() {
  PageParts parts;
  for (const auto& [name, part] : kPageFiles)
    parts.*part = rehearse::testing::read_file(rehearse::testing::source_root() / name);
  return parts;
}

// What `rehearse report` reads after a run.
inline Report report_of(const RunResult& run, const Wording& wording = {}) {
  auto report = read_report(report_document(run, wording));
  return report ? std::move(report).value() : Report();
}

inline const FindPicture kNoPictures = [](std::string_view) {
  return Result<Picture, std::string>(std::string("There is no picture."));
};

}  // namespace rehearse::harness::testing
