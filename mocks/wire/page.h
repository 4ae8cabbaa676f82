#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "mocks/wire/message.h"

namespace rehearse::wire {

// Markup is text that is HTML already. Everything else is escaped on its way into a page.
struct Markup {
  std::string html{};
  Markup& operator+=(const Markup& more) {
    html += more.html;
    return *this;
  }
};

Markup escaped(std::string_view text);
Markup heading(std::string_view text);  // h2
Markup paragraph(std::string_view text);
Markup alert(std::string_view text);   // an error the page shows, role="alert"
Markup notice(std::string_view text);  // a success or a hint, role="status"
Markup link(std::string_view href, std::string_view text);
Markup link_in_new_tab(std::string_view href, std::string_view text);
// A list of label and value, for detail pages; `name` becomes the value's id, so that a reader
// finds it.
Markup detail(std::string_view label, std::string_view value, std::string_view name);
Markup table(const std::vector<std::string>& head, const std::vector<std::vector<Markup>>& rows);
// A titled section that is a <details open>: sections expand without scripts.
Markup section(std::string_view title, const Markup& content);
Markup list(const std::vector<Markup>& items);

// Input is one labelled field of a form. The label's `for` and the field's `id` are the name,
// unless `id` says otherwise.
struct Input {
  std::string_view label{}, name{}, value{}, type{"text"}, hint{}, error{}, id{};
  int max_length = 0;  // 0: none
  bool required = false;
  bool disabled = false;  // shown, not editable: a disabled field is not sent
};
Markup text_field(const Input& input);
Markup text_area(const Input& input);

struct CheckBox {
  std::string_view label{}, name{}, value{"1"}, hint{};
  bool checked = false;
  bool disabled = false;
};
Markup check_box(const CheckBox& box);

struct Option {
  std::string value{}, label{};
  bool selected = false;
};
// A drop-down; with `multiple` a list of which several can be chosen.
struct Select {
  std::string_view label{}, name{}, hint{}, error{};
  std::vector<Option> options{};
  bool multiple = false;
  bool disabled = false;
};
Markup select(const Select& select);
Markup hidden(std::string_view name, std::string_view value);
// A submit button; `id` also becomes the field name unless empty.
Markup button(std::string_view text, std::string_view name = {}, std::string_view value = {});
// A submit button that sends its form to `action` and shows the answer in a new tab; the page with
// the form stays open.
Markup button_in_new_tab(std::string_view text, std::string_view name, std::string_view action);
// A form with method post; the CSRF token goes in as the hidden field `csrf`; an
// empty token (nobody is signed in yet) adds no field.
Markup form(std::string_view action, std::string_view csrf, const Markup& content);

// Page is a whole document of one of the mocks.
struct Page {
  std::string_view title{};          // <title> and <h1>
  std::string_view site{};           // "Salesforce (mock)", "Workato (mock)"
  std::vector<Markup> breadcrumb{};  // the guide's path to here
  Markup content{};
  bool plain_title = false;  // true: <title> exactly as given, without the site
};
// Well-formed XHTML that any XML parser reads, with no-store, no framing, no referrer, a strict
// Content-Security-Policy and nosniff.
WireResponse page_response(int status, const Page& page);

}  // namespace rehearse::wire
