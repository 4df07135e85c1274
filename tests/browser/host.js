// A static host on this machine: what any web host does with a folder, and no more.

import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';

const types = {
  '.html': 'text/html; charset=utf-8', '.css': 'text/css', '.js': 'text/javascript', '.svg': 'image/svg+xml',
  '.json': 'application/json', '.csv': 'text/csv; charset=utf-8', '.xml': 'application/xml', '.txt': 'text/plain; charset=utf-8',
};

function fileOf(folder, url) {
  const place = path.join(folder, path.posix.normalize(decodeURIComponent(new URL(url, 'http://host').pathname)));
  if (!existsSync(place)) return undefined;
  const file = statSync(place).isDirectory() ? path.join(place, 'index.html') : place;
  return existsSync(file) ? file : undefined;
}

/** Serves the folder; returns `{origin, close}`. */
export async function host(folder) {
  const server = createServer((request, response) => {
    const found = fileOf(folder, request.url);
    const file = found ?? path.join(folder, '404.html');
    if (!existsSync(file)) return response.writeHead(404).end();
    const type = types[path.extname(file)] ?? 'application/octet-stream';
    response.writeHead(found ? 200 : 404, { 'content-type': type });
    createReadStream(file).pipe(response);
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  const close = () => new Promise((closed) => {
    server.close(closed);
    server.closeAllConnections();
  });
  return { origin: `http://127.0.0.1:${server.address().port}`, close };
}
