// The Nu HTML checker over files, in one run of Java.

import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';

const jar = String(createRequire(import.meta.url)('vnu-jar'));

/** Messages as texts: `{errors, warnings}`, each with its file and line. */
export async function check(folder, files) {
  const args = ['-Xss4m', '-jar', jar, '--format', 'json', '--stdout', ...files.map((file) => path.join(folder, file))];
  const { out, failure } = await new Promise((done) => {
    execFile('java', args, { maxBuffer: 1 << 28 }, (failure, out, told) => done({ out, failure: failure && (told || failure.message) }));
  });
  let messages;
  try {
    ({ messages } = JSON.parse(out));
  } catch {
    throw new Error(`the HTML checker did not answer: ${failure ?? out.slice(0, 500)}`);
  }
  const texts = (wanted) => messages.filter(wanted).map((message) => {
    const file = path.relative(folder, new URL(message.url).pathname);
    return `${decodeURIComponent(file)}:${message.lastLine}: ${message.message} ${(message.extract ?? '').replace(/\s+/g, ' ')}`;
  });
  return { errors: texts(({ type }) => type !== 'info'), warnings: texts(({ type, subType }) => type === 'info' && subType === 'warning') };
}
