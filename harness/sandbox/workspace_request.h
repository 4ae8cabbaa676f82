#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "harness/sandbox/run_journal.h"
#include "mocks/wire/http_call.h"
#include "mocks/wire/uri.h"

namespace rehearse::harness {

// WorkspaceRequest is what a request to Workato does there, by its method and path. Everything that
// is not known to be harmless is `unknown`.
struct WorkspaceRequest {
  enum class Act : uint8_t {
    read,       // of the API, or a page that needs no credential
    make,       // a profile or a connection
    change,     // one of them; also to disconnect it
    remove,     // one of them
    authorize,  // GET …/get_oauth_url begins an authorization of a connection
    respond,    // to the callback
    unknown,
  };
  Act act = Act::unknown;
  bool is_api = false;
  Resource::Kind kind = Resource::Kind::profile;
  std::string id{};  // in the path; digits
};

WorkspaceRequest workspace_request(const wire::HttpRequest& request, const wire::Uri& uri,
                                   const wire::Uri& callback);

std::string_view path_of(Resource::Kind kind);  // /api/custom_oauth_profiles, /api/connections

}  // namespace rehearse::harness
