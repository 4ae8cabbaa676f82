#include "fuzz/mutate/form_mutator.h"

#include <algorithm>
#include <array>

#include "fuzz/support/own_form.h"
#include "fuzz/support/request_text.h"
#include "harness/mutations/mutations.h"
#include "mocks/core/text.h"
#include "mocks/wire/form.h"

namespace rehearse::fuzz {
namespace {

using harness::Encoded;

const FormVocabulary* the_vocabulary = nullptr;

const FormVocabulary& vocabulary() {
  static const FormVocabulary none;
  return the_vocabulary == nullptr ? none : *the_vocabulary;
}

// Dice draws numbers from a seed (SplitMix64).
class Dice {
 public:
  explicit Dice(uint64_t seed) : state_(seed + 0x9e3779b97f4a7c15U) {}
  uint64_t next() {
    uint64_t mixed = state_ += 0x9e3779b97f4a7c15U;
    mixed = (mixed ^ mixed >> 30) * 0xbf58476d1ce4e5b9U;
    mixed = (mixed ^ mixed >> 27) * 0x94d049bb133111ebU;
    return mixed ^ mixed >> 31;
  }
  size_t below(size_t limit) { return limit == 0 ? 0 : size_t(next() % limit); }

 private:
  uint64_t state_;
};

// Draft is an input taken apart.
struct Draft {
  std::vector<std::string> head{};
  Encoded form{};

  explicit Draft(std::string_view input) {
    const size_t begin = form_begin(input);
    for (std::string& line : split(input.substr(0, begin), '\n')) {
      if (!line.empty()) head.push_back(std::move(line));
    }
    form = harness::split_form(input.substr(begin));
  }
  std::string text() const {
    if (head.empty()) return form.text();
    return join(head, "\n") + "\n\n" + form.text();
  }
};

std::string byte_mutated(std::string text, size_t most, ByteMutator bytes) {
  const size_t room = std::max<size_t>(text.size() + 64, 64);
  const size_t size = text.size();
  text.resize(std::min(room, std::max(most, size)));
  text.resize(bytes(reinterpret_cast<uint8_t*>(text.data()), size, text.size()));
  return text;
}

Encoded::Pair* any_pair(Draft& draft, Dice& dice) {
  return draft.form.pairs.empty() ? nullptr
                                  : &draft.form.pairs[dice.below(draft.form.pairs.size())];
}

// Adds what a shape has and the form lacks; or begins anew with it.
void complete(Draft& draft, Dice& dice) {
  const auto& shapes = vocabulary().shapes;
  if (shapes.empty()) return;
  Encoded shape = harness::split_form(shapes[dice.below(shapes.size())]);
  if (draft.form.pairs.size() < 2 || dice.below(3) == 0) {
    draft.form = std::move(shape);
    return;
  }
  for (Encoded::Pair& pair : shape.pairs) {
    const bool is_there =
        std::any_of(draft.form.pairs.begin(), draft.form.pairs.end(),
                    [&](const Encoded::Pair& one) { return one.name == pair.name; });
    if (!is_there) draft.form.pairs.push_back(std::move(pair));
  }
}

void catalogue(Draft& draft, Dice& dice, size_t most) {
  const size_t mutation = dice.below(harness::mutations().size()), index = dice.next();
  const std::string_view id = harness::mutations()[mutation].id;
  // Made for nothing where inputs are short, at the price of a thousand others.
  if ((id == "m14-64k" && most < (64 << 10)) || (id == "m14-1m" && most < (1 << 20))) return;
  harness::mutate(draft.form, mutation, index, dice.next());
}

// The value that a writing stands for.
std::string meant(const std::string& value) {
  return own_decode(filled_in(value, vocabulary().words, true)).value_or(value);
}

void trick(Draft& draft, Dice& dice) {
  Encoded::Pair* pair = any_pair(draft, dice);
  if (pair == nullptr) return;
  const auto texts = harness::tricks(pair->name, meant(pair->value));
  pair->value = wire::percent_encode(texts[dice.below(texts.size())]);
  pair->has_equals = true;
}

void word(Draft& draft, Dice& dice) {
  Encoded::Pair* pair = any_pair(draft, dice);
  const auto& words = vocabulary().words;
  if (pair == nullptr || words.empty()) return;
  std::vector<std::string_view> fitting;
  for (const wire::Field& one : vocabulary().fitting) {
    if (one.name == pair->name) fitting.push_back(one.value);
  }
  pair->value = "$";
  if (fitting.empty() || dice.below(4) == 0) {
    pair->value += words[dice.below(words.size())].name;
  } else {
    pair->value += fitting[dice.below(fitting.size())];
  }
  pair->has_equals = true;
}

// A word's value itself, changed by a byte or so.
void spoil(Draft& draft, Dice& dice, size_t most, ByteMutator bytes) {
  Encoded::Pair* pair = any_pair(draft, dice);
  if (pair != nullptr)
    pair->value = wire::percent_encode(byte_mutated(meant(pair->value), most, bytes));
}

void change_head(Draft& draft, Dice& dice, size_t most, ByteMutator bytes) {
  const auto& heads = vocabulary().heads;
  const size_t kind = dice.below(4);
  if (kind == 0 && !draft.head.empty()) {
    draft.head.erase(draft.head.begin() + std::ptrdiff_t(dice.below(draft.head.size())));
  } else if (kind == 1 && !draft.head.empty()) {
    std::string& line = draft.head[dice.below(draft.head.size())];
    line = replace_all(byte_mutated(line, most, bytes), "\n", "");
  } else if (!heads.empty()) {
    draft.head.push_back(heads[dice.below(heads.size())]);
  }
}

// m05: a parameter in the query as well, or there instead.
void to_query(Draft& draft, Dice& dice) {
  if (draft.form.pairs.empty()) return;
  const size_t at = dice.below(draft.form.pairs.size());
  const Encoded::Pair& pair = draft.form.pairs[at];
  std::string part = pair.name + (pair.has_equals ? "=" : "") + pair.value;
  const auto query = std::find_if(draft.head.begin(), draft.head.end(),
                                  [](const std::string& line) { return line.starts_with('?'); });
  if (part.find('\n') != std::string::npos) return;
  if (query == draft.head.end()) {
    draft.head.push_back("?" + part);
  } else {
    *query += "&" + part;
  }
  if (dice.below(2) == 0) draft.form.pairs.erase(draft.form.pairs.begin() + std::ptrdiff_t(at));
}

// A request that would succeed, but for one thing or two.
void deviate(Draft& draft, Dice& dice, size_t most, ByteMutator bytes) {
  const auto& shapes = vocabulary().shapes;
  if (shapes.empty()) return;
  draft.form = harness::split_form(shapes[dice.below(shapes.size())]);
  draft.head.clear();
  for (size_t changes = 1 + dice.below(2); changes > 0; --changes) {
    const size_t kind = dice.below(8);
    if (kind < 4) {
      word(draft, dice);
    } else if (kind < 5) {
      trick(draft, dice);
    } else if (kind < 7) {
      catalogue(draft, dice, most);
    } else {
      change_head(draft, dice, most, bytes);
    }
  }
}

void change(Draft& draft, Dice& dice, size_t most, ByteMutator bytes) {
  const size_t kind = dice.below(100);
  if (kind < 8) {
    complete(draft, dice);
  } else if (kind < 37) {
    catalogue(draft, dice, most);
  } else if (kind < 52) {
    trick(draft, dice);
  } else if (kind < 70) {
    word(draft, dice);
  } else if (kind < 78) {
    spoil(draft, dice, most, bytes);
  } else if (kind < 88) {
    change_head(draft, dice, most, bytes);
  } else if (kind < 92) {
    to_query(draft, dice);
  } else {
    draft.form = harness::split_form(byte_mutated(draft.form.text(), most, bytes));
  }
}

}  // namespace

void learn(const FormVocabulary& vocabulary) { the_vocabulary = &vocabulary; }

std::string mutated_form(std::string_view input, size_t most, uint32_t seed, ByteMutator bytes) {
  Dice dice(seed);
  Draft draft(input);
  if (dice.below(5) == 0) {
    deviate(draft, dice, most, bytes);
  } else {
    for (size_t changes = 1 + dice.below(3); changes > 0; --changes)
      change(draft, dice, most, bytes);
  }
  std::string text = draft.text();
  if (text.size() <= most && text != input) return text;
  text = byte_mutated(std::string(input.substr(0, most)), most, bytes);
  text.resize(std::min(text.size(), most));
  return text;
}

std::string crossed_forms(std::string_view left, std::string_view right, size_t most,
                          uint32_t seed) {
  Dice dice(seed);
  Draft draft(left);
  const Draft other(right);
  if (dice.below(2) == 0) draft.head = other.head;
  for (const Encoded::Pair& pair : other.form.pairs) {
    const auto same = std::find_if(draft.form.pairs.begin(), draft.form.pairs.end(),
                                   [&](const Encoded::Pair& one) { return one.name == pair.name; });
    if (dice.below(2) == 0) continue;
    if (same == draft.form.pairs.end()) {
      draft.form.pairs.push_back(pair);
    } else {
      *same = pair;
    }
  }
  const std::string text = draft.text();
  return text.size() <= most ? text : std::string(left.substr(0, most));
}

}  // namespace rehearse::fuzz
