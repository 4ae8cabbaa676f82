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
// What is wrong on a page, above its form: `lead`, and a link to each field that has an error.
struct FieldError {
  std::string id{}, label{}, message{};  // an empty id: no field of this page
};
Markup error_summary(const Markup& lead, const std::vector<FieldError>& errors);
Markup link(std::string_view href, std::string_view text);
Markup link_in_new_tab(std::string_view href, std::string_view text);
// A list of label and value, for detail pages; `name` becomes the value's id, so that a reader
// finds it.
Markup detail(std::string_view label, std::string_view value, std::string_view name);
// The same for a text that people carry elsewhere: the script adds a Copy button.
Markup copied_detail(std::string_view label, std::string_view value, std::string_view name);
// On a phone each row becomes a block of its own.
Markup table(const std::vector<std::string>& head, const std::vector<std::vector<Markup>>& rows);
// A titled section that is a <details open>: sections expand without scripts.
Markup section(std::string_view title, const Markup& content);
Markup card(const Markup& content);  // the same without a title
Markup list(const std::vector<Markup>& items);
Markup actions(const std::vector<Markup>& links);  // links in a row, that look like buttons
Markup main_action(const Markup& link);            // one link that looks like the main button
Markup bar(const Markup& buttons);                 // a form's last row: Save, and the link Cancel
struct NavLink {
  std::string href{}, label{};
  bool is_here = false;
};
Markup tabs(const std::vector<NavLink>& links);

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
  std::string_view label{}, name{}, value{"1"}, hint{}, error{};
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
// Two lists and the arrows between them. What is chosen travels in hidden fields `name`; what is
// highlighted in a list matters only to its arrow. Without the script an arrow is a submit button
// and the server moves.
struct Picker {
  std::string_view name{};
  Select from{}, to{};
  struct Arrow {
    std::string_view label{}, name{};
  };
  Arrow forward{}, back{};
};
Markup picker(const Picker& picker);
enum class Look { main, quiet, danger };
// A submit button; `name` also becomes its id unless empty.
Markup button(std::string_view text, std::string_view name = {}, std::string_view value = {},
              Look look = Look::main);
// A submit button that sends its form to `action` and shows the answer in a new tab; the page with
// the form stays open.
Markup button_in_new_tab(std::string_view text, std::string_view name, std::string_view action);
// A form with method post; the CSRF token goes in as the hidden field `csrf`; an
// empty token (nobody is signed in yet) adds no field.
Markup form(std::string_view action, std::string_view csrf, const Markup& content);

// Page is a whole document of one of the mocks, or of another server of ours.
struct Page {
  std::string_view title{};          // <title> and <h1>
  std::string_view site{};           // "Salesforce (mock)", "Workato (mock)"
  std::vector<Markup> breadcrumb{};  // the guide's path to here
  Markup content{};
  bool plain_title = false;           // true: <title> exactly as given, without the site
  std::vector<NavLink> navigation{};  // the row below the header; none: no row
  // What is said beside the site's name on every page.
  std::string_view banner{"This is a mock. Nothing here is a real account."};
  std::string_view tone{};  // the header's colour, to tell tabs apart: "", "green" or "plum"
  bool is_narrow = false;   // a short form alone, such as a login
  // A script besides our own. It must be the same text each time, without `]]>`: it stands in the
  // page and is allowed by its hash.
  std::string_view script{};
  // The page asks its own origin: for itself by script, for pictures, and with its forms alone.
  bool live = false;
};
// Well-formed XHTML that any XML parser reads, with no-store, no framing, no referrer, a strict
// Content-Security-Policy and nosniff.
WireResponse page_response(int status, const Page& page);
// Adds a link to the header of a page that page_response made; other answers stay as they are.
void add_header_link(WireResponse& response, std::string_view href, std::string_view label);

}  // namespace rehearse::wire
