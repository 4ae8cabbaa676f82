#pragma once

#include <map>
#include <string>
#include <string_view>

#include "fuzz/model/shadow.h"
#include "fuzz/sequence/disguise.h"
#include "fuzz/support/transcript.h"
#include "mocks/core/json.h"

namespace rehearse::fuzz {

// Telling writes the transcript of a sequence: every secret by a name. Does nothing while the
// transcript is off.
class Telling {
 public:
  bool is_on() const { return transcript().is_on(); }
  // From now on the value is `${name}` with a number: "code1", "refresh2".
  std::string name(const std::string& value, std::string_view kind);
  void app(const model::App& app);
  void request(const Raw& raw, int status, const std::string& body, const model::Told& told);
  void approval(const Raw& raw, std::string_view app, std::string_view username, bool approve,
                int status, const std::string& code);
  // The next request to that path is lost before it is committed, or its answer is.
  void loss(std::string_view path, bool before);
  void note(std::string_view text);
  void line(const Json& what) { transcript().line(what); }

 private:
  std::string hide(std::string text) const;
  Json pairs(const harness::Encoded& form) const;

  std::map<std::string, std::string> names_{};  // value -> name
  std::map<std::string, int, std::less<>> counts_{};
};

// The settings of POST /apps.
Json app_json(const model::App& app);

}  // namespace rehearse::fuzz
