"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const say = data.words;

  function save(name, blob) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  }

  function button(text, pressed) {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = text;
    made.addEventListener("click", pressed);
    return made;
  }

  function bar(...parts) {
    const made = document.createElement("div");
    made.className = "controls";
    made.append(...parts);
    return made;
  }

  // -- tables ---------------------------------------------------------------------------------------------------------

  // Rows with cells that span several rows taken apart, each cell as its text and what stands small below it.
  function rowsOf(table) {
    const spans = [];
    return [...table.tBodies[0].rows].map((row) => {
      const cells = [...row.cells];
      const whole = [];
      for (let place = 0; cells.length || (spans[place] && spans[place].left > 0); place++) {
        const span = spans[place];
        if (span && span.left > 0) {
          span.left -= 1;
          whole.push(span.cell);
          continue;
        }
        const cell = cells.shift();
        spans[place] = { cell, left: cell.rowSpan - 1 };
        whole.push(cell);
      }
      return whole;
    });
  }

  const small = (cell) => [...cell.querySelectorAll("small")].map((each) => each.textContent.trim()).join(", ");

  function own(cell) {
    const copy = cell.cloneNode(true);
    copy.querySelectorAll("small").forEach((each) => each.remove());
    return copy.textContent.replace(/\s+/g, " ").trim().replace(/^[●▲▼○✓✗] ?/, "");
  }

  // A cell that a spreadsheet would take for a formula stands behind an apostrophe; a number with its sign does not.
  function quoted(text) {
    const safe = /^[=@\t\r]|^[+-](?![\d.])/.test(text) ? `'${text}` : text;
    return /[",\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
  }

  function csvOf(table) {
    const heads = [...table.tHead.rows[0].cells].map(own);
    const rows = rowsOf(table);
    const both = heads.map((_, place) => rows.some((row) => row[place] && small(row[place])));
    const lines = [heads.flatMap((head, place) => (both[place] ? [head, `${head} (…)`] : [head]))];
    for (const row of rows) {
      lines.push(row.flatMap((cell, place) => (both[place] ? [own(cell), small(cell)] : [own(cell)])));
    }
    return "\ufeff" + lines.map((line) => line.map(quoted).join(",")).join("\n") + "\n";
  }

  function worth(cell) {
    const text = own(cell).replace(/,(?=\d{3})/g, "").replace("−", "-");
    const number = parseFloat(text);
    return Number.isNaN(number) ? [1, text.toLowerCase()] : [0, number];
  }

  function compared(a, b) {
    if (a[0] !== b[0]) return a[0] - b[0];
    return a[0] ? a[1].localeCompare(b[1]) : a[1] - b[1];
  }

  function sortable(table) {
    const body = table.tBodies[0];
    const before = [...body.rows];
    [...table.tHead.rows[0].cells].forEach((head, place) => {
      head.title = say.sort;
      head.tabIndex = 0;
      head.classList.add("sorts");
      const turn = () => {
        const next = { none: "ascending", ascending: "descending", descending: "none" }[head.ariaSort || "none"];
        table.querySelectorAll("thead th").forEach((each) => (each.ariaSort = "none"));
        head.ariaSort = next;
        const side = next === "descending" ? -1 : 1;
        const order = next === "none" ? before : [...before].sort((a, b) => side * compared(worth(a.cells[place]), worth(b.cells[place])));
        body.append(...order);
      };
      head.addEventListener("click", turn);
      head.addEventListener("keydown", (event) => event.key === "Enter" && turn());
    });
  }

  function filterOf(table) {
    const field = document.createElement("input");
    field.type = "search";
    field.placeholder = field.ariaLabel = say.filter;
    field.addEventListener("input", () => {
      const wanted = field.value.toLowerCase();
      for (const row of table.tBodies[0].rows) row.hidden = !row.textContent.toLowerCase().includes(wanted);
    });
    return field;
  }

  for (const table of document.querySelectorAll("table.data")) {
    const spans = table.querySelector("[rowspan]:not([rowspan='1'])");
    const csv = button(say.csv, () => save(`${table.dataset.name}.csv`, new Blob([csvOf(table)], { type: "text/csv" })));
    const many = table.tBodies[0].rows.length > 8 && !spans;
    if (!spans && table.tBodies[0].rows.length > 1) sortable(table);
    table.parentElement.before(bar(...(many ? [filterOf(table)] : []), csv));
  }

  // -- pictures -------------------------------------------------------------------------------------------------------

  function pngOf(name, width, height, draw) {
    const canvas = document.createElement("canvas");
    canvas.width = 2 * width;
    canvas.height = 2 * height;
    const pen = canvas.getContext("2d");
    pen.scale(2, 2);
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, width, height);
    draw(pen);
    canvas.toBlob((blob) => save(`${name}.png`, blob));
  }

  function pictured(figure) {
    const shown = figure.querySelector("img");
    const image = new Image();
    image.addEventListener("load", () => {
      const { naturalWidth: width, naturalHeight: height } = image;
      pngOf(figure.dataset.name, width, height, (pen) => pen.drawImage(image, 0, 0, width, height));
    });
    image.src = shown.src;
  }

  function drawnTable(table) {
    const all = table.getBoundingClientRect();
    const title = table.closest(".map").querySelector("h3").textContent;
    pngOf(table.dataset.name, all.width + 16, all.height + 40, (pen) => {
      const family = getComputedStyle(table).fontFamily;
      pen.textBaseline = "middle";
      pen.fillStyle = "#1f2933";
      pen.font = `600 15px ${family}`;
      pen.fillText(title, 8, 16);
      for (const cell of table.querySelectorAll("th, td")) {
        const box = cell.getBoundingClientRect();
        const look = getComputedStyle(cell);
        const [left, top] = [box.left - all.left + 8, box.top - all.top + 32];
        pen.fillStyle = look.backgroundColor;
        pen.fillRect(left, top, box.width, box.height);
        pen.fillStyle = look.color;
        pen.font = `${look.fontSize} ${family}`;
        const text = cell.textContent;
        const first = cell === cell.parentElement.cells[0];
        pen.fillText(text, first ? left : left + (box.width - pen.measureText(text).width) / 2, top + box.height / 2);
      }
    });
  }

  for (const table of document.querySelectorAll("table.heat")) {
    const png = button(say.png, () => drawnTable(table));
    const csv = button(say.csv, () => save(`${table.dataset.name}.csv`, new Blob([csvOf(table)], { type: "text/csv" })));
    table.parentElement.before(bar(csv, png));
  }

  // -- charts ---------------------------------------------------------------------------------------------------------

  const clock = (minutes) => `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(Math.round(minutes % 60)).padStart(2, "0")}`;
  const faint = "#5c6873";
  const dashes = [[], [8, 4], [8, 3, 2, 3], [2, 3], [8, 2, 2, 2, 2, 2]];

  function charted(box, chart) {
    const lines = chart.series;
    const columns = [chart.x];
    const series = [{ value: (_, x) => (x == null ? "" : `${clock(x - chart.step / 2)}–${clock(x + chart.step / 2)}`), label: say.time }];
    const bands = [];
    lines.forEach((line, number) => {
      const at = series.length;
      const value = (_, mean, __, place) => {
        if (mean == null) return "–";
        const [low, high] = [line.low[place], line.high[place]];
        return low == null ? `${mean}` : `${mean} (${low}–${high})`;
      };
      series.push({ label: line.label, stroke: line.color, width: 2, dash: dashes[number % dashes.length], value, points: { show: chart.x.length < 3 } });
      const edge = { stroke: "transparent", points: { show: false }, label: "" };
      series.push(edge, { ...edge });
      bands.push({ series: [at + 2, at + 1], fill: `${line.color}26` });
      columns.push(line.mean, line.low, line.high);
    });
    const top = chart.most || undefined;
    const highest = Math.max(...columns.slice(1).flat().filter((value) => value != null), ...chart.goals, 0);
    const goals = (u) => {
      u.ctx.save();
      u.ctx.setLineDash([8, 4]);
      u.ctx.strokeStyle = "#1f2933";
      for (const goal of chart.goals) {
        const y = u.valToPos(goal, "y", true);
        u.ctx.beginPath();
        u.ctx.moveTo(u.bbox.left, y);
        u.ctx.lineTo(u.bbox.left + u.bbox.width, y);
        u.ctx.stroke();
      }
      u.ctx.restore();
    };
    const follow = (u, place, changed) => {
      if (changed.show == null || place == null || place % 3 !== 1) return;
      for (const edge of [place + 1, place + 2]) if (u.series[edge].show !== changed.show) u.setSeries(edge, { show: changed.show });
    };
    const font = `12px ${getComputedStyle(document.body).fontFamily}`;
    const axis = { stroke: faint, font, grid: { stroke: "#dfe3e8", width: 1 }, ticks: { show: false } };
    const made = new uPlot(
      {
        width: box.clientWidth,
        height: 260,
        scales: { x: { time: false }, y: { range: [0, top || highest * 1.08 || 1] } },
        series,
        bands,
        axes: [
          { ...axis, size: 30, incrs: [30, 60, 120, 180, 240, 360], values: (_, ticks) => ticks.map(clock), grid: { show: false } },
          { ...axis, size: 56, label: chart.unit, labelSize: 18, labelFont: font },
        ],
        cursor: { drag: { x: false, y: false } },
        hooks: { draw: [goals], setSeries: [follow] },
      },
      columns,
      box,
    );
    made.root.querySelectorAll(".u-legend .u-series").forEach((row, place) => {
      if (place && place % 3 !== 1) row.hidden = true;
    });
    new ResizeObserver(() => made.setSize({ width: box.clientWidth, height: 260 })).observe(box);
  }

  function livened(figure, charts) {
    const all = document.createElement("div");
    all.className = charts.length > 1 ? "charts several" : "charts";
    for (const chart of charts) {
      const panel = document.createElement("div");
      const title = document.createElement("h3");
      const box = document.createElement("div");
      title.textContent = chart.title;
      panel.append(title, box);
      all.append(panel);
      const seen = new IntersectionObserver((entries) => {
        if (!entries.some((entry) => entry.isIntersecting)) return;
        seen.disconnect();
        charted(box, chart);
      }, { rootMargin: "600px" });
      box.className = "chart";
      seen.observe(box);
    }
    figure.prepend(all);
    figure.classList.add("live");
  }

  for (const figure of document.querySelectorAll("figure[data-name]")) {
    const charts = data.charts[figure.dataset.name];
    if (charts) livened(figure, charts);
    figure.prepend(bar(button(say.png, () => pictured(figure))));
  }

  // -- the page -------------------------------------------------------------------------------------------------------

  const folds = [...document.querySelectorAll("details")];
  let closed = [];
  window.addEventListener("beforeprint", () => {
    closed = folds.filter((fold) => !fold.open);
    closed.forEach((fold) => (fold.open = true));
  });
  window.addEventListener("afterprint", () => closed.forEach((fold) => (fold.open = false)));

  const links = new Map([...document.querySelectorAll("nav a")].map((link) => [link.hash.slice(1), link]));
  for (const link of links.values()) {
    link.addEventListener("click", () => {
      const fold = document.querySelector(`${link.hash} details`);
      if (fold) fold.open = true;
    });
  }
  const here = new IntersectionObserver((entries) => {
    for (const entry of entries) links.get(entry.target.id).classList.toggle("here", entry.isIntersecting);
  }, { rootMargin: "-10% 0px -80% 0px" });
  for (const name of links.keys()) here.observe(document.getElementById(name));
})();
