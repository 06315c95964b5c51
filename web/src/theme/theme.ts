/** Mantine in Pacioli's colours. Every repair of a default that fails contrast stands here and nowhere else. */
import { type CSSVariablesResolver, type MantineColorsTuple, createTheme } from "@mantine/core";

const pine: MantineColorsTuple = [
  "#eef7f4", "#dceee8", "#b5dccf", "#8ac9b6", "#66b8a1", "#43a68c", "#2a9078", "#1b7464", "#126353", "#0c5042",
];
const grey: MantineColorsTuple = [
  "#f7f9f7", "#f0f4f1", "#e6ebe7", "#d8dfda", "#c3cbc5", "#9aa69f", "#7f8b84", "#5c6962", "#435049", "#24302b",
];
const dark: MantineColorsTuple = [
  "#e9efec", "#bcc7c2", "#96a39d", "#75827c", "#3d4945", "#29322f", "#1d2624", "#161d1b", "#0f1513", "#0b100e",
];
const red: MantineColorsTuple = [
  "#fdf3f1", "#fbe9e6", "#f5cac5", "#eea79f", "#e4675b", "#d34c40", "#c23a2e", "#b3322a", "#a62b22", "#8c221b",
];

/** Mantine's own variables pointed at the tokens. */
export const variables: CSSVariablesResolver = () => ({
  variables: {
    "--mantine-color-body": "var(--sheet)",
    "--mantine-color-text": "var(--ink)",
    "--mantine-color-dimmed": "var(--ink-3)",
    "--mantine-color-anchor": "var(--accent)",
    "--mantine-color-error": "var(--bad)",
    "--mantine-color-placeholder": "var(--ink-3)",
    "--mantine-color-default-border": "var(--rule-strong)",
  },
  light: {},
  dark: { "--mantine-color-default": "var(--sheet)", "--mantine-color-default-hover": "var(--hover)" },
});

export const theme = createTheme({
  primaryColor: "pine",
  primaryShade: { light: 8, dark: 7 },
  colors: { pine, gray: grey, dark, red },
  black: "#15201c",
  fontFamily: "var(--font-sans)",
  fontFamilyMonospace: "var(--font-mono)",
  headings: { fontFamily: "var(--font-sans)", fontWeight: "620" },
  fontSizes: { xs: "12px", sm: "13px", md: "14px", lg: "16px", xl: "19px" },
  defaultRadius: "7px",
  cursorType: "pointer",
  respectReducedMotion: true,
  // plain objects: naming the components themselves would pull all of them into the entry
  components: {
    Button: { defaultProps: { size: "sm" }, styles: { root: { fontWeight: 560 } } },
    // every dialog, drawer and field that closes or clears says so to those who cannot see the cross
    CloseButton: { defaultProps: { "aria-label": "Close" } },
    ActionIcon: { defaultProps: { variant: "subtle", color: "gray" } },
    Input: { defaultProps: { size: "sm" } },
    InputWrapper: {
      defaultProps: { size: "sm" },
      styles: {
        label: { fontWeight: 540, marginBottom: 4, color: "var(--ink-2)" },
        error: { color: "var(--bad)" },
        description: { color: "var(--ink-3)" },
      },
    },
    Loader: { defaultProps: { type: "dots", size: "sm" } },
    Menu: { defaultProps: { shadow: "md", position: "bottom-end", withinPortal: true } },
    Modal: {
      defaultProps: {
        attributes: { header: { role: "presentation" } }, // its head is no banner of the page
        centered: true,
        // a slip beside a form must not lose what was typed, nor the second half of a double click close what the first opened
        closeOnClickOutside: false,
        overlayProps: { color: "#0b100e", backgroundOpacity: 0.45 },
        padding: "lg",
      },
      styles: { title: { fontWeight: 620, fontSize: 16 } },
    },
    SegmentedControl: { styles: { label: { color: "var(--ink-2)" } } },
    Tooltip: { defaultProps: { openDelay: 350, withArrow: false, fz: "xs", maw: 320, multiline: true } },
  },
});
