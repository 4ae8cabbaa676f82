#include "mocks/core/xml.h"

#include <algorithm>
#include <charconv>
#include <pugixml.hpp>

#include "mocks/core/text.h"

namespace rehearse {
namespace {

constexpr size_t kNone = std::string_view::npos;

XmlPlace place_of(std::string_view text, size_t offset) {
  const std::string_view before = text.substr(0, std::min(offset, text.size()));
  const size_t line_start = before.rfind('\n') + 1;  // npos + 1 is 0
  return {int(std::count(before.begin(), before.end(), '\n')) + 1,
          int(before.size() - line_start) + 1};
}

// PlaceFinder tells places of rising offsets without counting from the start each time.
class PlaceFinder {
 public:
  explicit PlaceFinder(std::string_view text) : text_(text) {}
  XmlPlace at(size_t offset) {
    for (; at_ < std::min(offset, text_.size()); ++at_) {
      if (text_[at_] != '\n') continue;
      ++line_;
      line_start_ = at_ + 1;
    }
    return {line_, int(at_ - line_start_) + 1};
  }

 private:
  std::string_view text_;
  size_t at_ = 0, line_start_ = 0;
  int line_ = 1;
};

// XML 1.0 section 2.2.
bool is_character(uint32_t code) {
  return code == '\t' || code == '\n' || code == '\r' || (code >= 0x20 && code <= 0xd7ff) ||
         (code >= 0xe000 && code <= 0xfffd) || (code >= 0x10000 && code <= 0x10ffff);
}

bool is_reference(std::string_view name) {
  if (name == "amp" || name == "lt" || name == "gt" || name == "quot" || name == "apos")
    return true;
  if (!name.starts_with('#') || name.size() < 2 || name.size() > 8) return false;
  const bool is_hex = name[1] == 'x';
  const std::string_view digits = name.substr(is_hex ? 2 : 1);
  uint32_t code = 0;
  const auto [end, error] =
      std::from_chars(digits.data(), digits.data() + digits.size(), code, is_hex ? 16 : 10);
  return error == std::errc() && end == digits.data() + digits.size() && is_character(code);
}

// What the parser would pass over in silence: characters that XML 1.0 cannot hold, a document type
// declaration, references to entities that nobody declared, and a `<` in an attribute.
struct Flaw {
  size_t offset = kNone;
  std::string what{};
};

// FlawFinder reads a document as a tokenizer does, so that what looks like a comment within an
// attribute hides nothing.
class FlawFinder {
 public:
  explicit FlawFinder(std::string_view text) : text_(text) {}

  Flaw find() {
    for (size_t at = 0; at < text_.size(); ++at) {
      const auto byte = uint8_t(text_[at]);
      if (byte < 0x20 && !is_character(byte)) return {at, "An invalid XML character was found"};
    }
    size_t at = 0;
    while (flaw_.offset == kNone && (at = text_.find_first_of("<&", at)) < text_.size()) {
      at = text_[at] == '&' ? past_reference(at) : past_markup(at);
    }
    return flaw_;
  }

 private:
  size_t past(size_t from, std::string_view end) const {
    const size_t found = text_.find(end, from);
    return found == kNone ? text_.size() : found + end.size();
  }

  size_t past_reference(size_t at) {
    const std::string_view start = text_.substr(at, 12);
    const size_t end = start.find(';');
    const std::string name(start.substr(1, end == kNone ? 0 : end - 1));
    if (!is_reference(name))
      flaw_ = {at, "The entity \"" + name + "\" was referenced, but not declared"};
    return at + 1;
  }

  size_t past_markup(size_t at) {
    const std::string_view rest = text_.substr(at);
    if (rest.starts_with("<!--")) return past(at + 4, "-->");
    if (rest.starts_with("<![CDATA[")) return past(at, "]]>");
    if (rest.starts_with("<?")) return past(at, "?>");
    if (!rest.starts_with("<!")) return past_tag(at + 1);
    flaw_ = {at, "A document type declaration (DOCTYPE) is not allowed"};
    return at;
  }

  // Up to the `>` outside of its attributes' quotes.
  size_t past_tag(size_t at) {
    char quote = '\0';
    for (; at < text_.size() && flaw_.offset == kNone; ++at) {
      const char character = text_[at];
      if (quote == '\0' && character == '>') return at + 1;
      if (character == '<') {
        if (quote == '\0') return at;  // the parser says what is wrong with that
        flaw_ = {at, "The value of an attribute must not contain the '<' character"};
      } else if (character == '&') {
        past_reference(at);
      } else if (character == quote) {
        quote = '\0';
      } else if (quote == '\0' && (character == '"' || character == '\'')) {
        quote = character;
      }
    }
    return at;
  }

  std::string_view text_;
  Flaw flaw_{};
};

using Spaces = std::vector<std::pair<std::string, std::string>>;  // prefix and URI, inner ones last

std::string_view prefix_of(std::string_view name) {
  const size_t colon = name.find(':');
  return colon == kNone ? std::string_view() : name.substr(0, colon);
}

std::string_view local_of(std::string_view name) {
  const size_t colon = name.find(':');
  return colon == kNone ? name : name.substr(colon + 1);
}

// A name has at most one prefix, and what follows that starts as a name does (Namespaces in XML
// section 4).
bool is_qualified(std::string_view name) {
  const size_t colon = name.find(':');
  if (colon == kNone) return true;
  const std::string_view local = name.substr(colon + 1);
  return colon > 0 && !local.empty() && local.find(':') == kNone &&
         std::string_view("-.0123456789").find(local.front()) == kNone;
}

// Reader turns the parser's nodes into elements and resolves namespaces.
class Reader {
 public:
  explicit Reader(std::string_view text) : places_(text) {}

  bool read(const pugi::xml_node& node, XmlElement& element, int depth) {
    const ptrdiff_t offset = node.offset_debug();
    element.place = places_.at(offset > 0 ? size_t(offset) - 1 : 0);
    if (depth > kXmlDeepest) return fail(element, "The elements are nested too deep");
    const size_t outer = spaces_.size();
    if (!read_attributes(node, element)) return false;
    if (!is_qualified(node.name()))
      return fail(element, "The name \"" + std::string(node.name()) + "\" is not qualified well");
    const auto space = find_space(prefix_of(node.name()));
    if (!space) {
      return fail(element, "The prefix \"" + std::string(prefix_of(node.name())) +
                               "\" for element \"" + node.name() + "\" is not bound");
    }
    element.space = *space;
    element.name = local_of(node.name());
    for (const pugi::xml_node& child : node.children()) {
      if (child.type() == pugi::node_pcdata || child.type() == pugi::node_cdata) {
        element.text += child.value();
      } else if (child.type() == pugi::node_element) {
        if (!read(child, element.children.emplace_back(), depth + 1)) return false;
      }
    }
    spaces_.resize(outer);
    return true;
  }

  XmlProblem problem{};

 private:
  bool fail(const XmlElement& element, std::string what) {
    problem = {element.place, std::move(what)};
    return false;
  }

  bool read_attributes(const pugi::xml_node& node, XmlElement& element) {
    for (const pugi::xml_attribute& attribute : node.attributes()) {
      const std::string_view name = attribute.name();
      if (!is_qualified(name))
        return fail(element, "The name \"" + std::string(name) + "\" is not qualified well");
      if (name == "xmlns") {
        spaces_.emplace_back("", attribute.value());
      } else if (name.starts_with("xmlns:")) {
        spaces_.emplace_back(name.substr(6), attribute.value());
      } else {
        element.attributes.push_back({std::string(local_of(name)), attribute.value()});
      }
    }
    return true;
  }

  std::optional<std::string> find_space(std::string_view prefix) const {
    for (auto space = spaces_.rbegin(); space != spaces_.rend(); ++space) {
      if (space->first == prefix) return space->second;
    }
    if (prefix.empty()) return "";
    return std::nullopt;
  }

  PlaceFinder places_;
  Spaces spaces_{};
};

std::string_view words_of(pugi::xml_parse_status status) {
  switch (status) {
    case pugi::status_end_element_mismatch:
      return "An element must be terminated by the matching end-tag";
    case pugi::status_bad_start_element:
      return "A start-tag is broken";
    case pugi::status_bad_attribute:
      return "An attribute is broken";
    case pugi::status_bad_end_element:
      return "An end-tag is broken";
    case pugi::status_no_document_element:
      return "Premature end of file";
    default:
      return "The document is not well-formed";
  }
}

}  // namespace

const XmlElement* XmlElement::child(std::string_view wanted) const {
  const auto found = std::ranges::find(children, wanted, &XmlElement::name);
  return found == children.end() ? nullptr : &*found;
}

std::string XmlElement::text_of(std::string_view wanted) const {
  const XmlElement* found = child(wanted);
  return found == nullptr ? std::string() : std::string(trim(found->text));
}

std::string_view XmlElement::attribute(std::string_view wanted) const {
  const auto found = std::ranges::find(attributes, wanted, &XmlAttribute::name);
  return found == attributes.end() ? std::string_view() : std::string_view(found->value);
}

Result<XmlElement, XmlProblem> parse_xml(std::string_view text) {
  constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  if (!is_utf8(text) || text.find('\0') != kNone)
    return XmlProblem{{}, "The document is not UTF-8 text"};
  if (const Flaw flaw = FlawFinder(text).find(); flaw.offset != kNone)
    return XmlProblem{place_of(text, flaw.offset), flaw.what};
  pugi::xml_document document;
  // As a fragment: text beside the root is kept and seen here, not passed over.
  const pugi::xml_parse_result parsed = document.load_buffer(
      text.data(), text.size(), pugi::parse_default | pugi::parse_fragment, pugi::encoding_utf8);
  if (!parsed)
    return XmlProblem{place_of(text, size_t(std::max<ptrdiff_t>(parsed.offset, 0))),
                      std::string(words_of(parsed.status))};
  Reader reader(text);
  XmlElement root;
  const pugi::xml_node first = document.document_element();
  if (!first)
    return XmlProblem{place_of(text, text.size()),
                      std::string(words_of(pugi::status_no_document_element))};
  for (const pugi::xml_node& node : document.children()) {
    const size_t offset = size_t(std::max<ptrdiff_t>(node.offset_debug(), 1));
    if (node.type() == pugi::node_element && node != first)
      return XmlProblem{place_of(text, offset - 1), "There is more than one root element"};
    if (node.type() == pugi::node_pcdata || node.type() == pugi::node_cdata)
      return XmlProblem{place_of(text, offset),
                        "Content is not allowed outside of the root element"};
  }
  if (!reader.read(first, root, 1)) return reader.problem;
  return root;
}

XmlWriter::XmlWriter(Layout layout)
    : layout_(layout), out_(R"(<?xml version="1.0" encoding="UTF-8"?>)") {}

void XmlWriter::begin_line() {
  if (layout_ == Layout::compact) return;
  out_ += '\n';
  out_.append(4 * open_.size(), ' ');
}

void XmlWriter::append_escaped(std::string_view text, bool in_attribute) {
  for (const char character : text) {
    const auto byte = uint8_t(character);
    if (character == '&') {
      out_ += "&amp;";
    } else if (character == '<') {
      out_ += "&lt;";
    } else if (character == '>') {
      out_ += "&gt;";
    } else if (character == '"') {
      out_ += "&quot;";
    } else if (character == '\'') {
      out_ += "&apos;";
    } else if (character == '\r' || (in_attribute && (character == '\n' || character == '\t'))) {
      out_ += "&#" + std::to_string(byte) + ";";  // would be read back as something else
    } else if (byte < 0x20 && character != '\n' && character != '\t') {
      out_ += "\xef\xbf\xbd";
    } else {
      out_ += character;
    }
  }
}

void XmlWriter::start_tag(std::string_view name, const std::vector<XmlAttribute>& attributes) {
  begin_line();
  out_ += '<';
  out_ += name;
  for (const XmlAttribute& attribute : attributes) {
    out_ += ' ' + attribute.name + "=\"";
    append_escaped(attribute.value, true);
    out_ += '"';
  }
  out_ += '>';
}

XmlWriter& XmlWriter::open(std::string_view name, const std::vector<XmlAttribute>& attributes) {
  start_tag(name, attributes);
  open_.emplace_back(name);
  return *this;
}

XmlWriter& XmlWriter::close() {
  const std::string name = std::move(open_.back());
  open_.pop_back();
  if (!out_.ends_with("<" + name + ">")) begin_line();
  out_ += "</" + name + ">";
  return *this;
}

XmlWriter& XmlWriter::leaf(std::string_view name, std::string_view text,
                           const std::vector<XmlAttribute>& attributes) {
  start_tag(name, attributes);
  append_escaped(text, false);
  out_ += "</";
  out_ += name;
  out_ += '>';
  return *this;
}

XmlWriter& XmlWriter::copy(const XmlElement& element) {
  if (element.children.empty()) return leaf(element.name, element.text, element.attributes);
  open(element.name, element.attributes);
  for (const XmlElement& child : element.children) copy(child);
  return close();
}

std::string XmlWriter::take() {
  while (!open_.empty()) close();
  if (layout_ == Layout::indented) out_ += '\n';
  return std::move(out_);
}

}  // namespace rehearse
