// Scopes. Input: the app's scopes, a line feed, then a `scope` parameter.
// Holds: a parameter is its words in order, each once, and only the blank separates them; what is
// in what agrees with a second table; a set of bits holds the known ones and no other; what a
// person approves is what was asked for, all of it within the app's scopes, or nothing.
#include <algorithm>
#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "fuzz/support/input.h"
#include "fuzz/support/planted.h"
#include "fuzz/support/promise.h"
#include "mocks/oauth/mutant_judges.h"
#include "mocks/oauth/scope_rules.h"
#include "mocks/oauth/scopes.h"

namespace {

using namespace rehearse;
using namespace rehearse::oauth;
using fuzz::require;
using Names = std::vector<std::string>;
using Set = std::set<std::string, std::less<>>;

// The words by hand: what stands between blanks.
Names words_of(std::string_view parameter) {
  Names words;
  std::string word;
  const auto end = [&] {
    if (!word.empty() && std::ranges::find(words, word) == words.end()) words.push_back(word);
    word.clear();
  };
  for (const char character : parameter) {
    if (character == ' ') {
      end();
    } else {
      word += character;
    }
  }
  end();
  return words;
}

bool is_known(std::string_view name) {
  return std::ranges::find(scope_table(), name, &Scope::name) != scope_table().end();
}

// Salesforce help, "OAuth Tokens and Scopes": all that somebody with these scopes has.
Set all_that_is_in(const Names& held) {
  Set all;
  for (const std::string& name : held) {
    if (!is_known(name)) continue;
    all.insert(name);
    if (name == "refresh_token" || name == "offline_access") {
      all.insert({"refresh_token", "offline_access"});
    } else if (name == "full") {
      for (const Scope& scope : scope_table()) {
        if (scope.name != "refresh_token" && scope.name != "offline_access")
          all.emplace(scope.name);
      }
    } else if (name == "api") {
      all.insert("chatter_api");
    } else if (name == "web") {
      all.insert("visualforce");
    } else if (name == "id") {
      all.insert({"profile", "email", "address", "phone"});
    }
  }
  return all;
}

void check_sets(const Names& held, const Names& wanted) {
  const Set all = all_that_is_in(held);
  for (const std::string& name : wanted) {
    require(covers(held, name) == all.contains(name), "second",
            "A scope is in others if a second table says so.");
  }
  for (const Scope& scope : scope_table()) {
    require(covers(held, scope.name) == all.contains(scope.name), "second",
            "Each scope of the table is in others if a second table says so.");
  }
  require(allows_refresh(held) == all.contains("refresh_token"), "refresh",
          "A refresh token takes a scope that asks for one; full is none.");
  const uint64_t mask = scope_mask(held);
  const Names back = scopes_in(mask);
  Set known;
  for (const std::string& name : held) {
    if (is_known(name)) known.insert(name);
  }
  require(Set(back.begin(), back.end()) == known && back.size() == known.size(), "bits",
          "A set of bits holds the known scopes, each once.");
  require(scope_mask(back) == mask, "bits", "The scopes of a set of bits are those bits.");
  Names both = held;
  both.insert(both.end(), wanted.begin(), wanted.end());
  require(scope_mask(both) == (mask | scope_mask(wanted)), "bits", "Sets of bits add up.");
}

// RFC 6749 section 3.3.
bool is_token(const std::string& name) {
  return std::ranges::all_of(name, [](char character) {
    return character == 0x21 || (character >= 0x23 && character <= 0x5b) ||
           (character >= 0x5d && character <= 0x7e);
  });
}

void check_approval(const Names& held, const Names& wanted) {
  AppSettings app;
  app.scopes = held;
  AuthorizeRequest request;
  request.scopes = wanted;
  const auto approved = judge_approval(fuzz::planted().mutant, request, app, Approver{});
  const Set all = all_that_is_in(held);
  const bool may = std::ranges::all_of(
      wanted, [&](const std::string& name) { return is_token(name) && all.contains(name); });
  require(approved.ok() == may, "O-R6",
          "A request is approved if all it asks for is within the app's scopes.");
  require(!approved || approved.value() == (wanted.empty() ? held : wanted), "O-R6",
          "What is granted is what was asked for, or what the app has if nothing was.");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  fuzz::Input input(data, size);
  const std::string_view app = input.line(), asked = input.rest();
  const Names held = parse_scopes(app), wanted = parse_scopes(asked);
  require(held == words_of(app) && wanted == words_of(asked), "words",
          "A parameter is what stands between its blanks, each once, in order.");
  require(
      wanted.size() > 200 || parse_scopes(std::string(asked) + "  " + std::string(asked)) == wanted,
      "twice", "Given twice it is the same.");
  if (held.size() + wanted.size() > 200) return 0;
  check_sets(held, wanted);
  check_approval(held, wanted);
  return 0;
}
