'use strict';
// Plays the images that stand in the page as a movie. Pixels are 16-bit steps of the logarithm of brightness, deflated; differences and
// ratios are computed here, from the brightness that the steps stand for.
(() => {
  const movie = JSON.parse(document.getElementById('data').textContent);
  const element = (id) => document.getElementById(id);
  const canvas = element('picture');
  const modes = ['image', 'running', 'base', 'ratio'];
  const kept = 400;  // decoded images; half a megabyte each at 512 x 512

  const state = {series: 0, frame: 0, mode: 'image', playing: false, contrast: 0, overlay: true, zoom: null};
  let timer = 0;
  let drawing = Promise.resolve();
  const decoded = new Map();
  const ranges = new Map();

  const series = () => movie.series[state.series];
  const frames = () => series().frames;

  // ---------------------------------------------------------------------------------------------------- pixels

  // Left neighbours were subtracted, high bytes stand before low ones.
  function undone(bytes, width, height) {
    const n = width * height;
    const steps = new Uint16Array(n);
    for (let y = 0; y < height; y++) {
      let value = y > 0 ? steps[(y - 1) * width] : 0;
      for (let k = y * width; k < (y + 1) * width; k++) {
        value = (value + (bytes[k] << 8) + bytes[n + k]) & 0xffff;
        steps[k] = value;
      }
    }
    return steps;
  }

  function stepsOf(seriesIndex, index) {
    const key = seriesIndex + ' ' + index;
    if (!decoded.has(key)) {
      const {width, height, frames: all} = movie.series[seriesIndex];
      const text = atob(all[index].pixels);
      const deflated = Uint8Array.from(text, (letter) => letter.charCodeAt(0));
      const stream = new Blob([deflated]).stream().pipeThrough(new DecompressionStream('deflate'));
      decoded.set(key, new Response(stream).arrayBuffer().then((buffer) => undone(new Uint8Array(buffer), width, height)));
      if (decoded.size > kept) decoded.delete(decoded.keys().next().value);
    }
    return decoded.get(key);
  }

  // Brightness of each step; step 0 is no value.
  function brightness({first, step}) {
    const table = new Float64Array(65536);
    table[0] = NaN;
    for (let k = 1; k < 65536; k++) table[k] = first * Math.exp((k - 1) * step);
    return table;
  }
  for (const one of movie.series) one.brightness = brightness(one);

  function compared(now, other, mode) {
    const table = series().brightness;
    const out = new Float64Array(now.length);
    for (let k = 0; k < now.length; k++) out[k] = mode === 'ratio' ? table[now[k]] / table[other[k]] : table[now[k]] - table[other[k]];
    return out;
  }

  // How far most of the values that differ are from the middle; of one image, for the whole series, so that the movie does not flicker.
  function rangeOf(values, middle) {
    const key = state.series + ' ' + state.mode;
    if (!ranges.has(key)) {
      const distances = values.filter((value) => Number.isFinite(value)).map((value) => Math.abs(value - middle)).filter((distance) => distance > 0).sort();
      const range = distances[Math.floor(0.97 * (distances.length - 1))] || 0;
      if (range === 0) return 1;
      ranges.set(key, range);
    }
    return ranges.get(key);
  }

  // 0 ... 255 for each pixel; 0 where there is no value.
  function levels(steps, other) {
    const gain = Math.pow(1.25, state.contrast);
    const out = new Uint8ClampedArray(steps.length);
    if (state.mode === 'image') {
      const {low, high} = series();
      const middle = (low + high) / 2;
      const scale = 254 * gain / (high - low);
      for (let k = 0; k < steps.length; k++) out[k] = steps[k] === 0 ? 0 : Math.max(1, 128 + (steps[k] - middle) * scale);
      return out;
    }
    const middle = state.mode === 'ratio' ? 1 : 0;
    const values = compared(steps, other, state.mode);
    const scale = 127 * gain / rangeOf(values, middle);
    for (let k = 0; k < values.length; k++) out[k] = Number.isNaN(values[k]) ? 0 : Math.max(1, 128 + (values[k] - middle) * scale);
    return out;
  }

  function otherFrame() {
    if (state.mode === 'base') return 0;
    return Math.max(0, state.frame - 1);
  }

  async function coloured() {
    const {width, height, colours} = series();
    const steps = await stepsOf(state.series, state.frame);
    const other = state.mode === 'image' ? null : await stepsOf(state.series, otherFrame());
    const grey = levels(steps, other);
    const picture = new ImageData(width, height);
    for (let k = 0; k < grey.length; k++) {
      const colour = state.mode === 'image' ? colours[grey[k]] : grey[k] * 0x10101;
      picture.data[4 * k] = colour >> 16;
      picture.data[4 * k + 1] = (colour >> 8) & 255;
      picture.data[4 * k + 2] = colour & 255;
      picture.data[4 * k + 3] = 255;
    }
    const whole = document.createElement('canvas');
    whole.width = width;
    whole.height = height;
    whole.getContext('2d').putImageData(picture, 0, 0);
    return whole;
  }

  // ---------------------------------------------------------------------------------------------------- drawing

  const region = () => state.zoom || {x: 0, y: 0, width: series().width, height: series().height};

  function fitCanvas() {
    const room = element('stage').getBoundingClientRect();
    const {width, height} = region();
    const scale = Math.min(room.width / width, room.height / height);
    const shown = {width: Math.max(1, Math.floor(width * scale)), height: Math.max(1, Math.floor(height * scale))};
    canvas.style.width = shown.width + 'px';
    canvas.style.height = shown.height + 'px';
    const density = window.devicePixelRatio || 1;
    canvas.width = Math.round(shown.width * density);
    canvas.height = Math.round(shown.height * density);
    return canvas.width / width;
  }

  function drawOverlay(pen, scale) {
    const {x, y} = region();
    const {sun, radius, title} = frames()[state.frame];
    const at = [(sun[0] + 0.5 - x) * scale, (sun[1] + 0.5 - y) * scale];
    const letter = Math.max(11, canvas.width / 45);
    pen.lineWidth = Math.max(1, canvas.width / 700);
    if (state.overlay) {
      const apart = [1, 2, 5, 10].find((radii) => radii * radius * scale > 3 * letter) || 10;
      for (let radii = 1; radii * radius < 2 * series().width; radii += radii === 1 && apart > 1 ? apart - 1 : apart) {
        pen.strokeStyle = radii === 1 ? '#fff' : 'rgba(255, 255, 255, 0.3)';
        pen.beginPath();
        pen.arc(at[0], at[1], radii * radius * scale, 0, 2 * Math.PI);
        pen.stroke();
      }
    }
    const what = {image: '', running: 'minus the image before', base: 'minus the first image', ratio: 'over the image before'}[state.mode];
    pen.font = letter + 'px "DejaVu Sans", Verdana, sans-serif';
    pen.lineJoin = 'round';
    pen.lineWidth = letter / 4;
    pen.strokeStyle = 'rgba(0, 0, 0, 0.75)';
    pen.fillStyle = '#fff';
    [what, title].forEach((text, line) => {
      const place = [0.8 * letter, canvas.height - (1.9 - line) * 1.35 * letter + 0.6 * letter];
      pen.strokeText(text, ...place);
      pen.fillText(text, ...place);
    });
  }

  function showText() {
    const frame = frames()[state.frame];
    element('title').textContent = frame.title;
    element('name').textContent = frame.file;
    element('count').textContent = (state.frame + 1) + ' / ' + frames().length;
    element('slider').value = state.frame;
    element('play').textContent = state.playing ? '\u23F8\uFE0E Stop' : '\u25B6\uFE0E Play';
    element('mode').value = state.mode;
    const warnings = frame.warnings.map((text) => {
      const item = document.createElement('li');
      item.textContent = text;
      return item;
    });
    element('warnings').replaceChildren(...warnings);
    const isHistory = (card) => card.startsWith('HISTORY');
    element('header').textContent = frame.cards.filter((card) => !isHistory(card)).join('\n');
    element('history').textContent = frame.cards.filter(isHistory).map((card) => card.slice(8).trim()).join('\n');
  }

  async function drawNow() {
    const wanted = JSON.stringify(state);
    const whole = await coloured();
    if (wanted !== JSON.stringify(state)) return;  // a later draw is on its way
    const scale = fitCanvas();
    const {x, y, width, height} = region();
    const pen = canvas.getContext('2d');
    pen.imageSmoothingEnabled = scale < 3;
    pen.imageSmoothingQuality = 'high';
    pen.drawImage(whole, x, y, width, height, 0, 0, canvas.width, canvas.height);
    drawOverlay(pen, scale);
    showText();
    document.body.dataset.shown = wanted;
  }

  function draw() {
    drawing = drawing.then(drawNow).catch((error) => {
      element('message').textContent = 'This image cannot be shown: ' + error.message;
      element('message').hidden = false;
    });
    return drawing;
  }

  // ---------------------------------------------------------------------------------------------------- control

  function go(index) {
    const n = frames().length;
    state.frame = ((index % n) + n) % n;
    return draw();
  }

  function play(on) {
    state.playing = on;
    clearTimeout(timer);
    if (on) {
      const next = async () => {
        const begun = performance.now();
        await go(state.frame + 1);
        const pause = Math.max(0, 1000 / Number(element('speed').value) - (performance.now() - begun));
        if (state.playing) timer = setTimeout(next, pause);
      };
      timer = setTimeout(next, 0);
    }
    draw();
  }

  function step(by) {
    play(false);
    go(state.frame + by);
  }

  function changeSpeed(by) {
    const speed = element('speed');
    speed.selectedIndex = Math.min(speed.options.length - 1, Math.max(0, speed.selectedIndex + by));
  }

  function setMode(mode) {
    state.mode = mode;
    draw();
  }

  function chooseSeries(index) {
    state.series = index;
    state.frame = 0;
    state.zoom = null;
    element('slider').max = frames().length - 1;
    draw();
  }

  const keys = {
    ' ': () => play(!state.playing),
    'ArrowLeft': () => step(-1),
    'ArrowRight': () => step(1),
    'Home': () => { play(false); go(0); },
    'End': () => { play(false); go(frames().length - 1); },
    '+': () => changeSpeed(1),
    '-': () => changeSpeed(-1),
    'd': () => setMode(modes[(modes.indexOf(state.mode) + 1) % modes.length]),
    'g': () => { state.overlay = !state.overlay; draw(); },
    'Escape': () => { state.zoom = null; draw(); },
  };
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || !keys[event.key]) return;
    event.preventDefault();
    keys[event.key]();
  });

  // Dragging: corners in image pixels, cut to the image.
  let corner = null;
  function pointOf(event) {
    const box = canvas.getBoundingClientRect();
    const {x, y, width, height} = region();
    const cut = (value, high) => Math.min(Math.max(value, 0), high);
    return {
      x: x + cut((event.clientX - box.left) / box.width, 1) * width, y: y + cut((event.clientY - box.top) / box.height, 1) * height,
      clientX: cut(event.clientX - box.left, box.width) + box.left, clientY: cut(event.clientY - box.top, box.height) + box.top,
    };
  }
  const between = (a, b) => ({x: Math.min(a.x, b.x), y: Math.min(a.y, b.y), width: Math.abs(a.x - b.x), height: Math.abs(a.y - b.y)});
  canvas.addEventListener('pointerdown', (event) => {
    corner = pointOf(event);
    canvas.setPointerCapture(event.pointerId);
  });
  canvas.addEventListener('pointermove', (event) => {
    if (!corner) return;
    const here = pointOf(event);
    const stage = element('stage').getBoundingClientRect();
    const style = element('selection').style;
    style.left = Math.min(corner.clientX, here.clientX) - stage.left + 'px';
    style.top = Math.min(corner.clientY, here.clientY) - stage.top + 'px';
    style.width = Math.abs(corner.clientX - here.clientX) + 'px';
    style.height = Math.abs(corner.clientY - here.clientY) + 'px';
    element('selection').hidden = false;
  });
  canvas.addEventListener('pointerup', (event) => {
    element('selection').hidden = true;
    if (!corner) return;
    const chosen = between(corner, pointOf(event));
    corner = null;
    if (chosen.width < 4 || chosen.height < 4) return;
    state.zoom = chosen;
    draw();
  });
  canvas.addEventListener('dblclick', () => keys.Escape());

  element('play').addEventListener('click', () => play(!state.playing));
  element('first').addEventListener('click', () => keys.Home());
  element('back').addEventListener('click', () => step(-1));
  element('forward').addEventListener('click', () => step(1));
  element('slider').addEventListener('input', (event) => { play(false); go(Number(event.target.value)); });
  element('mode').addEventListener('change', (event) => setMode(event.target.value));
  element('contrast').addEventListener('input', (event) => { state.contrast = Number(event.target.value); draw(); });
  element('series').addEventListener('change', (event) => chooseSeries(Number(event.target.value)));
  // Keys are the movie's, not those of the control that was clicked last.
  for (const control of document.querySelectorAll('footer button, footer select, footer input'))
    control.addEventListener(control.tagName === 'BUTTON' ? 'click' : 'change', () => control.blur());
  window.addEventListener('resize', draw);

  element('about').textContent = movie.about;
  movie.series.forEach((one, index) => {
    const option = document.createElement('option');
    option.value = index;
    option.textContent = one.name + ' (' + one.frames.length + ')';
    element('series').append(option);
  });
  element('series-label').hidden = movie.series.length < 2;
  chooseSeries(0);
})();
