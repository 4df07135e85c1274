// Opens a page that is kept in a pack: this stands in the page for what is not found. The address's
// hash names a file of the index, a line there names the pack, and the pack holds the finished page.
(function () {
  "use strict";
  var me = document.currentScript, base = me.dataset.base, bits = Number(me.dataset.bits);
  var path = location.pathname;
  try { path = decodeURIComponent(path); } catch (malformed) { return; }
  if (path.indexOf(base) !== 0) return;
  var address = path.slice(base.length).replace(/(^|\/)index\.html$/, "$1").replace(/\/*$/, "") + "/";

  // FNV-1a, 32 bits. Addresses are plain ASCII.
  var hash = 0x811c9dc5;
  for (var at = 0; at < address.length; at++) hash = Math.imul(hash ^ address.charCodeAt(at), 0x01000193);
  hash = hash >>> 0;
  var hex = ("0000000" + hash.toString(16)).slice(-8);
  var shard = bits ? hash >>> (32 - bits) : 0;

  function get(file) {
    return fetch(base + "packs/" + file).then(function (answer) {
      if (!answer.ok) throw new Error(answer.status);
      return answer;
    });
  }
  function pages(name) {
    return get(name.slice(0, 2) + "/" + name + ".pack").then(function (answer) {
      return new Response(answer.body.pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
    });
  }
  function pageIn(buffer) {
    var bytes = new Uint8Array(buffer), end = bytes.indexOf(10), text = new TextDecoder();
    var head = JSON.parse(text.decode(bytes.subarray(0, end))), from = end + 1;
    for (var at = 0; at < head.length; at++) {
      if (head[at][0] === address) return text.decode(bytes.subarray(from, from + head[at][1]));
      from += head[at][1];
    }
    return null;
  }
  function tryPacks(names) {
    if (!names.length) return Promise.resolve(null);
    return pages(names[0]).then(pageIn).then(function (html) {
      return html === null ? tryPacks(names.slice(1)) : html;
    });
  }
  function say(state) { document.documentElement.dataset.pack = state; }

  say("opening");
  get("index/" + shard.toString(16) + ".txt").then(function (answer) { return answer.text(); }).then(function (index) {
    var names = [], line = new RegExp("^" + hex + "([0-9a-f]{12})$", "gm"), found;
    while ((found = line.exec(index))) names.push(found[1]);
    if (names.length && typeof DecompressionStream === "undefined") return say("old");
    return tryPacks(names).then(function (html) {
      if (html === null) return say("none");
      document.open();
      document.write(html);
      document.close();
      var place = location.hash && document.getElementById(location.hash.slice(1));
      if (place) place.scrollIntoView();
    });
  }).catch(function () { say("failed"); });
})();
