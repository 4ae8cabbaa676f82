#include "mocks/wire/page_script.h"

namespace rehearse::wire {
namespace {

// No `]]>` in here: the page is XHTML, and the script stands in a CDATA section.
constexpr std::string_view kScript = R"(
(() => {
'use strict';
const all = (what, from = document) => [...from.querySelectorAll(what)];
let memory = null;
try { memory = sessionStorage; } catch { /* blocked: nothing is remembered */ }
const recall = (key) => { try { return JSON.parse(memory.getItem(key)); } catch { return null; } };
const remember = (key, value) => { try { memory.setItem(key, JSON.stringify(value)); } catch { /* full or blocked */ } };
const said = document.createElement('p');
said.className = 'sr';
said.setAttribute('aria-live', 'polite');
document.body.append(said);

// A second submit of the same form is dropped; going back to the page arms it again.
addEventListener('submit', (event) => {
  const form = event.target;
  if (event.defaultPrevented || event.submitter?.formTarget === '_blank') return;
  if (form.dataset.sent) return event.preventDefault();
  form.dataset.sent = '1';
  setTimeout(() => delete form.dataset.sent, 10000);
});
addEventListener('pageshow', () => { for (const form of document.forms) delete form.dataset.sent; });

// Two lists and the arrows between them. What was moved stays highlighted in its new list.
const pickers = all('[data-picker]').map((box) => {
  const [from, to] = all('select', box);
  const carry = () => {
    all('input[type=hidden]', box).forEach((old) => old.remove());
    for (const option of to.options) {
      const field = document.createElement('input');
      Object.assign(field, { type: 'hidden', name: box.dataset.picker, value: option.value });
      box.append(field);
    }
  };
  const move = (a, b, options) => {
    for (const option of b.options) option.selected = false;
    for (const option of options) { b.add(option); option.selected = true; }
    carry();
  };
  const act = (forward) => {
    const [a, b] = forward ? [from, to] : [to, from];
    const options = [...a.selectedOptions];
    move(a, b, options);
    said.textContent = options.length === 1 ? options[0].text + ' moved' : options.length + ' moved';
    box.dispatchEvent(new Event('change', { bubbles: true }));
  };
  box.addEventListener('click', (event) => {
    const arrow = event.target.closest('.arrow');
    if (!arrow) return;
    event.preventDefault();
    act(!arrow.classList.contains('back'));
  });
  box.addEventListener('dblclick', (event) => {
    const list = event.target.closest('select');
    if (list) act(list === from);
  });
  return {
    box,
    values: () => [...to.options].map((option) => option.value),
    show: (values) => {
      const known = [...from.options, ...to.options];
      for (const option of [...to.options]) from.add(option);
      for (const value of values) {
        const option = known.find((one) => one.value === value);
        if (option) to.add(option);
      }
      for (const option of known) option.selected = false;
      carry();
    },
  };
});

// What was typed outlives a reload and the way back; passwords and codes (narrow pages ask for them) are not kept.
const typed = document.body.classList.contains('narrow') ? [] : [...document.forms].filter((form) => form.method === 'post');
const drafts = typed.map((form, index) => ({
  form,
  key: 'draft ' + location.pathname + ' ' + index,
  fields: [...form.elements].filter((field) =>
    field.name && /^(text|email|url|checkbox|radio|textarea|select-)/.test(field.type) && !field.closest('[data-picker]')),
  pickers: pickers.filter(({ box }) => form.contains(box)),
}));
const returning = /reload|back/.test(performance.getEntriesByType('navigation')[0]?.type);
for (const { form, key, fields, pickers: lists } of drafts) {
  const kept = recall(key);
  if (kept && returning && kept.fields?.length === fields.length && kept.lists?.length === lists.length) {
    fields.forEach((field, at) => {
      const value = kept.fields[at];
      if (field.type === 'checkbox' || field.type === 'radio') field.checked = value;
      else if (field.type === 'select-multiple') for (const option of field.options) option.selected = value.includes(option.value);
      else field.value = value;
    });
    lists.forEach((list, at) => list.show(kept.lists[at]));
  } else if (kept) {
    memory.removeItem(key);
  }
  const keep = () => remember(key, {
    fields: fields.map((field) => field.type === 'checkbox' || field.type === 'radio' ? field.checked
      : field.type === 'select-multiple' ? [...field.selectedOptions].map((option) => option.value) : field.value),
    lists: lists.map((list) => list.values()),
  });
  if (fields.length > 0) for (const when of ['input', 'change']) form.addEventListener(when, keep);
}

// Sections stay as they were left, unless an error is in one.
for (const section of all('details')) {
  const key = 'section ' + location.pathname + ' ' + section.querySelector('summary').textContent;
  if (recall(key) === false && !section.querySelector('[aria-invalid]')) section.open = false;
  section.addEventListener('toggle', () => remember(key, section.open));
}
const reveal = (field) => {
  for (let at = field; at; at = at.parentElement) if (at.localName === 'details') at.open = true;
  field.focus();
};
for (const link of all('.summary a'))
  link.addEventListener('click', (event) => {
    const field = document.getElementById(link.hash.slice(1));
    if (field) { event.preventDefault(); reveal(field); }
  });
const wrong = document.querySelector('[aria-invalid]');
if (wrong) reveal(wrong);

// A button beside each text that is meant to be carried elsewhere.
for (const fact of all('[data-copy]')) {
  const value = fact.querySelector('dd');
  if (!value.textContent) continue;
  const button = document.createElement('button');
  Object.assign(button, { type: 'button', className: 'copy', textContent: 'Copy' });
  button.setAttribute('aria-label', 'Copy ' + fact.querySelector('dt').textContent);
  const box = document.createElement('div');
  box.className = 'copied';
  fact.replaceWith(box);
  box.append(fact, button);
  button.addEventListener('click', async () => {
    let done = false;
    try { await navigator.clipboard.writeText(value.textContent); done = true; } catch { /* the old way below */ }
    if (!done) {
      getSelection().selectAllChildren(value);
      done = document.execCommand('copy');
    }
    button.textContent = done ? 'Copied' : 'Press Ctrl+C';
    said.textContent = button.textContent;
    setTimeout(() => { button.textContent = 'Copy'; }, 3000);
  });
}
})();
)";

}  // namespace

std::string_view page_script() { return kScript; }

}  // namespace rehearse::wire
