#include "mocks/salesforce/org/used_assertions.h"

namespace rehearse::salesforce {

std::string UsedAssertions::key_of(const AppId& app, std::string_view jti) {
  return app.value + " " + std::string(jti);
}

void UsedAssertions::remember(const AppId& app, std::string_view jti) {
  if (jti.empty() || !used_.insert(key_of(app, jti)).second) return;
  in_order_.push_back(key_of(app, jti));
  if (in_order_.size() <= kKept) return;
  used_.erase(in_order_.front());
  in_order_.pop_front();
}

bool UsedAssertions::has(const AppId& app, std::string_view jti) const {
  return !jti.empty() && used_.contains(key_of(app, jti));
}

}  // namespace rehearse::salesforce
