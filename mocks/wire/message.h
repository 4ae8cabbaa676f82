#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mocks/core/time.h"

namespace rehearse::wire {

struct Field {
  std::string name{};
  std::string value{};
  bool is_file = false;  // a part of multipart/form-data with a filename
  friend bool operator==(const Field&, const Field&) = default;
};
using Fields = std::vector<Field>;  // in order, duplicates included

// What became of a request's body as a form.
enum class FormState {
  absent,       // no body
  parsed,       // application/x-www-form-urlencoded or multipart/form-data, whole and well-formed
  malformed,    // such a media type, but broken percent-encoding, broken parts or not UTF-8
  unsupported,  // a body of another media type, or of none
};

// WireRequest is one HTTP request as it arrived. Query and form stay apart, in order, duplicates
// included; nothing is decoded twice.
struct WireRequest {
  std::string method{};  // as sent: "GET", "POST", …
  std::string target{};  // as sent: path and query
  std::string path{};    // percent-decoded once, runs of slashes collapsed
  std::string host{};    // Host header in lower case, without the port
  std::string origin{};  // scheme://host[:port] as the client reached it
  std::string peer{};    // the address the peer counts as (network map applied)
  Fields headers{};
  Fields query{};
  Fields form{};
  std::string body{};
  FormState form_state = FormState::absent;
  bool query_malformed = false;
  TimePoint received_at{};  // the only clock read of the request
};

struct WireResponse {
  int status = 200;
  Fields headers{};
  std::string body{};
};

// The first field of that name (exact bytes), or null.
const Field* find_field(const Fields& fields, std::string_view name);
// The value of the first field of that name; empty values count as absent (RFC 6749 section 3.1).
std::optional<std::string> value_of(const Fields& fields, std::string_view name);
size_t count_of(const Fields& fields, std::string_view name);
// Header look-up without regard to case.
std::optional<std::string> header_of(const Fields& headers, std::string_view name);
// The value of a request cookie.
std::optional<std::string> cookie_of(const WireRequest& request, std::string_view name);

// The path of a request's target as routes see it: percent-decoded once, runs of slashes collapsed.
std::string path_of_target(std::string_view target);

// Builds a request as the server would: splits the target, parses query and form, fills host from
// origin.
struct RequestParts {
  std::string method{"GET"};
  std::string origin{"https://rehearsal.my.salesforce.com"};
  std::string target{"/"};
  Fields headers{};
  std::string body{};
  std::string peer{"127.0.0.1"};
  TimePoint received_at{};
};
WireRequest make_request(RequestParts parts);
// The same with a urlencoded form as body.
WireRequest make_form_post(RequestParts parts, const Fields& form);

WireResponse json_response(int status, std::string body);
WireResponse html_response(int status, std::string body);
WireResponse text_response(int status, std::string body);
// 302. The location must hold no control characters; one that does is a bug of the caller.
WireResponse redirect_response(std::string location);

}  // namespace rehearse::wire
