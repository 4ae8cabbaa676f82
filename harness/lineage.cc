#include "harness/lineage.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <iostream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "harness/exit_codes.h"
#include "harness/report/lineage.h"
#include "harness/report/lineage_svg.h"
#include "harness/report/lineage_text.h"
#include "harness/scenario/library.h"
#include "harness/scenario/problem.h"
#include "harness/target/curl_call.h"

namespace rehearse::harness {
namespace {

// Problem is why there is no document, and how the program ends for it.
struct NoDocument {
  int code = kBadUsage;
  std::string what{};
};

Result<std::string, NoDocument> read_url(std::string url) {
  while (url.ends_with('/')) url.pop_back();
  if (!url.ends_with("/lineage")) url += "/lineage";
  const auto answer = CurlCall(CurlOptions{}).send({.url = url});
  if (!answer)
    return NoDocument{kTrouble, fmt::format("{}: {}; give the address of a control listener, as "
                                            "`rehearse serve` prints it",
                                            url, answer.error().what)};
  if (answer.value().status != 200)
    return NoDocument{kBadUsage, fmt::format("{} answers {}; give the address of a control "
                                             "listener, as `rehearse serve` prints it",
                                             url, answer.value().status)};
  return answer.value().body;
}

Result<std::string, NoDocument> read_document(const LineageOptions& options) {
  if (!options.url.empty()) return read_url(options.url);
  if (options.file == "-")
    return std::string(std::istreambuf_iterator<char>(std::cin), std::istreambuf_iterator<char>());
  if (auto text = read_text(options.file)) return std::move(*text);
  return NoDocument{kBadUsage, fmt::format("\"{}\" can't be read; give a file with what GET "
                                           "/lineage answered, or - for standard input",
                                           options.file)};
}

int complain(int code, std::string_view what) {
  fmt::print(stderr, "rehearse lineage: {}\n", what);
  return code;
}

}  // namespace

int lineage(const LineageOptions& options) {
  const std::vector<std::string> formats{"text", "json", "svg"};
  if (std::find(formats.begin(), formats.end(), options.format) == formats.end())
    return complain(kBadUsage, fmt::format("--format is text, json or svg, not \"{}\"{}",
                                           options.format, did_you_mean(options.format, formats)));
  if (options.file.empty() == options.url.empty())
    return complain(kBadUsage, "give either a file, - for standard input, or --url");
  const auto document = read_document(options);
  if (!document) return complain(document.error().code, document.error().what);
  const auto read = read_lineage(document.value());
  if (!read)
    return complain(
        kBadUsage,
        fmt::format("{}: {}", options.url.empty() ? options.file : options.url, read.error()));
  if (options.format == "text") fmt::print("{}", lineage_text(read.value()));
  if (options.format == "svg") fmt::print("{}", lineage_svg(read.value()));
  if (options.format == "json")
    fmt::print("{}\n", dump_json(parse_json(document.value()).value(), 2));
  if (std::fflush(stdout) != 0) return complain(kTrouble, "standard output cannot be written");
  return kAllPassed;
}

}  // namespace rehearse::harness
