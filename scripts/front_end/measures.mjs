// What lays the network out and measures it.
import { forceCollide, forceLink, forceManyBody, forceSimulation, forceX, forceY } from "d3-force";
import Graph from "graphology";
import louvain from "graphology-communities-louvain";
import betweenness from "graphology-metrics/centrality/betweenness.js";
import pagerank from "graphology-metrics/centrality/pagerank.js";

globalThis.measures = { forceCollide, forceLink, forceManyBody, forceSimulation, forceX, forceY, Graph, betweenness, louvain, pagerank };
