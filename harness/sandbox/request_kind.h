#pragma once

#include <string>
#include <string_view>

#include "harness/sandbox/target_file.h"
#include "mocks/wire/http_call.h"
#include "mocks/wire/uri.h"

namespace rehearse::harness {

// RequestKind is what a request to an org can do there, as far as its first line and form tell.
struct RequestKind {
  bool is_changing = false;  // it may change something
  bool is_token = false;     // it asks the token endpoint
  bool is_known = false;     // a change that a run has to make
  bool is_login = false;     // it asks for a session, rather than for the next token of one
};

// Every method but GET and HEAD is changing, except a POST to the token or the introspection
// endpoint, by exactly those paths; a GET that revokes, and one that says it is another method,
// are.
RequestKind kind_of_request(const wire::HttpRequest& request, const wire::Uri& uri);

// True if a request says that it is of another method than its first line tells.
bool names_another_method(const wire::HttpRequest& request, const wire::Uri& uri);

// True if the request holds something that opens an org: Authorization, a cookie, a secret in a
// form or a query.
bool holds_credential(const wire::HttpRequest& request, const wire::Uri& uri);

// Why the target's pin may not be asked at all, as a sentence without its end; empty: it may.
std::string why_no_pin(const TargetFile& target, bool second_flag);

}  // namespace rehearse::harness
