/** Axes and tooltips of every chart in the house style. Kept apart from ECharts itself, which is loaded later. */
import type { Colours } from "./Chart";

/** `axis` writes the short figures beside the grid, `exact` the full ones in the tooltip. */
export function frame(
  colour: Colours,
  categories: string[],
  axis: (value: number) => string,
  exact: (value: string) => string,
): Record<string, unknown> {
  const text = { color: colour("ink-3"), fontFamily: "Inter Variable, sans-serif", fontSize: 11.5 };
  return {
    grid: { left: 4, right: 10, top: 14, bottom: 8, containLabel: true },
    textStyle: text,
    aria: { enabled: true },
    xAxis: {
      type: "category",
      data: categories,
      axisTick: { show: false },
      axisLine: { lineStyle: { color: colour("rule-strong") } },
      axisLabel: { ...text, hideOverlap: true },
    },
    yAxis: {
      type: "value",
      splitNumber: 4,
      axisLabel: { ...text, formatter: axis },
      splitLine: { lineStyle: { color: colour("chart-grid") } },
    },
    tooltip: {
      trigger: "axis",
      confine: true,
      backgroundColor: colour("sheet"),
      borderColor: colour("rule-strong"),
      textStyle: { ...text, color: colour("ink"), fontSize: 12.5 },
      axisPointer: { type: "shadow", shadowStyle: { color: colour("ink"), opacity: 0.05 } },
      valueFormatter: (value: unknown) => exact(typeof value === "number" ? value.toFixed(2) : String(value)),
    },
  };
}
