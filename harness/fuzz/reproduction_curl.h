#pragma once

#include <map>
#include <string>
#include <string_view>

#include "harness/fuzz/reproduction.h"
#include "harness/fuzz/transcript_names.h"

namespace rehearse::harness {

// CurlWriter makes a bash script of a transcript's lines, for the addresses that `rehearse serve`
// prints. What an answer gives becomes a variable.
class CurlWriter {
 public:
  void add(const Json& line);
  std::string text(const ReproductionOf& of, const std::string& why) const;

 private:
  void app(const Json& line);
  void approve(const Json& line);
  void request(const Json& line);
  void control(std::string_view method, std::string_view path, const Json& body);
  void take(const Json& line);              // reads what the line gives out of the answer
  std::string word(std::string_view from);  // quoted for the shell, variables read
  std::string encoded(const Json& line, std::string_view pairs);  // as word, percent-encoded
  std::string from_address(const std::string& peer);              // ` --interface …`

  TranscriptNames names_{};
  std::map<std::string, std::string> network_{};  // loopback address to what it counts as
  std::string lines_{};
};

// The text in single quotes, for a shell.
std::string shell_quoted(std::string_view text);

}  // namespace rehearse::harness
