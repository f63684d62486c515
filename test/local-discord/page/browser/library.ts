import '@skyra/discord-components-core/discord-messages.js';
import '@skyra/discord-components-core/discord-message.js';
import '@skyra/discord-components-core/discord-embed.js';
import '@skyra/discord-components-core/discord-embed-description.js';
import '@skyra/discord-components-core/discord-embed-field.js';
import '@skyra/discord-components-core/discord-embed-fields.js';
import '@skyra/discord-components-core/discord-embed-footer.js';
import '@skyra/discord-components-core/discord-code.js';
import '@skyra/discord-components-core/discord-pre.js';
import '@skyra/discord-components-core/discord-header.js';
import '@skyra/discord-components-core/discord-quote.js';
import '@skyra/discord-components-core/discord-spoiler.js';
import '@skyra/discord-components-core/discord-time.js';
import '@skyra/discord-components-core/discord-mention.js';
import { type CSSResultOrNative, css } from 'lit';

/** What of the library's look has too little contrast, or does not fit a narrow window. The names are those of its own parts. */
const MENDED: Readonly<Record<string, CSSResultOrNative>> = {
  'discord-messages': css`
    :host {
      border: 0 !important;
      font-family: var(--font) !important;
      background: none !important;
    }
    ::slotted(*) {
      margin-top: 0 !important;
    }
  `,
  'discord-message': css`
    :host {
      font-family: var(--font) !important;
      color: var(--text) !important;
      padding-right: 16px !important;
    }
    .discord-message-timestamp,
    .discord-message-edited {
      color: var(--faint) !important;
    }
    .discord-author-avatar img {
      cursor: default;
    }
    .discord-message-content {
      min-width: 0;
    }
    @media (max-width: 480px) {
      :host {
        padding-left: 10px;
        padding-right: 10px !important;
      }
      .discord-author-avatar {
        margin-right: 10px;
        min-width: 30px;
      }
      .discord-author-avatar img {
        width: 30px;
        height: 30px;
      }
    }
  `,
  'discord-author-info': css`
    :host .discord-author-username {
      color: var(--strong) !important;
      cursor: default !important;
      text-decoration: none !important;
    }
  `,
  'discord-embed': css`
    :host,
    :host([light-theme]) {
      color: var(--text);
      font-size: 0.875rem;
    }
    :host .discord-embed-wrapper,
    :host([light-theme]) .discord-embed-wrapper {
      background-color: var(--card);
      border-color: var(--edge);
      max-width: 540px;
    }
    :host .discord-embed-title a {
      color: var(--link);
    }
    :host .discord-embed-title,
    :host([light-theme]) .discord-embed-title {
      color: var(--strong);
    }
  `,
  'discord-embed-footer': css`
    :host,
    :host([light-theme]) {
      color: var(--faint);
    }
  `,
  'discord-header': css`
    :host > * {
      color: var(--strong);
      margin: 8px 0 4px !important;
    }
  `,
  'discord-code': css`
    :host,
    :host([embed]) code,
    code {
      background-color: var(--code) !important;
      color: var(--text);
    }
    :host(:not([multiline])) code {
      margin: 0;
      padding: 0.1em 0.2em;
    }
    :host([multiline]) {
      background: none !important;
      display: block;
    }
    :host([multiline]) code,
    :host([embed][multiline]) code {
      background: var(--code) !important;
      border: 1px solid var(--edge) !important;
      border-radius: 4px;
      width: auto !important;
      margin: 0;
      white-space: pre-wrap;
      overflow-wrap: anywhere;
    }
  `,
  'discord-pre': css`
    :host pre {
      width: 100% !important;
      margin: 4px 0 !important;
    }
  `,
  'discord-spoiler': css`
    :host,
    :host(:hover),
    :host([light-theme]) {
      background-color: var(--veil) !important;
      color: transparent !important;
    }
    :host([activated]),
    :host([light-theme][activated]) {
      background-color: var(--code) !important;
      color: inherit !important;
    }
    :host(:not([activated])) ::slotted(.secret) {
      visibility: hidden;
    }
  `,
  'discord-time': css`
    :host {
      background-color: var(--code);
      white-space: normal;
    }
  `,
  'discord-mention': css`
    :host,
    :host([light-theme]) {
      color: var(--mention) !important;
      background-color: var(--mention-back) !important;
      cursor: default;
    }
  `,
};

for (const [name, style] of Object.entries(MENDED)) {
  const element = customElements.get(name) as unknown as { elementStyles: CSSResultOrNative[] } | undefined;
  element?.elementStyles.push(style);
}
