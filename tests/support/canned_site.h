#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "mocks/wire/http_call.h"

namespace rehearse::harness {

// CannedSite is an HttpCall that answers from a list: `METHOD url` to a response. What is not
// listed is unreachable. It keeps every request.
class CannedSite : public wire::HttpCall {
 public:
  Result<wire::WireResponse, Trouble> send(const wire::HttpRequest& request) override {
    requests.push_back(request);
    const auto found = answers.find(request.method + " " + request.url);
    if (found == answers.end()) {
      return Trouble{Trouble::Kind::unreachable, "nothing answers there", request.url, false};
    }
    return found->second;
  }

  void page(const std::string& url, const std::string& content) {
    answers["GET " + url] = xhtml(content);
  }
  static wire::WireResponse xhtml(const std::string& content, int status = 200) {
    return {status,
            {{"Content-Type", "text/html;charset=UTF-8"}},
            "<!DOCTYPE html>\n<html xmlns=\"http://www.w3.org/1999/xhtml\"><head><title>Canned"
            "</title></head><body><h1>Canned page</h1>" +
                content + "</body></html>"};
  }
  static wire::WireResponse redirect(const std::string& location, int status = 302) {
    return {status, {{"Location", location}}, ""};
  }

  std::map<std::string, wire::WireResponse> answers{};
  std::vector<wire::HttpRequest> requests{};
};

}  // namespace rehearse::harness
