#include "harness/fuzz/libfuzzer_output.h"

#include <array>
#include <cctype>
#include <charconv>

#include "mocks/core/crypto.h"
#include "mocks/core/text.h"

namespace rehearse::harness {
namespace {

std::optional<uint64_t> number(std::string_view text) {
  uint64_t value = 0;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || stop == text.data()) return {};
  return value;
}

// The number after `name` in the line; zero without.
uint64_t number_after(std::string_view line, std::string_view name) {
  const size_t at = line.find(name);
  if (at == std::string_view::npos) return 0;
  return number(trim(line.substr(at + name.size()))).value_or(0);
}

std::optional<uint64_t> number_behind(std::string_view line, std::string_view name) {
  const size_t at = line.find(name);
  if (at == std::string_view::npos) return {};
  return number(trim(line.substr(at + name.size())));
}

// The line of the report that holds `mark`, from there on.
std::string_view rest_of_line(std::string_view report, std::string_view mark) {
  const size_t at = report.find(mark);
  if (at == std::string_view::npos) return {};
  const std::string_view rest = report.substr(at + mark.size());
  return trim(rest.substr(0, rest.find('\n')));
}

// `    #3 0x55… in rehearse::wire::parse(…) /…/form.cc:31:7`: the first such of ours, without
// arguments. The entry point is of ours too, but says nothing.
std::string place_of(std::string_view report) {
  for (const std::string& line : split(std::string(report), '\n')) {
    const std::string_view text = trim(line);
    const size_t in = text.find(" in ");
    if (!text.starts_with('#') || in == std::string_view::npos) continue;
    const std::string_view function = text.substr(in + 4);
    if (!function.starts_with("rehearse::") || function.starts_with("rehearse::fuzz::")) continue;
    return std::string(function.substr(0, function.find_first_of("( ")));
  }
  return {};
}

std::optional<Breakage> broken_promise(std::string_view report) {
  const std::string_view rest = rest_of_line(report, "rehearse-fuzz: broken promise ");
  const size_t colon = rest.find(": ");
  if (colon == std::string_view::npos) return {};
  return Breakage{.kind = "promise",
                  .promise = std::string(rest.substr(0, colon)),
                  .sentence = std::string(rest.substr(colon + 2))};
}

// `==7==ERROR: AddressSanitizer: heap-buffer-overflow on address 0x… at pc …`
std::optional<Breakage> sanitizer_error(std::string_view report) {
  constexpr std::array<std::string_view, 3> kMarks{
      "ERROR: AddressSanitizer: ", "ERROR: LeakSanitizer: ", "ERROR: MemorySanitizer: "};
  for (const std::string_view mark : kMarks) {
    const std::string_view rest = rest_of_line(report, mark);
    if (rest.empty()) continue;
    std::string kind(rest.substr(0, rest.find_first_of(" (")));
    if (mark.find("Leak") != std::string_view::npos) kind = "leak";
    return Breakage{.kind = kind,
                    .sentence = std::string(rest.substr(0, rest.find(" on address"))),
                    .place = place_of(report)};
  }
  const std::string_view undefined = rest_of_line(report, ": runtime error: ");
  if (undefined.empty()) return {};
  return Breakage{
      .kind = "undefined-behavior", .sentence = std::string(undefined), .place = place_of(report)};
}

// `==7== ERROR: libFuzzer: timeout after 25 seconds`
std::optional<Breakage> fuzzer_error(std::string_view report) {
  const std::string_view rest = rest_of_line(report, "ERROR: libFuzzer: ");
  if (rest.empty()) return {};
  std::string kind = "crash";
  if (rest.starts_with("timeout")) kind = "timeout";
  if (rest.starts_with("out-of-memory")) kind = "out-of-memory";
  return Breakage{.kind = kind, .sentence = std::string(rest), .place = place_of(report)};
}

}  // namespace

std::optional<FuzzStatus> read_status(std::string_view line) {
  if (!line.starts_with('#')) return {};
  const auto executions = number(line.substr(1));
  const size_t tab = line.find('\t');
  if (!executions || tab == std::string_view::npos) return {};
  const std::string_view rest = trim(line.substr(tab));
  const std::string_view event = rest.substr(0, rest.find_first_of(" \t:"));
  if (event.empty()) return {};
  return FuzzStatus{.executions = *executions,
                    .event = std::string(event),
                    .coverage = number_after(rest, "cov: "),
                    .features = number_after(rest, "ft: "),
                    .corpus = number_after(rest, "corp: "),
                    .per_second = number_after(rest, "exec/s: ")};
}

std::optional<uint64_t> read_executed_units(std::string_view line) {
  return number_behind(line, "stat::number_of_executed_units:");
}

std::optional<uint64_t> read_seed_count(std::string_view line) {
  return number_behind(line, "seed corpus: files:");
}

std::optional<std::string> read_artifact(std::string_view line) {
  constexpr std::string_view kMark = "Test unit written to ";
  const size_t at = line.find(kMark);
  if (at == std::string_view::npos) return {};
  return std::string(trim(line.substr(at + kMark.size())));
}

std::optional<Breakage> read_breakage(std::string_view report) {
  // A broken promise ends in an abort, which libFuzzer reports as well: the promise says more.
  if (auto promise = broken_promise(report)) return promise;
  if (auto sanitizer = sanitizer_error(report)) return sanitizer;
  return fuzzer_error(report);
}

std::string signature(const Breakage& breakage) {
  // A sanitizer's sentence has sizes and addresses in it; where it happened says enough.
  std::string text = breakage.place.empty() ? breakage.sentence : breakage.place;
  std::erase_if(text, [](char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; });
  const Digest digest = sha256(breakage.kind + '\n' + breakage.promise + '\n' + text);
  std::string name;
  for (const char c : breakage.promise.empty() ? breakage.kind : breakage.promise) {
    const bool is_plain = std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-' || c == '.';
    name += is_plain ? c : '_';
  }
  return name + '-' + hex_encode(digest).substr(0, 8);
}

}  // namespace rehearse::harness
