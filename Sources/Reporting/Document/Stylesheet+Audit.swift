extension Stylesheet {
  /// Verdicts, strings and attention pictures of audits.
  static let audits = """
    .judgement { background: var(--card); border-left: 4px solid var(--open); border-radius: 6px; padding: 6px 22px; }
    .judgement.bad { border-color: var(--bad); } .judgement ol { padding-left: 22px; max-width: 74ch; }
    .judgement li { margin: 4px 0; }
    .alarm { color: var(--bad); } .digest { overflow-wrap: anywhere; color: var(--soft); font-size: 0.85em; }
    .strings { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 430px), 1fr)); gap: 16px; }
    .string { background: var(--card); border-radius: 8px; padding: 16px 18px; min-width: 0; overflow-wrap: anywhere; }
    .string header code { font-size: 1.1rem; font-weight: 650; } .string header span { display: block; color: var(--soft); font-size: 0.82rem; }
    .string .says { margin: 10px 0; } .string .answer { color: var(--soft); font-size: 0.85rem; white-space: pre-wrap; margin-top: 6px;
      border-left: 2px solid var(--line); padding-left: 10px; }
    .bars { margin: 10px 0 14px; max-width: none; font-size: 0.85rem; font-variant-numeric: tabular-nums; }
    .bars div { display: grid; grid-template-columns: 146px 1fr; gap: 10px; align-items: center; margin: 3px 0; }
    .bars.wide div { grid-template-columns: minmax(0, 2fr) minmax(0, 3fr); max-width: 860px; }
    .bars dt { color: var(--soft); overflow-wrap: anywhere; } .bars dd { margin: 0; display: flex; align-items: center; gap: 10px; }
    .bars .track { flex: 1; height: 9px; border-radius: 5px; background: color-mix(in srgb, var(--soft) 16%, transparent); overflow: hidden; }
    .bars .track span { display: block; height: 100%; background: var(--soft); } .bars .main .track span { background: var(--bad); }
    .bars .main dt, .bars .main .value { color: var(--ink); font-weight: 600; } .bars .value { flex: 0 0 116px; }
    .bars.wide .value { flex-basis: 52px; text-align: right; }
    .panels { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 400px), 1fr)); gap: 18px 34px; align-items: start; }
    .panel { min-width: 0; } .panel-title { margin: 0; font-weight: 600; font-size: 0.9rem; }
    .reply { font-size: 0.88rem; overflow-wrap: anywhere; } .reply span { color: var(--soft); }
    .heads { min-width: 0; font-size: 0.78rem; border-collapse: separate; border-spacing: 1px; }
    .heads th, .heads td { border: 0; padding: 0; } .heads thead th { font-size: 0.72rem; padding-bottom: 2px; text-align: left; }
    .heads tbody th { padding: 0 9px 0 7px; text-align: right; line-height: 17px; border-right: 3px solid transparent; }
    .heads .own th { border-right-color: var(--bad); } .heads .own th code { color: var(--bad); font-weight: 700; }
    .heads tbody td { width: 17px; min-width: 15px; height: 17px; border-radius: 2px;
      background: color-mix(in srgb, var(--accent) var(--a, 0%), var(--card)); }
    .heads .first, .heads .layer { border-left: 5px solid transparent; background-clip: padding-box; }
    .heads tbody .mean { width: 84px; min-width: 60px; background: none; padding-left: 9px; }
    .heads thead .mean { padding-left: 9px; } .heads .mean span { display: block; height: 9px; border-radius: 2px; background: var(--accent); }
    .heads .own .mean span { background: var(--bad); }
    """
}
