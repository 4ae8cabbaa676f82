#include "mocks/salesforce/oauth/approve_as.h"

#include <string>

#include "mocks/salesforce/endpoints.h"
#include "mocks/salesforce/org/hosts.h"
#include "mocks/wire/form.h"
#include "mocks/wire/uri.h"

namespace rehearse::salesforce {
namespace {

constexpr std::string_view kApproval = "/setup/secur/RemoteAccessAuthorizationPage.apexp";
constexpr std::string_view kFrontdoor = "/secur/frontdoor.jsp";
constexpr std::string_view kErrorPage = "/setup/secur/RemoteAccessErrorPage.apexp";

// Person is the browser of somebody who knows the user's password.
class Person {
 public:
  Person(Org& org, const wire::WireRequest& first, wire::Call& call)
      : org_(org), first_(first), call_(call) {}

  wire::WireResponse log_in(std::string_view username, std::string_view start_url) {
    std::string password;
    {
      auto tx = org_.begin();
      if (const User* user = tx.users().find_by_username(username)) password = user->password;
    }
    const wire::Fields form{{"username", std::string(username)},
                            {"pw", password},
                            {"startURL", std::string(start_url)}};
    return post("/", form, salesforce::log_in);
  }

  // Where a redirect leads within the org, as a path of the host the person is on then: a login
  // host hands a person over to My Domain. Nothing if it leads out of the org.
  std::optional<std::string> arrive(const std::string& location) {
    if (location.starts_with('/')) return location;
    const auto uri = wire::parse_uri(location);
    const std::string my_domain = instance_url(org_, first_);
    if (!uri || uri->origin() != my_domain || my_domain == first_.origin) return std::nullopt;
    origin_ = my_domain;
    return uri->target();
  }

  wire::WireResponse open(const wire::WireRequest& request) {
    wire::WireRequest mine = request;
    std::erase_if(mine.headers, [](const wire::Field& header) { return header.name == "Cookie"; });
    mine.headers.push_back({"Cookie", cookie_});
    return serve(mine, authorize);
  }

  wire::WireResponse get(const std::string& target) {
    if (target.starts_with(kErrorPage))
      return serve(wire::make_request(parts("GET", target)), remote_access_error_page);
    const bool is_door = target.starts_with(kFrontdoor);
    return serve(wire::make_request(parts("GET", target)), is_door ? frontdoor : approval_page);
  }

  wire::WireResponse decide(const std::string& source, bool approve) {
    std::string csrf;
    {
      auto tx = org_.begin();
      const std::string sid = cookie_.substr(cookie_.find('=') + 1);
      if (const WebSession* session = tx.sessions().find(sid, first_.received_at))
        csrf = session->csrf;
    }
    const std::string_view button = approve ? "oaapprove" : "oadeny";
    return post(std::string(kApproval),
                {{"csrf", csrf}, {"source", source}, {std::string(button), "1"}}, decide_approval);
  }

 private:
  using Endpoint = wire::WireResponse (*)(Org&, wire::Call&);

  wire::RequestParts parts(std::string_view method, const std::string& target) const {
    wire::RequestParts parts;
    parts.method = method;
    parts.origin = origin_;
    parts.target = target;
    parts.peer = first_.peer;
    parts.received_at = first_.received_at;
    if (!cookie_.empty()) parts.headers.push_back({"Cookie", cookie_});
    return parts;
  }

  wire::WireResponse post(const std::string& target, const wire::Fields& form, Endpoint endpoint) {
    return serve(wire::make_form_post(parts("POST", target), form), endpoint);
  }

  wire::WireResponse serve(const wire::WireRequest& request, Endpoint endpoint) {
    wire::Call step(request, call_.arrival);
    wire::WireResponse response = endpoint(org_, step);
    if (const auto cookie = wire::header_of(response.headers, "Set-Cookie"))
      cookie_ = cookie->substr(0, cookie->find(';'));
    if (step.reason() != nullptr) call_.refuse(*step.reason());
    if (!step.client().empty()) call_.client(step.client());
    return response;
  }

  Org& org_;
  const wire::WireRequest& first_;
  wire::Call& call_;
  std::string origin_{first_.origin};
  std::string cookie_{};
};

// The value of a field of the query of a local address; empty if there is none.
std::string query_value(const std::string& target, std::string_view name) {
  const size_t mark = target.find('?');
  if (mark == std::string::npos) return {};
  const auto fields = wire::parse_urlencoded(std::string_view(target).substr(mark + 1));
  return fields ? wire::value_of(*fields, name).value_or("") : "";
}

}  // namespace

wire::WireResponse approve_as(Org& org, std::string_view username,
                              const wire::WireRequest& authorize_request, bool approve,
                              wire::Call& call) {
  Person person(org, authorize_request, call);
  wire::WireRequest opened = authorize_request;
  // Somebody who wants to deny asks for the page, even where an approval is remembered.
  if (!approve && wire::count_of(opened.query, "prompt") == 0)
    opened.query.push_back({"prompt", "consent"});
  wire::WireResponse response;
  // A login host holds no session, so logging in there first would lead nowhere.
  if (!came_by_login_host(authorize_request)) {
    response = person.log_in(username, "/");
    if (response.status != 302) return response;
  }
  response = person.open(opened);
  // The longest path: a second login, another host, the approval page, the answer. More would be a
  // loop.
  constexpr int kMostSteps = 8;
  for (int step = 0; step < kMostSteps && response.status == 302; ++step) {
    const auto location = person.arrive(wire::header_of(response.headers, "Location").value_or(""));
    if (!location) return response;
    if (location->starts_with("/?")) {
      response = person.log_in(username, query_value(*location, "startURL"));
      continue;
    }
    response = person.get(*location);
    if (response.status == 200 && location->starts_with(kApproval))
      response = person.decide(query_value(*location, "source"), approve);
  }
  return response;
}

}  // namespace rehearse::salesforce
