#include "harness/driver/browser_page.h"

#include <nlohmann/json.hpp>

namespace rehearse::harness {
namespace {

// The rules of read_page (page_view.cc), over the document as it is now. Whatever changes there
// changes here; a test reads every page of the guide both ways.
constexpr std::string_view kWalk = R"js(
const SPACE = /[ \t\r\n\f\v]+/;
const words = (t) => t.split(SPACE).filter((w) => w).join(' ');
const skipped = (n) => ['style', 'script', 'title', 'noscript'].includes(n);
const collect = (node) => {
  let text = '';
  for (const child of node.childNodes) {
    if (child.nodeType === 3 || child.nodeType === 4) text += child.data;
    else if (child.nodeType === 1 && !skipped(child.localName)) text += ' ' + collect(child) + ' ';
  }
  return text;
};
const textOf = (node) => words(collect(node));
const labels = {};
for (const one of document.querySelectorAll('label[for]')) labels[one.getAttribute('for')] = one;
const seen = {forms: [], links: [], sections: [], values: [], alerts: [], notices: [], heading: ''};
const parts = {control: [], link: [], section: []};
let term = '';
const control = (node, form) => {
  const name = node.localName;
  const type = (node.getAttribute('type') ?? (name === 'button' ? 'submit' : 'text')).toLowerCase();
  let kind;
  if (name === 'input' && type !== 'button' && type !== 'reset')
    kind = {hidden: 'hidden', checkbox: 'check_box', radio: 'radio', submit: 'submit',
            image: 'submit'}[type] ?? 'text';
  else if (name === 'button' && type === 'submit') kind = 'submit';
  else if (name === 'textarea') kind = 'text';
  else if (name === 'select') kind = 'select';
  if (!kind) return;
  let label = labels[node.id] ? textOf(labels[node.id]) : '';
  if (!label) label = node.getAttribute('aria-label') ?? '';
  if (kind === 'submit') label = name === 'button' ? textOf(node) : node.value;
  parts.control.push(node);
  form.fields.push({
    kind, label, name: node.getAttribute('name') ?? '', id: node.id,
    value: kind === 'select' ? '' : node.value, checked: node.checked === true,
    disabled: node.matches(':disabled'), multiple: node.multiple === true,
    max_length: Number(node.getAttribute('maxlength') ?? 0),
    in_new_tab: (node.getAttribute('formtarget') ?? '') === '_blank',
    options: kind !== 'select' ? [] : [...node.options].map((option) => ({
      value: option.getAttribute('value') ?? textOf(option), label: textOf(option),
      selected: option.selected}))});
};
const show = (node) => {
  const name = node.localName, role = node.getAttribute('role');
  if (role === 'alert') seen.alerts.push(textOf(node));
  if (role === 'status') seen.notices.push(textOf(node));
  if (name === 'h1' && !seen.heading) seen.heading = textOf(node);
  if (name === 'a' && node.hasAttribute('href')) {
    parts.link.push(node);
    seen.links.push({label: textOf(node), href: node.getAttribute('href'),
                     in_new_tab: node.getAttribute('target') === '_blank'});
  }
  if (name === 'summary') {
    parts.section.push(node);
    seen.sections.push(textOf(node));
  }
  if (name === 'dt') term = textOf(node);
  if (node.hasAttribute('id') && name !== 'dt')
    seen.values.push({id: node.id, label: name === 'dd' ? term : '', text: textOf(node)});
};
const walk = (node, form) => {
  for (const child of node.children) {
    if (skipped(child.localName)) continue;
    if (child.localName === 'form') {
      const inner = {fields: []};
      walk(child, inner);
      seen.forms.push(inner);
      continue;
    }
    if (form) control(child, form);
    show(child);
    walk(child, form);
  }
};
const isPage = document.contentType.includes('html');
if (isPage && document.body) walk(document.body, null);
const part = (kind, number, option) => {
  const node = kind === 'option' ? parts.control[number]?.options[option] : parts[kind][number];
  if (!node) return null;
  for (let around = node.parentElement; around; around = around.parentElement)
    if (around.localName === 'details' && !around.open && around.firstElementChild !== node)
      around.open = true;
  return node;
};
)js";

constexpr std::string_view kRead = R"js(
seen.title = isPage ? words(document.title) : '';
seen.text = !isPage ? (document.querySelector('pre') ?? document.body)?.textContent ?? ''
                    : document.body ? textOf(document.body) : '';
seen.url = document.URL;
seen.status = performance.getEntriesByType('navigation')[0]?.responseStatus ?? 0;
seen.broken = document.URL.startsWith('chrome-error:')
    ? (document.querySelector('.error-code')?.textContent ?? '').trim() || 'ERR_FAILED' : '';
return seen;
)js";

constexpr std::string_view kPart = "return part(arguments[0], arguments[1], arguments[2]);";
constexpr std::string_view kLabel = R"js(
const node = part(arguments[0], arguments[1], arguments[2]);
return node && labels[node.id] || null;
)js";
constexpr std::string_view kIsOpen =
    "return parts.section[arguments[1]]?.closest('details')?.open === true;";
constexpr std::string_view kObjection = R"js(
const button = part(arguments[0], arguments[1], arguments[2]);
const form = button?.form;
if (!form || form.noValidate || button.formNoValidate) return null;
const wrong = [...form.elements].find((one) => one.willValidate && !one.checkValidity());
if (!wrong) return null;
return (labels[wrong.id] ? textOf(labels[wrong.id]) : wrong.name) + ': ' + wrong.validationMessage;
)js";

// A document that is left says so in its own events, when nothing on the page has kept it.
constexpr std::string_view kMark = R"js(
if (window.rehearseMark) { window.rehearseMark.leaving = false; return; }
const mark = {leaving: false};
window.rehearseMark = mark;
window.addEventListener('pageshow', (event) => {
  if (event.persisted) delete window.rehearseMark;  // it was gone back to
});
window.addEventListener('submit', (event) => {
  const target = event.submitter?.formTarget || event.target.target;
  if (!event.defaultPrevented && target !== '_blank') mark.leaving = true;
});
window.addEventListener('click', (event) => {
  const link = event.target.closest?.('a[href]');
  if (!link || event.defaultPrevented || link.target === '_blank') return;
  const there = new URL(link.href), here = new URL(document.URL);
  const isHere = there.hash !== '' && there.href.split('#')[0] === here.href.split('#')[0];
  if (!isHere) mark.leaving = true;
});
)js";
constexpr std::string_view kState = R"js(
if (window.rehearseMark) return window.rehearseMark.leaving ? 'leaving' : 'same';
return document.readyState === 'complete' ? 'complete' : 'loading';
)js";

// By the object model rather than by a style sheet, which a page's policy may forbid.
constexpr std::string_view kCover = R"js(
const [secretLabels, secretValues] = arguments;
const token = /00D[A-Za-z0-9]{6,}!|3MVG9|5Aep861|aPrx|eyJ[A-Za-z0-9_-]{8,}\./;
const isSecret = (text) =>
  token.test(text) || secretValues.some((value) => value && text.includes(value));
const covered = new Set();
const cover = (node) => {
  if (!node || covered.has(node)) return;
  covered.add(node);
};
for (const node of document.querySelectorAll('input, textarea, select')) {
  const label = labels[node.id] ? textOf(labels[node.id]) : node.getAttribute('aria-label') ?? '';
  if (node.type === 'password' || secretLabels.includes(label) || isSecret(node.value ?? ''))
    cover(node);
}
for (const value of seen.values)
  if (secretLabels.includes(value.label)) cover(document.getElementById(value.id));
for (const term of document.querySelectorAll('dt'))
  if (secretLabels.includes(textOf(term))) cover(term.nextElementSibling);
const texts = document.createTreeWalker(document.body ?? document, NodeFilter.SHOW_TEXT);
while (texts.nextNode())
  if (isSecret(texts.currentNode.data)) cover(texts.currentNode.parentElement);
const looks = [];
const paint = (node) => {
  looks.push([node, node.getAttribute('style'), node.style.cssText]);
  for (const [name, value] of [['color', 'transparent'], ['-webkit-text-fill-color', 'transparent'],
                               ['text-shadow', 'none'], ['caret-color', 'transparent'],
                               ['background', '#767676'], ['text-decoration', 'none'],
                               ['overflow', 'hidden'], ['transition', 'none']])
    node.style.setProperty(name, value, 'important');
};
for (const node of covered) {
  paint(node);
  for (const inner of node.querySelectorAll('*')) if (inner.style) paint(inner);
}
window.rehearseLooks = looks;
return covered.size;
)js";
constexpr std::string_view kUncover = R"js(
for (const [node, written, text] of (window.rehearseLooks ?? []).reverse()) {
  node.style.cssText = text;
  if (written === null) node.removeAttribute('style');
}
delete window.rehearseLooks;
)js";

std::string with_walk(std::string_view script) { return std::string(kWalk) + std::string(script); }

Json arguments_of(const PagePart& part) {
  constexpr std::string_view kNames[] = {"control", "option", "link", "section"};
  return Json::array({kNames[size_t(part.kind)], part.number, part.option});
}

std::string text_in(const Json& object, std::string_view name) {
  return string_member(object, name).value_or("");
}

PageField::Kind kind_of(std::string_view name) {
  using Kind = PageField::Kind;
  for (const auto& [text, kind] :
       {std::pair{"hidden", Kind::hidden}, std::pair{"check_box", Kind::check_box},
        std::pair{"radio", Kind::radio}, std::pair{"select", Kind::select},
        std::pair{"submit", Kind::submit}}) {
    if (name == text) return kind;
  }
  return Kind::text;
}

// An array that the script wrote; empty where it has none.
const Json& list_in(const Json& object, std::string_view name) {
  static const Json kNone = Json::array();
  const Json* found = find_member(object, name);
  return found != nullptr && found->is_array() ? *found : kNone;
}

PageField field_of(const Json& json) {
  PageField field{.kind = kind_of(text_in(json, "kind")),
                  .name = text_in(json, "name"),
                  .id = text_in(json, "id"),
                  .label = text_in(json, "label"),
                  .value = text_in(json, "value"),
                  .checked = bool_member(json, "checked").value_or(false),
                  .disabled = bool_member(json, "disabled").value_or(false),
                  .multiple = bool_member(json, "multiple").value_or(false)};
  field.max_length = size_t(integer_member(json, "max_length").value_or(0));
  field.in_new_tab = bool_member(json, "in_new_tab").value_or(false);
  for (const Json& option : list_in(json, "options"))
    field.options.push_back({text_in(option, "value"), text_in(option, "label"),
                             bool_member(option, "selected").value_or(false)});
  return field;
}

std::vector<std::string> texts_in(const Json& json, std::string_view name) {
  std::vector<std::string> texts;
  for (const Json& one : list_in(json, name)) {
    if (one.is_string()) texts.push_back(one.get<std::string>());
  }
  return texts;
}

}  // namespace

Result<BrowserPage, PageProblem> read_browser_page(WebDriver& driver) {
  auto read = driver.execute(with_walk(kRead), Json::array(), "read the page");
  if (!read) return std::move(read).error();
  const Json& json = read.value();
  BrowserPage page;
  page.broken = text_in(json, "broken");
  page.view = {.url = text_in(json, "url"),
               .status = int(integer_member(json, "status").value_or(0)),
               .title = text_in(json, "title"),
               .heading = text_in(json, "heading"),
               .text = text_in(json, "text"),
               .alerts = texts_in(json, "alerts"),
               .notices = texts_in(json, "notices")};
  for (const Json& form : list_in(json, "forms")) {
    page.view.forms.emplace_back();
    for (const Json& field : list_in(form, "fields"))
      page.view.forms.back().fields.push_back(field_of(field));
  }
  for (const Json& link : list_in(json, "links"))
    page.view.links.push_back({text_in(link, "label"), text_in(link, "href"),
                               bool_member(link, "in_new_tab").value_or(false)});
  page.view.sections = texts_in(json, "sections");
  for (const Json& value : list_in(json, "values"))
    page.view.values.push_back(
        {text_in(value, "id"), text_in(value, "label"), text_in(value, "text")});
  return page;
}

Result<WebElement, PageProblem> find_part(WebDriver& driver, const PagePart& part,
                                          std::string_view tried) {
  return driver.element(with_walk(kPart), arguments_of(part), tried);
}

Result<WebElement, PageProblem> find_label(WebDriver& driver, const PagePart& part,
                                           std::string_view tried) {
  return driver.element(with_walk(kLabel), arguments_of(part), tried);
}

Result<bool, PageProblem> is_open(WebDriver& driver, const PagePart& section) {
  auto answer =
      driver.execute(with_walk(kIsOpen), arguments_of(section), "see whether a section is open");
  if (!answer) return std::move(answer).error();
  return answer.value().is_boolean() && answer.value().get<bool>();
}

Result<std::optional<std::string>, PageProblem> objection(WebDriver& driver, const PagePart& part) {
  auto answer = driver.execute(with_walk(kObjection), arguments_of(part), "look at the form");
  if (!answer) return std::move(answer).error();
  if (!answer.value().is_string()) return std::optional<std::string>();
  return std::optional(answer.value().get<std::string>());
}

PageResult mark_document(WebDriver& driver) {
  auto done = driver.execute(kMark, Json::array(), "watch the page");
  if (!done) return std::move(done).error();
  return Done{};
}

Result<DocumentState, PageProblem> document_state(WebDriver& driver) {
  auto answer = driver.execute(kState, Json::array(), "wait for the page");
  if (!answer && !answer.error().trouble) return DocumentState::loading;  // between two documents
  if (!answer) return std::move(answer).error();
  const std::string state = answer.value().is_string() ? answer.value().get<std::string>() : "";
  if (state == "same") return DocumentState::same;
  if (state == "leaving") return DocumentState::leaving;
  return state == "complete" ? DocumentState::complete : DocumentState::loading;
}

PageResult cover_secrets(WebDriver& driver, const std::vector<std::string>& labels,
                         const std::vector<std::string>& values) {
  auto done = driver.execute(with_walk(kCover), Json::array({labels, values}),
                             "cover the secrets of the page");
  if (!done) return std::move(done).error();
  return Done{};
}

PageResult uncover_secrets(WebDriver& driver) {
  auto done = driver.execute(kUncover, Json::array(), "show the page again");
  if (!done) return std::move(done).error();
  return Done{};
}

}  // namespace rehearse::harness
