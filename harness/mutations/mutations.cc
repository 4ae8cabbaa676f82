#include "harness/mutations/mutations.h"

#include <algorithm>
#include <array>

#include "mocks/wire/form.h"

namespace rehearse::harness {
namespace {

using Pair = Encoded::Pair;

// Change is the place where a mutation acts: `at` is the index of a pair that is there.
struct Change {
  Encoded& form;
  size_t at = 0;
  uint64_t choice = 0;
  std::string_view text{};  // of the row: what is put in, or how
  size_t number = 0;

  Pair& pair() { return form.pairs[at]; }
  void insert(size_t before, Pair pair) {
    form.pairs.insert(form.pairs.begin() + std::ptrdiff_t(before), std::move(pair));
  }
};

constexpr std::string_view kHex = "0123456789ABCDEF";

std::string escape(char character) {
  return {'%', kHex[uint8_t(character) >> 4], kHex[uint8_t(character) & 15]};
}

bool is_letter(char character) {
  return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z');
}

bool is_escape(std::string_view text, size_t at) {
  const auto is_hex = [](char c) {
    return is_letter(c) ? (c | 0x20) <= 'f' : c >= '0' && c <= '9';
  };
  return text[at] == '%' && text.size() - at > 2 && is_hex(text[at + 1]) && is_hex(text[at + 2]);
}

// A copy without exceptions in which the first `from` is `to`; the same text if there is none.
std::string replaced(std::string text, std::string_view from, std::string_view to) {
  const size_t at = text.find(from);
  return at == std::string::npos ? text : text.replace(at, from.size(), to);
}

std::string replaced_all(std::string text, std::string_view from, std::string_view to) {
  for (size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
  return text;
}

// Upper or lower case of what stands in the escapes, or outside of them.
std::string in_case(std::string text, bool upper, bool of_escapes) {
  for (size_t at = 0; at < text.size(); ++at) {
    const bool escaped = is_escape(text, at);
    const size_t from = escaped ? at + 1 : at, to = escaped ? at + 3 : at + 1;
    for (size_t each = from; each < to && escaped == of_escapes; ++each) {
      if (is_letter(text[each])) text[each] = char(upper ? text[each] & ~0x20 : text[each] | 0x20);
    }
    if (escaped) at += 2;
  }
  return text;
}

// m01, m02.
void drop(Change& c) { c.form.pairs.erase(c.form.pairs.begin() + std::ptrdiff_t(c.at)); }
void empty(Change& c) {
  c.pair().value.clear();
  c.pair().has_equals = true;
}
void key_only(Change& c) {
  c.pair().value.clear();
  c.pair().has_equals = false;
}

// m03, m04.
void repeat(Change& c) { c.insert(c.at + 1, c.pair()); }
void repeat_at_end(Change& c) { c.form.pairs.push_back(c.pair()); }
void repeat_other_before(Change& c) {
  Pair other = c.pair();
  other.value = other.value == c.text ? std::string(c.text) + "2" : std::string(c.text);
  other.has_equals = true;
  c.insert(c.at, std::move(other));
}
void repeat_other_after(Change& c) {
  repeat_other_before(c);
  std::swap(c.form.pairs[c.at], c.form.pairs[c.at + 1]);
}

// m06 to m08.
void key_first_letter(Change& c) {
  std::string& name = c.pair().name;
  if (!name.empty() && is_letter(name.front())) name.front() = char(name.front() ^ 0x20);
}
void key_upper(Change& c) { c.pair().name = in_case(c.pair().name, true, false); }
void key_encoded(Change& c) {
  std::string& name = c.pair().name;
  if (!name.empty() && name.front() != '%') name = escape(name.front()) + name.substr(1);
}
void key_prefix(Change& c) { c.pair().name.insert(0, c.text); }
void key_suffix(Change& c) { c.pair().name += c.text; }

// m09.
void separated_by(Change& c) {
  if (c.form.pairs.size() > 1) c.form.separator = c.text;
}
void blank_first(Change& c) { c.insert(0, Pair{.has_equals = false}); }
void blank_last(Change& c) { c.form.pairs.push_back(Pair{.has_equals = false}); }
void nameless(Change& c) { c.insert(c.at, Pair{.value = "x"}); }
void only_separators(Change& c) {
  c.form.pairs.assign(c.form.pairs.size() + 1, Pair{.has_equals = false});
}

// m10.
void value_encoded_twice(Change& c) {
  std::string& value = c.pair().value;
  if (value.find('%') != std::string::npos) {
    value = replaced_all(value, "%", "%25");
  } else if (!value.empty()) {
    value = "%25" + escape(value.front()).substr(1) + value.substr(1);
  }
}
void hex_lower(Change& c) { c.pair().value = in_case(c.pair().value, false, true); }
void hex_upper(Change& c) { c.pair().value = in_case(c.pair().value, true, true); }
void all_encoded(Change& c) {
  std::string encoded;
  const std::string& value = c.pair().value;
  for (size_t at = 0; at < value.size(); ++at) {
    const bool is_done = is_escape(value, at);
    encoded += is_done ? value.substr(at, 3) : value[at] == '+' ? "%20" : escape(value[at]);
    if (is_done) at += 2;
  }
  c.pair().value = encoded;
}
// Two bytes of UTF-8 where one would do.
void overlong(Change& c) {
  std::string& value = c.pair().value;
  if (value.empty() || value.front() == '%' || uint8_t(value.front()) >= 0x80) return;
  const auto code = uint8_t(value.front());
  value = escape(char(0xc0 | code >> 6)) + escape(char(0x80 | (code & 0x3f))) + value.substr(1);
}

// Puts the row's text at the end of the value, its beginning, or its middle.
void append(Change& c) { c.pair().value += c.text; }
void prepend(Change& c) { c.pair().value.insert(0, c.text); }
void in_middle(Change& c) {
  std::string& value = c.pair().value;
  size_t at = value.size() / 2;
  for (size_t back = 1; back <= std::min<size_t>(2, at); ++back) {
    if (is_escape(value, at - back)) {
      at -= back;
      break;
    }
  }
  value.insert(at, c.text);
}
void set_value(Change& c) {
  c.pair().value = c.text;
  c.pair().has_equals = true;
}

// m11: a blank in another writing.
void blanks_as(Change& c) {
  std::string value = replaced_all(c.pair().value, "%20", "+");
  value = replaced_all(value, "+", "\x01");
  c.pair().value = replaced_all(value, "\x01", c.text);
}

// m13: the first letter that has a look-alike.
struct LookAlike {
  char letter;
  std::string_view other;
};
constexpr std::array kLookAlikes{
    LookAlike{'o', "%D0%BE"},     // Cyrillic
    LookAlike{'a', "%D0%B0"},     //
    LookAlike{'e', "%D0%B5"},     //
    LookAlike{'.', "%EF%BC%8E"},  // full width
    LookAlike{'/', "%EF%BC%8F"},  //
    LookAlike{'s', "%C5%BF"},     // long s: upper-cased it is S
    LookAlike{'k', "%E2%84%AA"},  // Kelvin: lower-cased it is k
    LookAlike{'i', "%C4%B1"},     // dotless
};
void look_alike(Change& c) {
  std::string& value = c.pair().value;
  for (size_t tried = 0; tried < kLookAlikes.size(); ++tried) {
    const LookAlike& row = kLookAlikes[(c.choice + tried) % kLookAlikes.size()];
    if (value.find(row.letter) == std::string::npos) continue;
    value = replaced(value, std::string_view(&row.letter, 1), row.other);
    return;
  }
}

// m14: repeated or cut to that length.
void to_length(Change& c) {
  std::string& value = c.pair().value;
  const std::string unit = value.empty() || value.find('%') != std::string::npos ? "a" : value;
  while (value.size() < c.number) value += unit;
  value.resize(c.number);
  c.pair().has_equals = true;
}

// m16.
void unpadded(Change& c) {
  std::string& value = c.pair().value;
  while (value.ends_with('=')) value.pop_back();
  while (value.ends_with("%3D") || value.ends_with("%3d")) value.resize(value.size() - 3);
}
void other_alphabet(Change& c) {
  std::string value = replaced_all(c.pair().value, "-", "%2B");
  c.pair().value = replaced_all(value, "_", "%2F");
}
void not_canonical(Change& c) {
  std::string& value = c.pair().value;
  if (!value.empty() && is_letter(value.back())) value.back() = char(value.back() + 1);
}

// m19: with another parameter, picked by `choice`.
size_t other_index(const Change& c) {
  const size_t count = c.form.pairs.size();
  return count < 2 ? c.at : (c.at + 1 + c.choice % (count - 1)) % count;
}
void swap_values(Change& c) { std::swap(c.pair().value, c.form.pairs[other_index(c)].value); }
void value_of_other(Change& c) { c.pair().value = c.form.pairs[other_index(c)].value; }
void swap_places(Change& c) { std::swap(c.pair(), c.form.pairs[other_index(c)]); }

struct Row {
  Mutation mutation{};
  void (*change)(Change&) = nullptr;
  std::string_view text{};
  size_t number = 0;
};

constexpr Row length_row(std::string_view id, std::string_view name, size_t number) {
  return {{id, name}, to_length, {}, number};
}

constexpr std::array kRows{
    Row{{"m01", "left out"}, drop},
    Row{{"m02-empty", "empty value"}, empty},
    Row{{"m02-key", "name only"}, key_only},
    Row{{"m03", "repeated, same value"}, repeat},
    Row{{"m03-end", "repeated at the end, same value"}, repeat_at_end},
    Row{{"m04-before", "repeated, another value first"}, repeat_other_before, "rehearsal-other"},
    Row{{"m04-after", "repeated, another value second"}, repeat_other_after, "rehearsal-other"},
    Row{{"m04-empty", "repeated, empty first"}, repeat_other_before, ""},
    Row{{"m06-first", "first letter of the name in the other case"}, key_first_letter},
    Row{{"m06-upper", "name in upper case"}, key_upper},
    Row{{"m07-encoded", "first letter of the name percent-encoded"}, key_encoded},
    Row{{"m07-after", "blank after the name"}, key_suffix, "%20"},
    Row{{"m07-before", "blank before the name"}, key_prefix, "%20"},
    Row{{"m07-raw", "raw blank before the name"}, key_prefix, " "},
    Row{{"m07-plus", "plus before the name"}, key_prefix, "+"},
    Row{{"m07-tab", "tab after the name"}, key_suffix, "%09"},
    Row{{"m07-nul", "NUL after the name"}, key_suffix, "%00"},
    Row{{"m08-array", "name[]"}, key_suffix, "[]"},
    Row{{"m08-index", "name[0]"}, key_suffix, "[0]"},
    Row{{"m08-member", "name.x"}, key_suffix, ".x"},
    Row{{"m08-encoded", "name%5B%5D"}, key_suffix, "%5B%5D"},
    Row{{"m09-semicolon", "separated by semicolons"}, separated_by, ";"},
    Row{{"m09-double", "separated by two ampersands"}, separated_by, "&&"},
    Row{{"m09-entity", "separated by &amp;"}, separated_by, "&amp;"},
    Row{{"m09-leading", "separator at the start"}, blank_first},
    Row{{"m09-trailing", "separator at the end"}, blank_last},
    Row{{"m09-nameless", "a value without a name before it"}, nameless},
    Row{{"m09-nothing", "nothing but separators"}, only_separators},
    Row{{"m10-double", "percent-encoded twice"}, value_encoded_twice},
    Row{{"m10-lower", "lower-case hex digits"}, hex_lower},
    Row{{"m10-upper", "upper-case hex digits"}, hex_upper},
    Row{{"m10-all", "every character percent-encoded"}, all_encoded},
    Row{{"m10-overlong", "first character in overlong UTF-8"}, overlong},
    Row{{"m10-percent", "a percent sign at the end"}, append, "%"},
    Row{{"m10-digit", "an escape of one digit at the end"}, append, "%1"},
    Row{{"m10-letters", "an escape of no hex digits"}, append, "%zz"},
    Row{{"m10-u", "an escape of the form %u0041"}, append, "%u0041"},
    Row{{"m10-minus", "an escape with a minus"}, append, "%-1"},
    Row{{"m10-plus", "an escape with a plus"}, append, "%+5"},
    Row{{"m11-plus", "blanks as plus"}, blanks_as, "+"},
    Row{{"m11-twenty", "blanks as %20"}, blanks_as, "%20"},
    Row{{"m11-literal", "blanks as %2B"}, blanks_as, "%2B"},
    Row{{"m11-raw", "blanks as they are"}, blanks_as, " "},
    Row{{"m11-comma", "blanks as commas"}, blanks_as, "%2C"},
    Row{{"m12-nul", "NUL at the end"}, append, "%00"},
    Row{{"m12-nul-middle", "NUL in the middle"}, in_middle, "%00"},
    Row{{"m12-nul-tail", "NUL and more at the end"}, append, "%00x"},
    Row{{"m12-cr", "CR at the end"}, append, "%0D"},
    Row{{"m12-lf", "LF at the end"}, append, "%0A"},
    Row{{"m12-header", "a header line at the end"}, append, "%0D%0ASet-Cookie%3Arehearsal%3D1"},
    Row{{"m12-tab", "TAB at the end"}, append, "%09"},
    Row{{"m12-blank", "blank at the end"}, append, "%20"},
    Row{{"m12-blank-before", "blank at the start"}, prepend, "%20"},
    Row{{"m12-del", "DEL at the end"}, append, "%7F"},
    Row{{"m12-c1", "C1 control at the end"}, append, "%C2%85"},
    Row{{"m12-raw", "raw LF at the end"}, append, "\n"},
    Row{{"m13-invalid", "a byte that is no UTF-8"}, append, "%FF"},
    Row{{"m13-raw", "a raw byte that is no UTF-8"}, append, "\xFF"},
    Row{{"m13-overlong", "an overlong dot"}, append, "%C0%AE"},
    Row{{"m13-surrogate", "a surrogate"}, append, "%ED%A0%80"},
    Row{{"m13-bom", "a byte order mark first"}, prepend, "%EF%BB%BF"},
    Row{{"m13-truncated", "half a character"}, append, "%E2%82"},
    Row{{"m13-nfc", "e acute as one character"}, append, "%C3%A9"},
    Row{{"m13-nfd", "e acute as two characters"}, append, "e%CC%81"},
    Row{{"m13-override", "right-to-left override"}, append, "%E2%80%AE"},
    Row{{"m13-width", "zero-width space"}, append, "%E2%80%8B"},
    Row{{"m13-middle", "zero-width space in the middle"}, in_middle, "%E2%80%8B"},
    Row{{"m13-ligature", "a ligature"}, append, "%EF%AC%80"},
    Row{{"m13-alike", "a character replaced by one that looks alike"}, look_alike},
    length_row("m14-1", "1 character", 1),
    length_row("m14-42", "42 characters", 42),
    length_row("m14-43", "43 characters", 43),
    length_row("m14-44", "44 characters", 44),
    length_row("m14-127", "127 characters", 127),
    length_row("m14-128", "128 characters", 128),
    length_row("m14-129", "129 characters", 129),
    length_row("m14-255", "255 characters", 255),
    length_row("m14-256", "256 characters", 256),
    length_row("m14-257", "257 characters", 257),
    length_row("m14-1k", "1,024 characters", 1'024),
    length_row("m14-4k", "4,096 characters", 4'096),
    length_row("m14-8191", "8,191 characters", 8'191),
    length_row("m14-8192", "8,192 characters", 8'192),
    length_row("m14-8193", "8,193 characters", 8'193),
    length_row("m14-64k", "65,536 characters", 65'536),
    length_row("m14-1m", "1,048,576 characters", 1'048'576),
    Row{{"m16-padded", "base64 padding added"}, append, "%3D"},
    Row{{"m16-raw-padded", "raw base64 padding added"}, append, "="},
    Row{{"m16-unpadded", "base64 padding taken off"}, unpadded},
    Row{{"m16-alphabet", "the other base64 alphabet"}, other_alphabet},
    Row{{"m16-blank", "a line break within base64"}, in_middle, "%0D%0A"},
    Row{{"m16-garbage", "garbage after base64"}, append, "!"},
    Row{{"m16-tail", "one character more"}, append, "A"},
    Row{{"m16-canonical", "last character of base64 not canonical"}, not_canonical},
    Row{{"m17-negative", "a negative number"}, set_value, "-1"},
    Row{{"m17-large", "2^63"}, set_value, "9223372036854775808"},
    Row{{"m17-nan", "not a number"}, set_value, "NaN"},
    Row{{"m19-swap", "value swapped with another parameter's"}, swap_values},
    Row{{"m19-copy", "value of another parameter"}, value_of_other},
    Row{{"m19-places", "places swapped with another parameter"}, swap_places},
};

constexpr auto kMutations = [] {
  std::array<Mutation, kRows.size()> mutations{};
  for (size_t at = 0; at < kRows.size(); ++at) mutations[at] = kRows[at].mutation;
  return mutations;
}();

bool same(const Encoded& left, const Encoded& right) {
  return left.pairs == right.pairs && left.separator == right.separator;
}

}  // namespace

std::span<const Mutation> mutations() { return kMutations; }

std::string Encoded::text() const {
  std::string text;
  for (size_t at = 0; at < pairs.size(); ++at) {
    if (at != 0) text += separator;
    text += pairs[at].name;
    if (pairs[at].has_equals) text += '=';
    text += pairs[at].value;
  }
  return text;
}

Encoded encode(const wire::Fields& fields) {
  Encoded form;
  for (const wire::Field& field : fields)
    form.pairs.push_back({wire::percent_encode(field.name), wire::percent_encode(field.value)});
  return form;
}

Encoded split_form(std::string_view text) {
  Encoded form;
  if (text.empty()) return form;
  for (;;) {
    const std::string_view part = text.substr(0, text.find('&'));
    const size_t equals = part.find('=');
    Pair& pair = form.pairs.emplace_back();
    pair.name = part.substr(0, equals);
    pair.has_equals = equals != part.npos;
    if (pair.has_equals) pair.value = part.substr(equals + 1);
    if (part.size() == text.size()) return form;
    text.remove_prefix(part.size() + 1);
  }
}

bool mutate(Encoded& form, size_t mutation, size_t index, uint64_t choice) {
  if (form.pairs.empty()) return false;
  const Row& row = kRows[mutation % kRows.size()];
  const Encoded before = form;
  Change change{form, index % form.pairs.size(), choice, row.text, row.number};
  row.change(change);
  return !same(form, before);
}

}  // namespace rehearse::harness
