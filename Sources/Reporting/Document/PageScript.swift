/// What the page does beyond standing there: it draws each figure anew with tooltips and leaves
/// the number drawn on the root element, where a test can read it.
enum PageScript {
  static let text = """

    (() => {
      const root = document.documentElement;
      const isDark = matchMedia('(prefers-color-scheme: dark)').matches;
      let drawn = 0;
      for (const script of document.querySelectorAll('script[data-figure]')) {
        const canvas = document.querySelector(`#figure-${script.dataset.figure} .canvas`);
        const target = document.createElement('div');
        vegaEmbed(target, JSON.parse(script.textContent), {
          renderer: 'svg', actions: false, tooltip: { theme: isDark ? 'dark' : 'light' },
        }).then(() => {
          canvas.replaceChildren(target);
          canvas.classList.add('live');
          drawn += 1;
          root.dataset.drawn = drawn;
        }).catch((error) => console.error(`figure ${script.dataset.figure}: ${error}`));
      }
    })();

    """
}
