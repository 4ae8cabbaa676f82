// A person who has no mouse: everything is reached by Tab, and whatever has the focus is seen to have it.
import assert from 'node:assert/strict';

import { Person } from './pages.mjs';

const MOST_TABS = 200;

// What has the focus stands out, and is where it can be seen.
const LOOKS_FOCUSED = `(() => {
  const element = document.activeElement, style = getComputedStyle(element), box = element.getBoundingClientRect();
  const is_ringed = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0;
  return element.matches(':focus-visible') && (is_ringed || style.boxShadow !== 'none') &&
    box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
})()`;

export class KeyboardPerson extends Person {
  tabs_pressed = 0;

  async reach(script) {
    for (let tab = 0; tab < MOST_TABS; ++tab) {
      if (await this.run(`document.activeElement === ${script}`)) {
        assert.ok(await this.run(LOOKS_FOCUSED), `the focus can be seen at ${script} of "${await this.heading()}"`);
        return;
      }
      await this.browser.press('Tab');
      ++this.tabs_pressed;
    }
    assert.fail(`Tab never comes to ${script} of "${await this.heading()}"`);
  }

  async press(script) {
    await this.reach(script);
    const is_box = await this.run(`['checkbox', 'radio'].includes(document.activeElement.type)`);
    await this.browser.press(is_box ? ' ' : 'Enter');
  }
  go_to_drop_down(field) { return this.reach(field); }
  async choose(field, changes) {
    await this.reach(field);
    for (const [at, changes_it] of changes.entries()) {
      await this.browser.press(at === 0 ? 'Home' : 'ArrowDown', { control: true });
      if (changes_it) await this.browser.press(' ', { control: true });
    }
  }
}
