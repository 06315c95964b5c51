/** Names of browsers as their users know them. Order matters: most of them also claim to be Chrome and Safari. */
const BROWSERS: [sign: RegExp, name: string][] = [
  [/Edg(?:A|iOS)?\//, "Edge"],
  [/OPR\//, "Opera"],
  [/SamsungBrowser\//, "Samsung Internet"],
  [/(?:Firefox|FxiOS)\//, "Firefox"],
  [/(?:Chrome|CriOS)\//, "Chrome"],
  [/Version\/.*Safari\//, "Safari"],
];
const SYSTEMS: [sign: RegExp, name: string][] = [
  [/iPhone/, "iPhone"],
  [/iPad/, "iPad"],
  [/Android/, "Android"],
  [/Windows/, "Windows"],
  [/Mac OS X/, "Mac"],
  [/CrOS/, "ChromeOS"],
  [/Linux/, "Linux"],
];
const found = (list: [RegExp, string][], text: string): string | undefined => list.find(([sign]) => sign.test(text))?.[1];

/** `Chrome on Windows` for what a browser says of itself; what is unknown is shown as it came. */
export function browserText(agent: string | null | undefined): string {
  if (!agent) return "Unknown browser";
  const browser = found(BROWSERS, agent);
  const system = found(SYSTEMS, agent);
  return browser && system ? `${browser} on ${system}` : (browser ?? agent);
}
