#include "harness/matrix/filter.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "mocks/core/text.h"

namespace rehearse::harness {
namespace {

constexpr int kDeepest = 100;  // parentheses and nots within each other

bool is_word(char character) {
  return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z') ||
         (character >= '0' && character <= '9') || character == '_' || character == '-';
}

// A sentence, the expression, and a caret under the place.
std::string pointed(std::string_view sentence, std::string_view text, size_t place) {
  const auto columns = std::count_if(text.begin(), text.begin() + long(place),
                                     [](char byte) { return (byte & 0xc0) != 0x80; });
  return fmt::format("{}\n  {}\n  {}^", sentence, text, std::string(size_t(columns), ' '));
}

// Reader takes an expression apart by recursive descent. After a mistake it stands still: only the
// first is told.
class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  std::vector<Filter::Step> all() {
    alternatives(0);
    skip_blanks();
    if (at_ != text_.size()) fail("\"and\", \"or\" or the end was expected");
    return std::move(steps_);
  }
  const std::optional<std::string>& mistake() const { return mistake_; }

 private:
  void alternatives(int depth) {
    conjunction(depth);
    while (!mistake_ && take_word("or")) {
      conjunction(depth);
      steps_.push_back({Filter::Step::What::either});
    }
  }

  void conjunction(int depth) {
    condition(depth);
    while (!mistake_ && take_word("and")) {
      condition(depth);
      steps_.push_back({Filter::Step::What::both});
    }
  }

  void condition(int depth) {
    if (depth > kDeepest) return fail("the expression is nested too deeply");
    if (take_word("not")) {
      condition(depth + 1);
      steps_.push_back({Filter::Step::What::negate});
      return;
    }
    if (take("(")) {
      alternatives(depth + 1);
      if (!mistake_ && !take(")")) fail("a closing parenthesis was expected");
      return;
    }
    comparison();
  }

  void comparison() {
    skip_blanks();
    const size_t start = at_;
    const std::string_view name = word();
    if (name.empty()) return fail("the name of a dimension was expected");
    const auto dimension = find_dimension(name);
    if (!dimension) return fail(no_such_dimension(name), start);
    Filter::Step step{Filter::Step::What::among, uint8_t(*dimension), 0};
    const bool differs = take("!=");
    if (differs || take("=")) {
      step.values = value(*dimension);
      if (differs) step.values = ~step.values;
    } else if (take_word("in")) {
      if (!take("(")) return fail("an opening parenthesis was expected");
      do step.values |= value(*dimension);
      while (!mistake_ && take(","));
      if (!mistake_ && !take(")")) fail("a comma or a closing parenthesis was expected");
    } else {
      return fail("=, != or \"in\" was expected");
    }
    steps_.push_back(step);
  }

  // The bit of one value of the dimension.
  uint32_t value(size_t dimension) {
    if (mistake_) return 0;
    skip_blanks();
    const size_t start = at_;
    const std::string_view name = word();
    const auto found = dimensions()[dimension].find(name);
    if (found) return uint32_t{1} << *found;
    fail(name.empty() ? fmt::format("a value of {} was expected", dimensions()[dimension].name)
                      : no_such_value(dimensions()[dimension], name),
         start);
    return 0;
  }

  void skip_blanks() {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\t')) ++at_;
  }
  std::string_view word() {
    const size_t start = at_;
    while (at_ < text_.size() && is_word(text_[at_])) ++at_;
    return text_.substr(start, at_ - start);
  }
  bool take(std::string_view sign) {
    if (mistake_) return false;
    skip_blanks();
    if (!text_.substr(at_).starts_with(sign)) return false;
    at_ += sign.size();
    return true;
  }
  bool take_word(std::string_view wanted) {
    if (mistake_) return false;
    skip_blanks();
    const size_t start = at_;
    if (word() == wanted) return true;
    at_ = start;
    return false;
  }
  void fail(std::string sentence) {
    skip_blanks();
    fail(std::move(sentence), at_);
  }
  void fail(std::string sentence, size_t place) {
    if (mistake_) return;
    mistake_ = pointed(sentence, text_, place);
  }

  std::string_view text_;
  size_t at_ = 0;
  std::vector<Filter::Step> steps_{};
  std::optional<std::string> mistake_{};
};

}  // namespace

Result<Filter, std::string> Filter::read(std::string_view text) {
  if (!is_utf8(text)) return std::string("the expression is not UTF-8");
  std::string shown(text);
  const auto control = [](char byte) { return has_control(std::string_view(&byte, 1)); };
  std::replace_if(shown.begin(), shown.end(), control, ' ');
  if (const auto place = std::find_if(text.begin(), text.end(), control); place != text.end())
    return pointed("tabs, line ends and other control characters are not taken; write a blank",
                   shown, size_t(place - text.begin()));
  Reader reader(text);
  Filter filter;
  filter.steps_ = reader.all();
  if (reader.mistake()) return *reader.mistake();
  return filter;
}

bool Filter::holds(const Point& point) const {
  if (steps_.empty()) return true;
  // Reading bounds the depth of nesting, not the length: the stack grows where it must.
  std::vector<bool> stack;
  stack.reserve(8);
  for (const Step& step : steps_) {
    if (step.what == Step::What::among) {
      stack.push_back((step.values >> point[step.dimension] & 1) != 0);
    } else if (step.what == Step::What::negate) {
      stack.back() = !stack.back();
    } else {
      const bool right = stack.back();
      stack.pop_back();
      stack.back() = step.what == Step::What::both ? stack.back() && right : stack.back() || right;
    }
  }
  return stack.back();
}

}  // namespace rehearse::harness
