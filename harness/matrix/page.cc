#include "harness/matrix/page.h"

#include <fmt/format.h>

#include <kainjow/mustache.hpp>
#include <nlohmann/json.hpp>

#include "mocks/core/text.h"
#include "mocks/ledger.h"

namespace rehearse::harness {
namespace {

// The words that the page needs beside the matrix itself: of the guide's steps and the reasons.
Json words(const Matrix& matrix, const Guide& guide) {
  Json steps = Json::object(), reasons = Json::object();
  for (const Story& story : matrix.stories) {
    if (const Guide::Step* step = guide.find_step(story.guide_step))
      steps[story.guide_step] = step->text;
    for (const std::string& name : story.chain) {
      if (const Reason* reason = find_reason(name))
        reasons[name] = {{"meaning", reason->meaning},
                         {"basis", to_text(reason->fidelity.basis)},
                         {"source", reason->fidelity.source}};
    }
  }
  return {{"steps", std::move(steps)}, {"reasons", std::move(reasons)}};
}

// JSON in a script element: no end tag and no comment may begin in it.
std::string harmless(std::string text) { return replace_all(std::move(text), "<", "\\u003c"); }

}  // namespace

Result<Done, std::string> write_page(const Matrix& matrix, const Guide& guide,
                                     const std::string& page_template, const Put& put) {
  kainjow::mustache::mustache page(page_template);
  if (!page.is_valid()) return fmt::format("{}: {}", kPageTemplate, page.error_message());
  std::string json;
  write_json(matrix, [&](std::string_view piece) { json += piece; });
  kainjow::mustache::data data;
  data.set("matrix", harmless(std::move(json)));
  data.set("words", harmless(dump_json(words(matrix, guide))));
  data.set("version", matrix.version);
  page.render(data, [&](const std::string& piece) { put(piece); });
  return Done{};
}

}  // namespace rehearse::harness
