// XML and the components of metadata in it. Input: the bytes of a document.
// Holds: a problem's place lies within the document; what parses is UTF-8 of characters that XML
// can hold, no deeper than the limit, and no longer than the document, however often it refers;
// written again it reads as the same; a component that is taken becomes settings, one that is not
// has a reason and a place within the document.
#include <algorithm>
#include <climits>
#include <cstdint>
#include <string>

#include "fuzz/support/input.h"
#include "fuzz/support/promise.h"
#include "fuzz/support/second.h"
#include "mocks/core/text.h"
#include "mocks/core/xml.h"
#include "mocks/salesforce/metadata/component_xml.h"

namespace {

using namespace rehearse;
using fuzz::require;

void check_place(const XmlPlace& place, std::string_view text) {
  const auto lines = int(std::count(text.begin(), text.end(), '\n')) + 1;
  require(place.line >= 1 && place.line <= lines, "place", "A place's line is in the document.");
  for (int line = 1; line < place.line; ++line) text.remove_prefix(text.find('\n') + 1);
  const size_t length = std::min(text.find('\n'), text.size());
  require(place.column >= 1 && size_t(place.column) <= length + 1, "place",
          "A place's column is in its line.");
}

void check_text(std::string_view text) {
  require(fuzz::second::is_utf8(text), "characters", "What parses is UTF-8.");
  for (const char character : text) {
    const bool is_blank = character == '\t' || character == '\n' || character == '\r';
    require(uint8_t(character) >= 0x20 || is_blank, "characters",
            "What parses holds no character that XML cannot.");
  }
}

// Returns how many bytes of text there are.
size_t check_element(const XmlElement& element, std::string_view document, int depth) {
  require(depth <= kXmlDeepest, "depth", "Elements lie no deeper than the limit.");
  check_place(element.place, document);
  check_text(element.text);
  size_t bytes = element.name.size() + element.text.size();
  for (const XmlAttribute& attribute : element.attributes) {
    check_text(attribute.value);
    bytes += attribute.name.size() + attribute.value.size();
  }
  for (const XmlElement& child : element.children)
    bytes += check_element(child, document, depth + 1);
  return bytes;
}

// Without namespaces, which are not written, and without the text beside elements.
bool is_same(const XmlElement& left, const XmlElement& right) {
  const auto same = [](const XmlAttribute& one, const XmlAttribute& other) {
    return one.name == other.name && one.value == other.value;
  };
  const bool is_blank = trim(left.text).empty() && trim(right.text).empty();
  return left.name == right.name && std::ranges::equal(left.attributes, right.attributes, same) &&
         (!left.children.empty() || left.text == right.text || is_blank) &&
         std::ranges::equal(left.children, right.children, is_same);
}

// An attribute that would be read as a declaration if it were written without its prefix.
bool has_declaration(const XmlElement& element) {
  return std::ranges::any_of(
             element.attributes,
             [](const XmlAttribute& attribute) { return attribute.name == "xmlns"; }) ||
         std::ranges::any_of(element.children, has_declaration);
}

void check_component(const XmlElement& root, std::string_view document) {
  using namespace salesforce;
  for (const MetadataType& type : all_types()) {
    if (type.name != root.name) continue;
    for (const int version : {59, 67}) {
      const auto content = salesforce::check_component(type, root, version);
      if (!content) {
        const ComponentProblem& problem = content.error();
        require(problem.reason != nullptr && !problem.text.empty(), "reason",
                "A component is refused for a reason.");
        check_place(problem.place, document);
      } else if (type.part) {
        const auto settings = with_component(type, content.value(), {});
        require(settings.named_user_jwt_timeout_minutes > INT_MIN, "settings",
                "A component that is taken becomes settings.");
      }
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  std::string_view text = fuzz::Input(data, size).rest();
  const auto parsed = parse_xml(text);
  if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
  if (!parsed) {
    require(!parsed.error().what.empty(), "reason", "A problem is said.");
    check_place(parsed.error().place, text);
    return 0;
  }
  const XmlElement& root = parsed.value();
  require(check_element(root, text, 1) <= text.size(), "bounded",
          "No more is read than the document holds.");
  if (!has_declaration(root)) {
    const auto again = parse_xml(XmlWriter().copy(root).take());
    require(again.ok() && is_same(root, again.value()), "round-trip",
            "What is written reads as the same.");
  }
  check_component(root, text);
  return 0;
}
