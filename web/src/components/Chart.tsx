import { useMantineColorScheme } from "@mantine/core";
import { useReducedMotion } from "@mantine/hooks";
import { BarChart, LineChart } from "echarts/charts";
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from "echarts/components";
import { type EChartsCoreOption, init, use as register } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import { useEffect, useRef } from "react";

register([LineChart, BarChart, GridComponent, TooltipComponent, LegendComponent, AriaComponent, SVGRenderer]);

export type Colours = (name: string) => string;
interface ChartProps {
  /** What the picture shows, read out instead of it. */
  label: string;
  height: number;
  /** Builds the drawing from the colours of the scheme in force. */
  option: (colour: Colours) => EChartsCoreOption;
  /** Called with the index of the mark that was clicked. */
  onPick?: (index: number) => void;
}

/** A drawing by ECharts as SVG. Every chart on a page stands beside its table twin (ChartWithTable). */
export default function Chart({ label, height, option, onPick }: ChartProps) {
  const box = useRef<HTMLDivElement>(null);
  const pick = useRef(onPick);
  const { colorScheme } = useMantineColorScheme();
  const still = useReducedMotion();
  useEffect(() => {
    pick.current = onPick;
  });
  useEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    const chart = init(element, undefined, { renderer: "svg" });
    const css = getComputedStyle(document.documentElement);
    const colour: Colours = (name) => css.getPropertyValue(`--${name}`).trim();
    chart.setOption({ animation: !still, animationDuration: 350, ...option(colour) });
    chart.getZr().on("click", (event) => {
      const at = chart.convertFromPixel({ gridIndex: 0 }, [event.offsetX, event.offsetY]);
      if (Array.isArray(at) && typeof at[0] === "number") pick.current?.(Math.round(at[0]));
    });
    const observer = new ResizeObserver(() => chart.resize());
    observer.observe(element);
    return () => {
      observer.disconnect();
      chart.dispose();
    };
  }, [option, colorScheme, still]);
  return <div ref={box} role="img" aria-label={label} style={{ height, cursor: onPick ? "pointer" : undefined }} />;
}
