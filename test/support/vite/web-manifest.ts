import type { ManifestOptions } from "vite-plugin-pwa";

/** The installable app as the browser sees it; every path is relative, so any sub-path serves. */
export const webManifest: Partial<ManifestOptions> = {
  id: "./",
  name: "Overread",
  short_name: "Overread",
  description: "Label medical images on your own device",
  lang: "en",
  start_url: "./",
  scope: "./",
  display: "standalone",
  orientation: "any",
  background_color: "#0B0D0F",
  theme_color: "#131619",
  categories: ["medical", "productivity"],
  icons: [
    { src: "icons/icon-192.png", sizes: "192x192", type: "image/png", purpose: "any" },
    { src: "icons/icon-512.png", sizes: "512x512", type: "image/png", purpose: "any" },
    { src: "icons/maskable-192.png", sizes: "192x192", type: "image/png", purpose: "maskable" },
    { src: "icons/maskable-512.png", sizes: "512x512", type: "image/png", purpose: "maskable" },
    { src: "icons/icon.svg", sizes: "any", type: "image/svg+xml", purpose: "any" },
  ],
};
