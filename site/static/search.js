// Searches the portal: `search/index.json` says which small text file holds the words that begin as a query's do,
// the file says which entries have them, and blocks of entries say what to show. Nothing leaves the portal's host.
(function () {
  "use strict";
  var me = document.currentScript, data = me.dataset, base = data.base, lang = data.lang;
  var form = document.getElementById("cari"), box = form.elements.q;
  var news = document.getElementById("cari-kabar"), out = document.getElementById("cari-hasil");
  var ORDER = ["supplier", "buyer", "process", "sanction", "region", "permit", "dataset", "guide"], SHOWN = 8;
  var kept = {}, index = null, turn = 0;

  function get(file) {
    if (!kept[file]) {
      kept[file] = fetch(base + "search/" + file).then(function (answer) {
        if (!answer.ok) throw new Error(file + ": " + answer.status);
        return answer.text();
      });
      kept[file].catch(function () { delete kept[file]; });
    }
    return kept[file];
  }

  // As the index was made: small letters, no accents, parted by all that is neither letter nor digit.
  function wordsOf(text) {
    var plain = text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase().replace(/ς/g, "σ");
    var words = plain.split(/[^\p{Alphabetic}\p{N}]+/u).filter(Boolean).map(function (word) {
      return Array.from(word).slice(0, 24).join("");
    });
    var telling = words.filter(function (word) { return index.forms.indexOf(word) < 0; });
    return telling.length ? telling : words;
  }

  // The ids in a path: `~` changes between small and capital letters, `,` is a space, `=2f` any other byte.
  function unslug(path) {
    var capital = false, bytes = path.replace(/%/g, "%25").replace(/[a-z~]/g, function (letter) {
      if (letter === "~") { capital = !capital; return ""; }
      return capital ? letter.toUpperCase() : letter;
    }).replace(/,/g, " ").replace(/=([0-9a-fA-F]{2})/g, "%$1");
    try { return decodeURIComponent(bytes); } catch (malformed) { return path; }
  }

  // The last of the sorted names that is not after the key.
  function place(firsts, key) {
    var low = 0, high = firsts.length;
    while (low < high) {
      var middle = (low + high) >> 1;
      if (firsts[middle] <= key) low = middle + 1; else high = middle;
    }
    return Math.max(low - 1, 0);
  }

  // The lines of a kind of file that begin with a text; a prefix of very many words is read in part.
  function lines(folder, firsts, start) {
    var found = [], at = place(firsts, start), most = at + 3;
    if (!firsts.length) return Promise.resolve(found);
    function next() {
      return get(folder + "/" + at + ".txt").then(function (text) {
        var from = text.startsWith(start) ? 0 : text.indexOf("\n" + start) + 1;
        while (from < text.length && text.startsWith(start, from)) {
          var end = text.indexOf("\n", from);
          found.push(text.slice(from, end));
          from = end + 1;
        }
        at++;
        if (at >= firsts.length || !(firsts[at] + "\t").startsWith(start)) return found;
        found.cut = at >= most;
        return found.cut ? found : next();
      });
    }
    return next();
  }

  function numbers(line) {
    var parts = line.split("\t"), before = 0;
    var list = parts[2].split(" ").map(function (step) { return (before += parseInt(step, 36)); });
    return { word: parts[0], total: Number(parts[1]), list: list };
  }

  // The entries that have a word which begins so; `whole` where none was left out.
  function entriesOf(start) {
    return lines("w", index.words, start).then(function (found) {
      var seen = new Set(), whole = !found.cut;
      found.map(numbers).forEach(function (one) {
        if (one.total > one.list.length) whole = false;
        one.list.forEach(function (number) { seen.add(number); });
      });
      return { start: start, seen: seen, whole: whole };
    });
  }

  function entry(number) {
    var block = place(index.blocks, number);
    return get("e/" + block + ".txt").then(function (text) {
      var parts = text.split("\n")[number - index.blocks[block]].split("\t");
      var titles = parts[1].split("\u001f"), at = index.languages.indexOf(lang);
      return {
        number: number, path: parts[0], title: titles[at] || titles[0], all: parts[1],
        detail: parts[2] || "", amount: parts[3] || "", currency: parts[4] || ""
      };
    });
  }

  // Words of one letter more, less, other, or two in each other's place.
  function near(one, other) {
    if (one === other) return true;
    var a = Array.from(one), b = Array.from(other), at = 0;
    if (Math.abs(a.length - b.length) > 1) return false;
    while (at < a.length && a[at] === b[at]) at++;
    var rest = function (letters, from) { return letters.slice(from).join(""); };
    if (a.length > b.length) return rest(a, at + 1) === rest(b, at);
    if (a.length < b.length) return rest(a, at) === rest(b, at + 1);
    if (rest(a, at + 1) === rest(b, at + 1)) return true;
    return a[at] === b[at + 1] && a[at + 1] === b[at] && rest(a, at + 2) === rest(b, at + 2);
  }

  // Words of the index that a word may have been meant for.
  function meant(word) {
    var letters = Array.from(word);
    if (letters.length < 4) return Promise.resolve([]);
    var slips = letters.map(function (_, at) { return letters.slice(0, at).concat(letters.slice(at + 1)).join(""); });
    slips = slips.filter(function (slip, at) { return slips.indexOf(slip) === at; });
    var more = [word].concat(slips).map(function (slip) {
      return lines("s", index.slips, slip + "\t").then(function (found) {
        return found.length ? found[0].split("\t")[1].split(" ") : [];
      });
    });
    var less = slips.map(function (slip) {
      return lines("w", index.words, slip + "\t").then(function (found) { return found.length ? [slip] : []; });
    });
    return Promise.all(more.concat(less)).then(function (lists) {
      var all = [].concat.apply([], lists);
      return all.filter(function (other, at) { return all.indexOf(other) === at && near(word, other); });
    });
  }

  // The numbers of the entries that have all words, weightiest first within each kind.
  function search(words) {
    return Promise.all(words.map(entriesOf)).then(function (lists) {
      lists.sort(function (one, other) { return one.whole - other.whole || one.seen.size - other.seen.size; });
      var whole = lists.filter(function (list) { return list.whole; });
      var first = (whole.length ? whole : lists).reduce(function (one, other) {
        return other.seen.size < one.seen.size ? other : one;
      });
      var sure = [], unsure = [];
      Array.from(first.seen).sort(function (one, other) { return one - other; }).forEach(function (number) {
        var missing = lists.filter(function (list) { return !list.seen.has(number); });
        if (!missing.length) sure.push(number);
        else if (missing.every(function (list) { return !list.whole; })) unsure.push([number, missing]);
      });
      // A word that very many entries have names the weightiest only: the others' titles and addresses tell.
      return Promise.all(unsure.slice(0, 200).map(function (one) {
        return entry(one[0]).then(function (found) {
          var own = wordsOf(found.all + " " + found.detail + " " + unslug(found.path));
          var has = one[1].every(function (list) {
            return own.some(function (word) { return word.startsWith(list.start); });
          });
          return has ? [one[0]] : [];
        });
      })).then(function (found) {
        var all = [].concat.apply(sure, found).sort(function (one, other) { return one - other; });
        // Where all words are very common ones, or many were left unread, there may be more.
        all.more = unsure.length > 200 || !whole.length;
        return all;
      });
    });
  }

  // What was typed; then without its spaces; then each word that nothing has, as it may have been meant.
  function find(words) {
    return search(words).then(function (found) {
      if (found.length || !words.length) return { found: found, words: words };
      return (words.length > 1 ? search([words.join("").slice(0, 24)]) : Promise.resolve([])).then(function (joined) {
        if (joined.length) return { found: joined, words: words };
        return corrected(words);
      });
    });
  }

  // A word that nothing has is another; where all are something's, but not one thing's, any one may be another.
  function corrected(words) {
    return Promise.all([
      Promise.all(words.map(entriesOf)), Promise.all(words.map(meant))
    ]).then(function (known) {
      var wrong = words.map(function (_, at) { return !known[0][at].seen.size; }), others = known[1], tries = [];
      if (wrong.indexOf(true) >= 0) {
        tries = words.reduce(function (all, word, at) {
          return [].concat.apply([], all.map(function (before) {
            return (wrong[at] ? others[at].slice(0, 6) : [word]).map(function (one) { return before.concat(one); });
          }));
        }, [[]]);
      } else {
        words.forEach(function (word, at) {
          others[at].filter(function (one) { return one !== word; }).slice(0, 6).forEach(function (one) {
            tries.push(words.slice(0, at).concat(one, words.slice(at + 1)));
          });
        });
      }
      tries = tries.slice(0, 24);
      return Promise.all(tries.map(search)).then(function (lists) {
        var all = new Set(), said = [];
        lists.forEach(function (list, at) {
          if (!list.length) return;
          list.forEach(function (number) { all.add(number); });
          said.push(tries[at].join(" "));
        });
        var found = Array.from(all).sort(function (one, other) { return one - other; });
        return { found: found, words: found.length ? [said.slice(0, 4).join(" / ")] : words };
      });
    });
  }

  function kindOf(number) {
    var kind = "";
    index.kinds.forEach(function (one) { if (one[1] <= number) kind = one[0]; });
    return kind;
  }

  function make(name, text, kind) {
    var element = document.createElement(name);
    if (text) element.textContent = text;
    if (kind) element.className = kind;
    return element;
  }

  function money(one) {
    if (!one.amount || !one.currency) return "";
    // As pages say it: `Rp 4,99 miliar`, `Rp4.99 billion`, `GBP 60 million`.
    var number = new Intl.NumberFormat(lang, {
      notation: "compact", compactDisplay: "long", maximumSignificantDigits: 3
    }).format(Number(one.amount));
    if (one.currency !== "IDR") return one.currency + "\u00a0" + number;
    return lang === "id" ? "Rp\u00a0" + number : "Rp" + number;
  }

  function item(one) {
    var row = make("li"), link = make("a", one.title);
    link.href = data.home + one.path;
    row.appendChild(link);
    var about = [one.detail, money(one)].filter(Boolean).join(" · ");
    if (about) row.appendChild(make("span", about, "quiet"));
    return row;
  }

  function group(kind, found) {
    var part = make("section"), list = make("ul", "", "plain found"), shown = 0, more = make("button", data.more);
    part.appendChild(make("h2", (data[kind] || kind) + " (" + found.length.toLocaleString(lang) + ")"));
    part.appendChild(list);
    more.type = "button";
    function add() {
      var next = found.slice(shown, shown + SHOWN);
      shown += next.length;
      return Promise.all(next.map(entry)).then(function (entries) {
        entries.forEach(function (one) { list.appendChild(item(one)); });
        if (shown < found.length) part.appendChild(more); else if (more.parentNode) part.removeChild(more);
      });
    }
    more.addEventListener("click", function () {
      var before = list.lastChild;
      add().then(function () { if (before.nextSibling) before.nextSibling.firstChild.focus(); });
    });
    return add().then(function () { return part; });
  }

  function show(mine, answer, words) {
    var groups = {};
    answer.found.forEach(function (number) {
      var kind = kindOf(number);
      (groups[kind] = groups[kind] || []).push(number);
    });
    // A portal's own kinds stand after those known here.
    function rank(kind) { return ORDER.indexOf(kind) < 0 ? ORDER.length : ORDER.indexOf(kind); }
    var kinds = Object.keys(groups).sort(function (one, other) { return rank(one) - rank(other); });
    return Promise.all(kinds.map(function (kind) { return group(kind, groups[kind]); })).then(function (parts) {
      if (mine !== turn) return;
      out.textContent = "";
      parts.forEach(function (part) { out.appendChild(part); });
      var other = answer.words.join(" ") !== words.join(" ");
      var count = answer.found.more ? data.least : data.count;
      if (!answer.found.length) news.textContent = data.none;
      else news.textContent = (other ? data.meant.replace("{words}", answer.words.join(" ")) + " " : "") +
        count.replace("{n}", answer.found.length.toLocaleString(lang));
    });
  }

  function run() {
    var mine = ++turn, query = box.value.trim();
    document.querySelectorAll(".languages a").forEach(function (link) {
      link.search = query ? "?q=" + encodeURIComponent(query) : "";
    });
    if (!query) {
      news.textContent = "";
      out.textContent = "";
      return Promise.resolve();
    }
    var ready = index ? Promise.resolve() : get("index.json").then(function (text) { index = JSON.parse(text); });
    return ready.then(function () {
      var words = wordsOf(query);
      if (!words.length) return show(mine, { found: [], words: words }, words);
      return find(words).then(function (answer) { if (mine === turn) return show(mine, answer, words); });
    }).catch(function () { if (mine === turn) news.textContent = data.failed; });
  }

  var waiting;
  box.addEventListener("input", function () {
    clearTimeout(waiting);
    waiting = setTimeout(run, 250);
  });
  form.addEventListener("submit", function (event) {
    event.preventDefault();
    clearTimeout(waiting);
    history.replaceState(null, "", "?q=" + encodeURIComponent(box.value.trim()));
    run();
  });
  box.value = new URLSearchParams(location.search).get("q") || "";
  if (box.value) run(); else box.focus();
})();
