// SPDX-License-Identifier: Apache-2.0

/** The answer document, as schema/answer.schema.json defines it; the meaning of each field is told there. */
export interface Answer {
  schema_version: number;
  kind: string;
  parley: string;
  scenario: Scenario;
  command: string;
  seed: number;
  paragraphs: string[];
  runs: Run[];
  comparison: Comparison[];
  sweeps: Sweep[];
  warnings: Warning[];
  status: { exit_code: number; name: string; message: string };
}

export type Method = "exact" | "bounded" | "estimated" | "heuristic";
/** null where the number is not finite or not known. */
export type Maybe = number | null;

export interface Scenario {
  title: string;
  says: string;
  file: string;
  start: string;
  step: "day" | "week" | "month" | "quarter" | "year";
  forecast_steps: number;
  horizon_steps: number | null;
  payoff_unit: string;
  turns: "random" | "fixed";
  actors: { key: string; name: string; discount_per_step: number; precision: Maybe; types: { key: string; says: string; prior: Maybe }[] }[];
  variables: { key: string; says: string; unit: string; levels: string[] | null; values: number[] | null }[];
  moves: { actor: string; key: string; says: string; concession: boolean; hidden: boolean; types: string[] }[];
  outcomes: { key: string; says: string; ends: boolean }[];
  policies: { key: string; says: string; actor: string; terms: string[] }[];
  numbers: ScenarioNumber[];
}

export interface ScenarioNumber {
  path: string;
  says: string;
  value: Maybe;
  unit: string;
  range: [number, number] | null;
  source: string;
  date: string;
  note: string;
  place: string;
  used_as: string;
}

export interface OutcomeByDate {
  key: string;
  ends: boolean;
  by_date: Maybe[];
  standard_error: Maybe[] | null;
  when_reached: { mean_step: Maybe; stocks: { variable: string; mean: Maybe }[] } | null;
  method: Method;
}

export interface Run {
  policy: string | null;
  name: string;
  says: string;
  dates: string[];
  outcomes: OutcomeByDate[];
  stocks: StockByDate[];
  levels: { variable: string; levels: string[]; share: Maybe[][]; method: Method }[];
  first_concession: FirstConcession | null;
  values: { actor: string; total: Maybe; error: Maybe; terms: Term[]; method: Method }[];
  start_choices: StartChoice[];
  solution: {
    status: string;
    message: string;
    nodes: number;
    components: number;
    largest_component: number;
    paths: number;
    path_steps: number;
    rejected_steps: number;
    folds: number;
    crossings: number;
    ladder: { kept: number; first_try: number; shorter_steps: number; higher_precision: number; exact_polish: number; node_by_node: number };
    verification: { agree: number; mismatched: { component: number; nodes: number; first_node: number; differs: boolean }[] };
    folded_states: number;
    folded: string[];
    precision_reached: Maybe;
  };
  certificate: Certificate;
  sampled: { paths: number; seed: number; largest_deviation: Maybe } | null;
  private_types: PrivateTypes | null;
}

export interface PrivateTypes {
  paths: number;
  seed: number;
  solution: {
    status: string;
    message: string;
    points: number;
    axes: { actor: string; points: number; precision: Maybe }[];
    stage_games: {
      from_a_neighbour: number;
      by_the_path: number;
      by_steps_of_precision: number;
      by_damped_replies: number;
      unsolved: number;
      folded: number;
      worst_residual: Maybe;
    };
    sweeps: number;
    last_change: Maybe;
    rounds: { points: number[]; gain_share: Maybe; claim_error_share: Maybe; residual: Maybe; on_grid_gap: Maybe }[];
    refined: string;
  };
  certificate: {
    holds: boolean;
    complete: boolean;
    bound: Maybe;
    histories: number;
    largest_share: Maybe;
    largest_noise_share: Maybe;
    largest_claim_error_share: Maybe;
    largest_residual: Maybe;
    weight_left: Maybe;
    on_grid_gap_not_a_certificate: Maybe;
    types: {
      actor: string;
      type: string | null;
      prior: Maybe;
      value_claimed: Maybe;
      value_played: Maybe;
      value_played_error: Maybe;
      value_deviating: Maybe;
      gain: Maybe;
      gain_error: Maybe;
      gain_share: Maybe;
      gain_worst: Maybe;
      gain_worst_share: Maybe;
      worst_history: { node: number; beliefs: Maybe[] } | null;
      claim_error: Maybe;
      on_grid_gap: Maybe;
    }[];
    method: Method;
  };
  concessions: {
    actor: string;
    type: string | null;
    prior: Maybe;
    paths: number;
    first: Maybe;
    other_first: Maybe;
    none: Maybe;
    standard_error: { first: Maybe; other_first: Maybe; none: Maybe };
    in_step: Maybe[];
  }[];
  ball_in_the_others_court: { actor: string; other_first: Maybe; standard_error: Maybe; holds: boolean }[];
  beliefs: { actor: string; type: string | null; mean: Maybe[]; quantiles: { p: number; value: Maybe[] }[] }[];
  drift: { actor: string; cell: Maybe; drift: Maybe; too_coarse: boolean }[];
  worth: Worth;
  method: Method;
}

/** What private types are worth somewhere in play. */
export interface Worth {
  types: {
    actor: string; type: string | null; belief: Maybe; value: Maybe; standard_error: Maybe; claim_error: Maybe; terms: Term[]; method: Method;
  }[];
  reputations: {
    actor: string; type: string; taken_for: string; belief_now: Maybe; belief_then: Maybe; change: Maybe; standard_error: Maybe;
    claim_error: Maybe; method: Method;
  }[];
  knowing: {
    actor: string; type: string | null; other: string; change: Maybe; standard_error: Maybe; claim_error: Maybe; method: Method;
  }[];
}

export interface StockByDate {
  variable: string;
  unit: string;
  mean: Maybe[];
  standard_error: Maybe[] | null;
  quantiles: { p: number; value: Maybe[] }[];
  method: Method;
}

export interface FirstConcession {
  by: { actors: string[]; in_step: Maybe[]; standard_error: Maybe[] | null }[];
  none: Maybe;
  median: string | null;
  method: Method;
}

export interface Term {
  key: string;
  value: Maybe;
  standard_error: Maybe;
}

export interface MoveTerm extends Term {
  reveals: Maybe;
}

export interface StartChoice {
  where: string;
  probability: Maybe;
  actor: string;
  type: string | null;
  belief: Maybe;
  telling: "pooling" | "separating" | "mixing" | null;
  moves: {
    move: string; probability: Maybe; value: Maybe; standard_error: Maybe; loss: Maybe;
    reveals: { value: Maybe; standard_error: Maybe } | null; posterior: Maybe; terms: MoveTerm[]; why: string;
  }[];
}

export interface Certificate {
  holds: boolean;
  bound: Maybe;
  largest_share: Maybe;
  largest_residual: Maybe;
  actors: {
    actor: string;
    value_start: Maybe;
    value_error: Maybe;
    gain_start: Maybe;
    gain_worst: Maybe;
    worst_node: string;
    payoff_range: Maybe;
    share_start: Maybe;
    share_worst: Maybe;
    logit_residual: Maybe;
  }[];
  method: Method;
}

export interface Comparison {
  policy: string;
  outcomes: { key: string; difference: Maybe[] }[];
  stocks: { variable: string; difference: Maybe[] }[];
  values: { actor: string; difference: Maybe }[];
  first_concession: { actors: string[]; difference: Maybe }[];
}

export interface Sweep {
  key: string;
  says: string;
  parameter: string;
  unit: string;
  outcome: string;
  by: string;
  values: number[];
  lines: {
    policy: string | null;
    name: string;
    probability: Maybe[];
    certified: boolean[];
    crossings: { low: number; high: number }[];
  }[];
}

export interface Warning {
  code: string;
  message: string;
  place: string;
}

/** The explanation document, as schema/explanation.schema.json defines it. */
export interface Explanation {
  schema_version: number;
  kind: "explanation";
  parley: string;
  scenario: Scenario;
  command: string;
  seed: number;
  policy: string | null;
  at: string;
  beliefs: { actor: string; type: string; chance: Maybe }[];
  paragraphs: string[];
  places: { where: string; step: number | null; date: string | null }[];
  choices: StartChoice[];
  worth: Worth | null;
  tipping: ChoiceTips[];
  inputs_without_range: number;
  solution: Run["solution"];
  certificate: Certificate;
  private_types: Pick<PrivateTypes, "solution" | "certificate"> | null;
  warnings: Warning[];
  status: Answer["status"];
}

export interface ChoiceTips {
  actor: string;
  type: string | null;
  move: string;
  inputs: {
    input: string;
    value: Maybe;
    unit: string;
    range: [Maybe, Maybe];
    status: "tips" | "holds" | "unknown" | "stopped";
    tip: { holds_at: Maybe; tips_at: Maybe; move: string; share_of_range: Maybe; certified: boolean } | null;
    solved: number;
    certified: boolean;
    method: Method;
  }[];
}

/** What names are looked up in: any document about a scenario. */
export type Scened = Pick<Answer, "scenario">;

export interface BoxFit {
  worlds: number;
  holds: number;
  coverage: Maybe;
  density: Maybe;
}

/** What was found of one claim. */
export interface Finding {
  claim: string;
  says: string;
  speaker: string;
  source: string;
  test: string;
  sentence: string;
  verdict: "holds" | "fails" | "depends" | "inconclusive";
  missing: string | null;
  worlds: number;
  holds: number;
  unknown: number;
  share_low: Maybe;
  share_high: Maybe;
  method: Method;
  by_construction: boolean;
  as_written: boolean | null;
  other_side: { world: number; distance: Maybe; differs_most: string[]; command: string } | null;
  region: {
    limits: { input: string; above: Maybe; below: Maybe; lowest: Maybe; highest: Maybe }[];
    fit: BoxFit;
    out_of_sample: BoxFit | null;
    share_out_of_sample: Maybe;
    borne_out: boolean;
    trade_off: BoxFit[];
  } | null;
  picture: { x: string; y: string | null; worlds: { world: number; x: Maybe; y: Maybe; holds: boolean }[] } | null;
  tree: { worlds: number; holds: number; input: string | null; at_most: Maybe; then: number | null; else: number | null }[];
  worth_learning: { input: string; share: Maybe; clear: boolean }[];
}

/** The claims document, as schema/claims.schema.json defines it. */
export interface Claims {
  schema_version: number;
  kind: "claims";
  parley: string;
  scenario: Scenario;
  command: string;
  paragraphs: string[];
  file: string;
  seed: number;
  worlds: number;
  claims: Finding[];
  status: Answer["status"];
}
