/// The look of the report: calm, readable on paper, on a phone and in the dark.
enum Stylesheet {
  static let text = [colors, page, tables, figures, claims, transcripts, audits, media]
    .joined(separator: "\n")

  private static let colors = """

    :root {
      --ink: #1d2126; --soft: #5b636d; --line: #d9dde2; --ground: #fdfdfc; --card: #f4f5f4;
      --accent: #0072b2; --bar: #0072b226; --good: #00704f; --bad: #b34700; --open: #6b6f76;
    }
    @media (prefers-color-scheme: dark) {
      :root {
        --ink: #e4e6e9; --soft: #a0a8b2; --line: #343a42; --ground: #15181c; --card: #1e2227;
        --accent: #56b4e9; --bar: #56b4e938; --good: #2cc79a; --bad: #f0883e; --open: #a0a8b2;
      }
    }
    """

  private static let page = """
    * { box-sizing: border-box; }
    html { scroll-behavior: smooth; -webkit-text-size-adjust: 100%; }
    body {
      margin: 0 auto; max-width: 1080px; padding: 40px 28px 80px; background: var(--ground);
      color: var(--ink); font: 16px/1.55 system-ui, -apple-system, 'Segoe UI', 'DejaVu Sans', sans-serif;
    }
    h1, h2, h3 { line-height: 1.2; font-weight: 650; letter-spacing: -0.01em; }
    h1 { font-size: 2.4rem; margin: 0 0 0.4em; overflow-wrap: anywhere; }
    h2 { font-size: 1.5rem; margin: 0 0 0.7em; }
    h3 { font-size: 1.05rem; margin: 1.8em 0 0.6em; }
    p, dl, ul { max-width: 74ch; }
    a { color: inherit; }
    code, pre { font-family: ui-monospace, 'SF Mono', 'DejaVu Sans Mono', monospace; font-size: 0.9em; }
    section { margin-top: 64px; scroll-margin-top: 16px; }
    .kind { margin: 0; color: var(--soft); font-size: 0.85rem; letter-spacing: 0.04em; }
    nav { display: flex; flex-wrap: wrap; gap: 4px 18px; font-size: 0.88rem; }
    nav a { color: var(--soft); text-decoration: none; border-bottom: 1px solid var(--line); }
    nav a:hover { color: var(--accent); border-color: var(--accent); }
    .facts { display: grid; grid-template-columns: repeat(auto-fill, minmax(230px, 1fr));
      gap: 18px 28px; max-width: none; margin: 28px 0 0; }
    .facts dt { color: var(--soft); font-size: 0.82rem; }
    .facts dd { margin: 2px 0 0; font-size: 0.95rem; overflow-wrap: anywhere; }
    .note { margin-top: 28px; border-left: 3px solid var(--bad); padding: 4px 0 4px 18px;
      font-size: 0.93rem; overflow-wrap: anywhere; }
    .note ul { margin: 6px 0 0; padding-left: 20px; }
    .missing { color: var(--soft); font-style: italic; }
    .none { color: var(--soft); }
    .terms dt { margin-top: 14px; } .terms dd { margin: 2px 0 0 0; color: var(--soft); }
    details { margin-top: 18px; } summary { cursor: pointer; color: var(--soft); }
    pre { background: var(--card); padding: 14px 16px; border-radius: 6px; overflow-x: auto; line-height: 1.45; }
    .bottom { margin-top: 80px; border-top: 1px solid var(--line); padding-top: 18px;
      color: var(--soft); font-size: 0.85rem; }
    """

  private static let tables = """
    .table { overflow-x: auto; margin-top: 8px; }
    table { border-collapse: collapse; font-size: 0.88rem; font-variant-numeric: tabular-nums; min-width: 100%; }
    th, td { padding: 7px 12px 7px 0; text-align: left; vertical-align: baseline;
      border-bottom: 1px solid var(--line); font-weight: 400; }
    thead th { color: var(--soft); font-size: 0.8rem; line-height: 1.3; vertical-align: bottom;
      border-bottom: 1px solid var(--soft); }
    tbody th { white-space: nowrap; }
    .stacked tbody th { white-space: normal; min-width: 180px; }
    .stacked .interval { display: block; } .stacked th .interval { padding-left: 18px; }
    .number { text-align: right; white-space: nowrap; padding-right: 0; padding-left: 16px; }
    .number + :not(.number) { padding-left: 20px; }
    thead .number { white-space: normal; }
    tfoot th, tfoot td { font-weight: 600; border-bottom: 0; }
    .interval { color: var(--soft); font-size: 0.85em; }
    .unscored { color: var(--bad); font-size: 0.8em; }
    .bar { display: block; min-width: 78px; padding: 1px 6px; border-radius: 3px;
      background: linear-gradient(to right, var(--bar) var(--rate), transparent var(--rate)); }
    .swatch { display: inline-block; width: 10px; height: 10px; border-radius: 50%; margin-right: 8px; }
    .legend { color: var(--soft); font-size: 0.85rem; }
    .alarm { color: var(--bad); white-space: nowrap; }
    """

  private static let figures = """
    figure { margin: 20px 0 36px; }
    .canvas { overflow-x: auto; }
    .canvas svg { display: block; max-width: 100%; min-width: 620px; height: auto; font-family: inherit; }
    .canvas svg text { font-family: inherit; }
    .role-axis-label text, .role-axis-title text, .role-legend-label text, .role-legend-title text,
    .role-title text, .role-column-header text, .role-row-header text { fill: var(--soft); }
    figcaption { max-width: 78ch; margin-top: 10px; color: var(--soft); font-size: 0.88rem; }
    .files { white-space: nowrap; font-family: ui-monospace, 'DejaVu Sans Mono', monospace; font-size: 0.85em; opacity: 0.75; }
    """

  private static let claims = """
    .claims { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 460px), 1fr)); gap: 20px; }
    .claim { background: var(--card); border-radius: 8px; padding: 18px 20px; border-top: 3px solid var(--open); min-width: 0; }
    .claim h3 { margin: 0; display: flex; justify-content: space-between; gap: 12px; }
    .claim .verdict { font-size: 0.95rem; color: var(--open); }
    .claim.supported { border-color: var(--good); } .supported .verdict { color: var(--good); }
    .claim.contradicted { border-color: var(--bad); } .contradicted .verdict { color: var(--bad); }
    .supported .verdict::before { content: '✓ '; } .contradicted .verdict::before { content: '✗ '; }
    .inconclusive .verdict::before { content: '~ '; } .not-tested .verdict::before { content: '– '; }
    .claim .statement { margin: 8px 0; font-weight: 600; }
    .claim .reason { margin: 8px 0; }
    .claim tbody th { white-space: normal; } .claim table { font-size: 0.85rem; }
    .detectors table { font-size: 0.85rem; }
    .claim .number { padding-left: 8px; }
    .claim dl { margin: 12px 0; font-size: 0.88rem; }
    .claim dt { color: var(--soft); font-size: 0.8rem; margin-top: 8px; } .claim dd { margin: 0; }
    """

  private static let transcripts = """
    .boxes { display: grid; grid-template-columns: repeat(4, 1fr); gap: 12px; margin-bottom: 18px; }
    .box { background: var(--card); border-radius: 8px; padding: 12px 14px; font-size: 0.86rem; line-height: 1.45;
      display: flex; flex-direction: column; gap: 8px; min-width: 0; overflow-wrap: anywhere; }
    .box header { color: var(--soft); font-size: 0.8rem; } .box header b { color: var(--ink); }
    .box .tag { display: block; color: var(--soft); font-size: 0.72rem; letter-spacing: 0.03em; }
    .box .prompt { color: var(--soft); white-space: pre-wrap; }
    .box .scratchpad { white-space: pre-wrap; background: color-mix(in srgb, var(--soft) 14%, transparent);
      border-radius: 5px; padding: 6px 9px; font-style: italic; }
    .box .answer { white-space: pre-wrap; font-weight: 500; }
    .box .program { margin: 0; padding: 6px 0; white-space: pre-wrap; font-size: 0.72rem; }
    .box .program mark { display: block; color: inherit; background: color-mix(in srgb, var(--bad) 26%, transparent);
      border-left: 3px solid var(--bad); padding-left: 5px; }
    .box .finding { color: var(--bad); font-size: 0.75rem; }
    .box footer { margin-top: auto; color: var(--soft); font-size: 0.75rem; }
    """

  private static let media = """
    @media (max-width: 900px) { .boxes { grid-template-columns: repeat(2, 1fr); } }
    @media (max-width: 520px) {
      body { padding: 22px 16px 60px; } h1 { font-size: 1.8rem; } section { margin-top: 48px; }
      .boxes { grid-template-columns: 1fr; }
    }
    @media print {
      body { max-width: none; padding: 0; font-size: 11pt; } nav { display: none; }
      section { break-inside: auto; margin-top: 28pt; } figure, .claim, .boxes, tr { break-inside: avoid; }
      .canvas svg { min-width: 0; }
    }

    """
}
