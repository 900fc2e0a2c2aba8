// What histogram, charts and map draw with.
import { areaY, axisX, axisY, barX, dot, gridX, gridY, lineY, plot, rectY, ruleX, ruleY, text } from "@observablehq/plot";
import { brushX } from "d3-brush";
import { geoEqualEarth, geoGraticule10, geoPath } from "d3-geo";
import { select } from "d3-selection";
import { feature, mesh } from "topojson-client";

globalThis.charts = {
  areaY, axisX, axisY, barX, dot, gridX, gridY, lineY, plot, rectY, ruleX, ruleY, text,
  brushX, feature, geoEqualEarth, geoGraticule10, geoPath, mesh, select,
};
