#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "mocks/core/result.h"

namespace rehearse {

// XmlPlace is where something stands in a document; both count from 1, columns in bytes.
struct XmlPlace {
  int line = 1;
  int column = 1;
};

struct XmlAttribute {
  std::string name{};  // without its prefix
  std::string value{};
};

// XmlElement is an element of a parsed document. Comments and processing instructions are left out;
// character data that is white space alone counts as none.
struct XmlElement {
  std::string name{};                      // without its prefix
  std::string space{};                     // the URI of its namespace; empty: none
  std::string text{};                      // the character data directly inside, as written
  std::vector<XmlAttribute> attributes{};  // without the namespace declarations
  std::vector<XmlElement> children{};
  XmlPlace place{};  // of its `<`

  // The first child of that name, or null.
  const XmlElement* child(std::string_view wanted) const;
  // The trimmed text of the first child of that name; empty if there is none.
  std::string text_of(std::string_view wanted) const;
  // The value of an attribute; empty if there is none.
  std::string_view attribute(std::string_view wanted) const;
};

// XmlProblem says why a text is no XML that is read here, and where.
struct XmlProblem {
  XmlPlace place{};
  std::string what{};  // a sentence without its full stop
};

// Parses one document: UTF-8, one root, namespaces declared. A document type declaration is
// refused, so that there are no entities but the five predefined ones and character references;
// none is ever expanded into more. Elements lie at most kXmlDeepest deep.
inline constexpr int kXmlDeepest = 64;
Result<XmlElement, XmlProblem> parse_xml(std::string_view text);

// XmlWriter writes a document, element by element. Text and attributes are escaped; what XML 1.0
// cannot hold becomes U+FFFD.
class XmlWriter {
 public:
  enum class Layout { compact, indented };  // indented by four blanks, as Salesforce's files are
  explicit XmlWriter(Layout layout = Layout::compact);

  XmlWriter& open(std::string_view name, const std::vector<XmlAttribute>& attributes = {});
  XmlWriter& close();
  XmlWriter& leaf(std::string_view name, std::string_view text,
                  const std::vector<XmlAttribute>& attributes = {});
  // Writes an element as it was read: its name without a prefix, its attributes, its children.
  XmlWriter& copy(const XmlElement& element);
  std::string take();  // closes what is open

 private:
  void begin_line();
  void start_tag(std::string_view name, const std::vector<XmlAttribute>& attributes);
  void append_escaped(std::string_view text, bool in_attribute);

  Layout layout_;
  std::string out_;
  std::vector<std::string> open_{};
};

}  // namespace rehearse
