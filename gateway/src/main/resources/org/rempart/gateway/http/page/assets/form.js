// The fields of the form: what they hold, and what is wrong with them, said next to each of them.

export class Form {
  #form;
  #summary;
  #text;

  constructor(form, summary, text) {
    this.#form = form;
    this.#summary = summary;
    this.#text = text;
    form.noValidate = true; // the browser's bubbles vanish, and no screen reader finds them again
  }

  /** The body of the POST, without the solved challenge. */
  details() {
    const { name, email, country, postcode, consent, public: shown, updates } = this.#form.elements;
    return {
      name: name.value.trim(),
      email: email.value.trim(),
      country: country.value,
      ...(postcode.value.trim() && { postcode: postcode.value.trim() }),
      consent: consent.checked,
      public: shown.checked,
      updates: updates.checked,
    };
  }

  /** What the gateway is sure to refuse, in the order of the fields. */
  missing({ name, email, country, consent }) {
    const wrong = { name: !name, email: !/.@./.test(email), country: !country, consent: !consent };
    return Object.keys(wrong).filter((field) => wrong[field]).map((field) => ({ field }));
  }

  /** Shows these errors (`field`, and `message` for what this page has no sentence for) and no others. */
  show(errors) {
    const list = this.#summary.querySelector('ul');
    list.replaceChildren();
    for (const place of this.#form.querySelectorAll('.field-error')) {
      const field = place.id.replace('-error', '');
      const wrong = errors.some((error) => error.field === field);
      const input = this.#form.elements[field];
      place.textContent = wrong ? this.#text(`error.${field}`) : '';
      place.hidden = !wrong;
      input.setAttribute('aria-invalid', wrong);
    }
    for (const { field, message } of errors) {
      const place = document.getElementById(`${field}-error`);
      const line = document.createElement('li');
      if (place) {
        const link = document.createElement('a');
        link.href = `#${this.#form.elements[field].id}`;
        link.textContent = place.textContent;
        link.onclick = (click) => {
          click.preventDefault(); // a fragment would move the page, not the focus into a list of options
          this.#form.elements[field].focus();
        };
        line.append(link);
      } else {
        line.textContent = message ?? field;
      }
      list.append(line);
    }
    this.#summary.hidden = errors.length === 0;
    if (errors.length > 0) {
      this.#summary.focus();
    }
  }
}
