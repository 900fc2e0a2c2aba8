// The states of the world as TopoJSON (Natural Earth 1:110m), and as points those that are too small for it (from 1:50m).
import { readFileSync } from "node:fs";
import { geoCentroid } from "d3-geo";
import { feature } from "topojson-client";

const read = (scale) => JSON.parse(readFileSync(`node_modules/world-atlas/countries-${scale}.json`, "utf8"));
const [topology, finer] = [read("110m"), read("50m")];
delete topology.objects.land;
const there = new Set(topology.objects.countries.geometries.map((state) => state.properties.name));
const points = feature(finer, finer.objects.countries).features.filter((state) => !there.has(state.properties.name))
  .map((state) => ({ id: state.id, name: state.properties.name, at: geoCentroid(state).map((degrees) => Math.round(degrees * 10) / 10) }));
process.stdout.write(JSON.stringify({ topology, points }));
