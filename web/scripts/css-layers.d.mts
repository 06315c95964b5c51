import type { Plugin } from "vite";

export const LAYERS: string[];
export function layerOf(path: string): string | null;
export function layered(css: string, layer: string): string;
export function cssLayers(): Plugin;
