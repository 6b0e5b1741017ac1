// The only way from text to markup and to script addresses. The page's policy allows no other
// (`require-trusted-types-for 'script'; trusted-types nexus`).

interface TrustedPolicy {
  createHTML(text: string): string;
  createScriptURL(address: string): string;
}

interface TrustedTypes {
  createPolicy(name: string, rules: TrustedPolicy): TrustedPolicy;
}

const rules: TrustedPolicy = {
  createHTML: (text) => text,
  createScriptURL(address) {
    if (new URL(address, location.href).origin !== location.origin) throw new TypeError(address);
    return address;
  },
};

// Browsers without Trusted Types take the text as it is.
const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
const policy = trustedTypes?.createPolicy('nexus', rules) ?? rules;

/** Markup that this server has sent, as nodes. Scripts in it do not run. Never for text of any other origin. */
export function fragmentHtml(text: string): DocumentFragment {
  const template = document.createElement('template');
  template.innerHTML = policy.createHTML(text);
  return document.importNode(template.content, true);
}

/** The address of a worker script of this server; throws for any other. */
export const workerAddress = (address: string): string => policy.createScriptURL(address);
