// The words a Grafana dashboard is described in here, and its JSON. Panels stand in rows of 24 columns, in the order
// they are named.

export interface Query {
  readonly expr: string;
  /** `{{route}}`: the value of a label. */
  readonly legend: string;
}

export interface Panel {
  readonly title: string;
  /** `lines`: over time. `number`: the latest. `list`: the latest of each, the largest on top. */
  readonly as: 'lines' | 'number' | 'list';
  /** As Grafana names units: `reqps`, `s`, `percentunit`, `bytes`, `short`. */
  readonly unit: string;
  readonly width: 4 | 6 | 8 | 12 | 24;
  readonly queries: readonly Query[];
  /** From where on a number is red. */
  readonly bad?: number;
}

export interface Dashboard {
  /** Its file, and its address in Grafana. */
  readonly uid: string;
  readonly title: string;
  readonly panels: readonly Panel[];
}

export const lines = (title: string, unit: string, ...queries: Query[]): Panel => ({
  title,
  as: 'lines',
  unit,
  width: 12,
  queries,
});

export const number = (title: string, unit: string, expr: string, bad?: number): Panel => ({
  title,
  as: 'number',
  unit,
  width: 4,
  queries: [{ expr, legend: title }],
  ...(bad !== undefined && { bad }),
});

/** The menu of all dashboards of Nexus. */
const OTHERS = {
  title: 'Nexus',
  type: 'dashboards',
  tags: ['nexus'],
  icon: 'dashboard',
  tooltip: '',
  asDropdown: true,
  includeVars: false,
  keepTime: true,
  targetBlank: false,
};

const TYPES = { lines: 'timeseries', number: 'stat', list: 'bargauge' } as const;
const HEIGHTS = { lines: 8, number: 4, list: 10 } as const;
const SOURCE = { type: 'prometheus', uid: 'prometheus' };

/** The dashboard as Grafana reads it. */
export function grafanaJson({ uid, title, panels }: Dashboard): object {
  const places = placesOf(panels);
  return {
    uid: `nexus-${uid}`,
    title: `Nexus: ${title}`,
    tags: ['nexus'],
    editable: false,
    graphTooltip: 1,
    refresh: '30s',
    schemaVersion: 39,
    time: { from: 'now-3h', to: 'now' },
    timezone: 'browser',
    templating: { list: [] },
    annotations: { list: [] },
    links: [OTHERS],
    panels: panels.map((panel, index) => panelJson(panel, index + 1, places[index]!)),
  };
}

interface Place {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

function placesOf(panels: readonly Panel[]): Place[] {
  let [x, y, tallest] = [0, 0, 0];
  return panels.map(({ as, width: w }) => {
    const h = HEIGHTS[as];
    if (x + w > 24) [x, y, tallest] = [0, y + tallest, 0];
    const place = { x, y, w, h };
    x += w;
    tallest = Math.max(tallest, h);
    return place;
  });
}

const panelJson = ({ title, as, unit, queries, bad }: Panel, id: number, gridPos: Place): object => ({
  id,
  title,
  type: TYPES[as],
  gridPos,
  datasource: SOURCE,
  targets: queries.map(({ expr, legend }, index) => ({
    refId: String.fromCharCode(65 + index),
    datasource: SOURCE,
    expr,
    legendFormat: legend,
    instant: as !== 'lines',
    range: as === 'lines',
  })),
  fieldConfig: {
    defaults: {
      unit,
      ...(as === 'lines' && { min: 0, custom: { fillOpacity: 8, lineWidth: 1, showPoints: 'never' } }),
      thresholds: { mode: 'absolute', steps: stepsTo(bad) },
    },
    overrides: [],
  },
  options: OPTIONS[as],
});

const stepsTo = (bad: number | undefined): object[] => [
  { color: 'green', value: null },
  ...(bad === undefined ? [] : [{ color: 'red', value: bad }]),
];

const LATEST = { calcs: ['lastNotNull'], fields: '', values: false };

const OPTIONS = {
  lines: {
    legend: { displayMode: 'list', placement: 'bottom', showLegend: true, calcs: [] },
    tooltip: { mode: 'multi', sort: 'desc' },
  },
  number: {
    reduceOptions: LATEST,
    colorMode: 'value',
    graphMode: 'area',
    textMode: 'auto',
    justifyMode: 'auto',
    orientation: 'auto',
  },
  list: { reduceOptions: LATEST, displayMode: 'basic', orientation: 'horizontal', showUnfilled: true },
} as const;
