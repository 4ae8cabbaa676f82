#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "mocks/wire/message.h"

namespace rehearse::harness {

// Mutation is one way to change a parameter of a request, from the catalogue of OAuth fuzzing: what
// the fuzzers' mutator draws from and what a probe sends one after the other.
struct Mutation {
  std::string_view id{};    // "m03"
  std::string_view name{};  // "repeated, same value"
};
// In the order of their ids; operators of several forms have a row each ("m10-double", …).
std::span<const Mutation> mutations();

// Encoded is a form as it goes over the wire: fields whose names and values are already encoded, in
// order, joined by `separator`. That is where most mutations act: a form that was parsed and
// encoded again could not hold them.
struct Encoded {
  struct Pair {
    std::string name{}, value{};
    bool has_equals = true;
    friend bool operator==(const Pair&, const Pair&) = default;
  };
  std::vector<Pair> pairs{};
  std::string separator{"&"};
  std::string text() const;
};
Encoded encode(const wire::Fields& fields);
// Splits without judging: any text has a form. text() of it is the same text, unless the separators
// are mixed.
Encoded split_form(std::string_view text);

// Changes the parameter at `index` (modulo their number) by the mutation with that number (modulo
// theirs); `choice` picks among the values of a mutation that has several, and other parameters for
// those that swap. False if the form does not offer what it needs: nothing was changed.
bool mutate(Encoded& form, size_t mutation, size_t index, uint64_t choice);

// The app that every org has.
inline constexpr std::string_view kAppOfEveryOrg = "PlatformCLI";

// Tricks are values worth trying for one parameter ("redirect_uri", "scope", "code_verifier", …),
// made from its good value; for a name without a row, those that suit anything.
std::vector<std::string> tricks(std::string_view parameter, std::string_view good);
// The same before any is left out, so that a number means the same trick for every good value (but
// an empty one): one may be the good value itself, or there twice.
std::vector<std::string> numbered_tricks(std::string_view parameter, std::string_view good);

}  // namespace rehearse::harness
