#include "mocks/salesforce/routes.h"

#include <array>

#include "mocks/salesforce/endpoints.h"

namespace rehearse::salesforce {
namespace {

constexpr Fidelity kLogin{Basis::observed, "login form as browser tests of public clients fill it"};

// clang-format off
constexpr std::array kRoutes{
    Route{"login_page", "GET", "/", login_page, kLogin},
    Route{"log_in", "POST", "/", log_in, kLogin},
    Route{"log_out", "GET", "/secur/logout.jsp", log_out, kLogin},
    Route{"home_page", "GET", "/lightning/page/home", home_page, kLogin},
};
// clang-format on

}  // namespace

std::span<const Route> routes() { return kRoutes; }

}  // namespace rehearse::salesforce
