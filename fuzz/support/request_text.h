#pragma once

#include <string>
#include <string_view>

#include "mocks/core/time.h"
#include "mocks/wire/message.h"

namespace rehearse::fuzz {

// RequestText is an input that spells a request: lines of a head, an empty line, and a form. An
// input without an empty line is a form alone. A line of the head is one of
//
//   GET              a method, all capitals; POST if there is none
//   ?name=value&…    the query
//   @203.0.113.9     the address the request comes from
//   !deny            what the target makes of it
//   Name: value      a header
//
// The form is the body of a POST, and what is added to the query with any other method. A word like
// `$code` stands for a value of the org that is asked: percent-encoded in a form, as it is in the
// head.
struct RequestText {
  std::string method{"POST"};
  std::string query{}, form{}, peer{};
  std::string wish{};  // what stood behind the exclamation mark
  wire::Fields headers{};
  bool has_method = false;
};
RequestText read_request(std::string_view input, const wire::Fields& words);

// Where the head ends and the form begins.
size_t form_begin(std::string_view input);

// Puts the values of `$name` in.
std::string filled_in(std::string_view text, const wire::Fields& words, bool encode);

// The request, with a form's media type unless the head names one.
wire::WireRequest request_of(const RequestText& text, std::string_view path, TimePoint now);

}  // namespace rehearse::fuzz
