#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "mocks/wire/message.h"

namespace rehearse::harness {

struct PageOption {
  std::string value{}, label{};
  bool selected = false;
};

// PageField is one control of a form, with the label a person reads.
struct PageField {
  enum class Kind { text, hidden, check_box, radio, select, submit };
  Kind kind = Kind::text;
  std::string name{}, id{};
  std::string label{};  // a button's text, for a submit
  std::string value{};
  bool checked = false;
  bool disabled = false;  // shown, not editable, not sent
  bool multiple = false;
  size_t max_length = 0;      // 0: none
  std::string form_action{};  // a submit's own target; empty: the form's
  bool in_new_tab = false;    // a submit whose answer opens in a tab of its own
  std::vector<PageOption> options{};
};

struct PageForm {
  std::string method{"get"};
  std::string action{};  // as written; empty: the page itself
  std::vector<PageField> fields{};
};

struct PageLink {
  std::string label{}, href{};
  bool in_new_tab = false;
};

// PageValue is a text the page shows under an id or a label, e.g. a consumer key.
struct PageValue {
  std::string id{}, label{}, text{};
};

// PageView is what a person would see of an answer: the page's fields, links, buttons and texts.
struct PageView {
  std::string url{};
  int status = 0;
  std::string title{}, heading{};
  std::string text{};  // all of it, white space collapsed; the raw body where it is no page
  std::vector<std::string> alerts{}, notices{};
  std::vector<PageForm> forms{};
  std::vector<PageLink> links{};
  std::vector<std::string> sections{};  // titles of parts that expand
  std::vector<PageValue> values{};
};

// Reads a well-formed XHTML page (pugixml). An answer of another kind has only its text.
PageView read_page(std::string_view url, const wire::WireResponse& response);

// The labels a person could use on this page, for messages: `fields: A, B; buttons: C; links: D`.
std::string what_is_on(const PageView& page);

}  // namespace rehearse::harness
