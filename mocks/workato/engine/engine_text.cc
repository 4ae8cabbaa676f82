#include "mocks/workato/engine/engine_text.h"

#include "mocks/wire/form.h"

namespace rehearse::workato {

std::string failure_text(const Reason& reason, std::string_view error, std::string_view description,
                         const std::vector<std::string_view>& secrets) {
  std::string text(reason.meaning);
  if (error.empty()) return text;
  // A server could echo what it was sent as it arrived or as it was encoded.
  std::vector<std::string> encoded;
  for (std::string_view secret : secrets) encoded.push_back(wire::percent_encode(secret));
  std::vector<std::string_view> hidden = secrets;
  hidden.insert(hidden.end(), encoded.begin(), encoded.end());
  text += " Salesforce says: " + displayable(error, hidden);
  if (!description.empty()) text += " (" + displayable(description, hidden) + ")";
  return text;
}

std::string plain_text(const Reason& reason) {
  return std::string(reason.meaning) + " " + std::string(reason.remedy);
}

}  // namespace rehearse::workato
