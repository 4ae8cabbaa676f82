#pragma once

#include <initializer_list>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

#include "harness/fuzz/reproduction.h"
#include "harness/fuzz/transcript_names.h"

namespace rehearse::harness {

// ScenarioWriter makes a scenario's steps of a transcript's lines, each expecting what was seen.
class ScenarioWriter {
 public:
  void add(const Json& line);
  // The whole file. `why` says what a reader must know.
  std::string text(const ReproductionOf& of, const std::string& why) const;
  const std::vector<std::string>& notes() const { return notes_; }
  const std::set<std::string>& unknown() const { return names_.unknown(); }

 private:
  void app(const Json& line);
  void approve(const Json& line);
  void request(const Json& line);
  void settings(const Json& line);
  // Adds a step; `gives` and `expect` null: without.
  void step(std::string verb, std::string title, Json with, Json gives, Json expect);
  std::string text_of(const std::string& from);  // references kept, anything else escaped
  Json object_of(const Json& line, std::string_view pairs);
  // Only what the verb can give.
  Json gives_of(const Json& line, std::initializer_list<std::string_view> possible);
  void note(std::string text) { notes_.push_back(std::move(text)); }

  TranscriptNames names_{};
  Json steps_ = Json::array();
  std::vector<std::string> notes_{};
};

}  // namespace rehearse::harness
