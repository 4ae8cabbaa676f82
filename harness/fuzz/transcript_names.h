#pragma once

#include <initializer_list>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "mocks/core/json.h"

namespace rehearse::harness {

// TranscriptNames are what the lines of a transcript gave so far: later lines refer to them by
// `${name}`. An app gives its key and secret as `app1_key` and `app1_secret`; `${app1.client_id}`
// and the like mean the same.
class TranscriptNames {
 public:
  struct Piece {
    std::string text{};  // a name, or text as it is
    bool is_name = false;
  };

  // False: the name was given before, or cannot be one.
  bool give(const std::string& name);
  // What the "gives" of the line has, for a scenario's `gives`: from what is given to the name it
  // gets. Names given before are left out, and what is not possible.
  std::vector<std::pair<std::string, std::string>> take_gives(
      const Json& line, std::initializer_list<std::string_view> possible);
  // The text cut at the names in it. A name that nothing gave is text.
  std::vector<Piece> cut(std::string_view text);
  // Those that were met; a name of one letter is text of the fuzzer's own.
  const std::set<std::string>& unknown() const { return unknown_; }

 private:
  std::set<std::string> given_{}, unknown_{};
};

// A member of a transcript's line; empty where it is missing or something else.
std::string text_member(const Json& line, std::string_view name);
Json object_member(const Json& line, std::string_view name);

// Pairs of a transcript ([["scope","api"],…]); what is no pair of texts is left out.
std::vector<std::pair<std::string, std::string>> transcript_pairs(const Json& line,
                                                                  std::string_view name);

}  // namespace rehearse::harness
