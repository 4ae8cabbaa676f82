#include "mocks/salesforce/org/hosts.h"

#include "mocks/salesforce/org/record_id.h"

namespace rehearse::salesforce {
namespace {

constexpr std::string_view kLoginHost = "login.salesforce.com";
constexpr std::string_view kTestHost = "test.salesforce.com";

}  // namespace

bool came_by_login_host(const wire::WireRequest& request) {
  return request.host == kLoginHost || request.host == kTestHost;
}

bool came_by_foreign_login_host(const Org& org, const wire::WireRequest& request) {
  return request.host == (org.config().is_sandbox ? kLoginHost : kTestHost);
}

bool came_by_setup_host(const wire::WireRequest& request) {
  return request.host.ends_with(".my.salesforce-setup.com");
}

bool has_real_host(const wire::WireRequest& request) {
  return came_by_login_host(request) || came_by_setup_host(request) ||
         request.host.ends_with(".my.salesforce.com");
}

std::string instance_url(const Org& org, const wire::WireRequest& request) {
  return has_real_host(request) ? "https://" + org.my_domain_host() : request.origin;
}

std::string setup_url(const Org& org, const wire::WireRequest& request) {
  return has_real_host(request) ? "https://" + org.setup_host() : request.origin;
}

std::string identity_origin(const Org& org, const wire::WireRequest& request) {
  if (!has_real_host(request)) return request.origin;
  return "https://" + std::string(org.config().is_sandbox ? kTestHost : kLoginHost);
}

std::string identity_url(const Org& org, const UserId& user, const wire::WireRequest& request) {
  return identity_origin(org, request) + "/id/" + org.organization_id() + "/" + long_id(user.value);
}

std::string issuer(const wire::WireRequest& request) {
  return has_real_host(request) ? "https://" + request.host : request.origin;
}

}  // namespace rehearse::salesforce
