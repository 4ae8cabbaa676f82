#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "harness/record/recording.h"
#include "harness/record/references.h"
#include "mocks/core/result.h"
#include "mocks/core/trouble.h"
#include "mocks/core/xml.h"
#include "mocks/wire/http_call.h"

namespace rehearse::harness {

// RawExchange is one request and its answer as they went over the wire.
struct RawExchange {
  std::string step{}, by{};
  wire::HttpRequest request{};
  std::optional<wire::WireResponse> response{};
  std::string trouble{};  // what happened instead of an answer
};

// ExchangeWriter writes exchanges with references in place of what must not be kept. What it meets
// first is learnt for what follows; a second pass knows everything.
class ExchangeWriter {
 public:
  explicit ExchangeWriter(References& references) : references_(references) {}

  RecordedExchange write(const RawExchange& raw);

 private:
  using Pair = std::pair<std::string, std::string>;

  std::string parameter(std::string_view name, const std::string& value);
  Pair header(const wire::Field& header);
  std::string authorization(const std::string& value);
  std::string cookies(std::string_view value, bool is_set);
  std::string path(std::string_view path);
  std::string address(std::string_view url);  // with its query and fragment
  std::string pairs_of(std::string_view query);
  RecordedPart part(const wire::Fields& headers, const std::string& body);
  void fill_body(const std::string& type, const std::string& body, RecordedPart& part);
  Json fields(const wire::Fields& fields);
  Json json(const Json& value);
  Json member(const std::string& name, const Json& value, bool is_of_a_user);
  Json named_text(const std::string& name, const std::string& value);
  Json xml(const XmlElement& element);
  Json page(std::string_view body);

  References& references_;
};

}  // namespace rehearse::harness
