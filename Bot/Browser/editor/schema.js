// What may be written where, from a kind's JSON schema: the place in the text is found by its indentation, so that it works in the
// middle of writing, where the text is no YAML yet.

/** The keys from the outermost to the one the cursor stands in; `null` is an item of a list. `siblings` are the keys beside it with their values. */
export function placeOf(lines, number, column) {
  const path = [];
  const siblings = new Map();
  let indent = column;
  let isBeside = true;
  for (let i = number; i >= 0; i--) {
    const line = lines[i];
    if (i !== number && (line.trim() === "" || line.trimStart().startsWith("#"))) {
      continue;
    }

    const levels = levelsOf(i === number ? line.slice(0, column) : line);
    for (const level of levels.reverse()) {
      if (level.at > indent || (level.at === indent && i === number && level.key !== undefined && level.value === undefined)) {
        continue;
      }

      if (level.key !== undefined && level.at === indent) {
        if (isBeside) {
          siblings.set(level.key, level.value ?? "");
        }
      } else if (level.key !== undefined && level.at < indent) {
        path.unshift(level.key);
        [indent, isBeside] = [level.at, false];
      } else if (level.key === undefined && level.at < indent) {
        path.unshift(null);
        [indent, isBeside] = [level.at, false];
      }
    }

    if (indent === 0 && !isBeside) {
      break;
    }
  }

  if (number + 1 < lines.length) {
    below(lines, number + 1, column, siblings);
  }

  return { path, siblings };
}

// "  - id: spice" is a list item at 2 and a key at 4.
function levelsOf(line) {
  const levels = [];
  let at = 0;
  let rest = line;
  for (;;) {
    const space = /^\s*/.exec(rest)[0].length;
    at += space;
    rest = rest.slice(space);
    if (!/^-(\s|$)/.test(rest)) {
      break;
    }

    levels.push({ at });
    rest = rest.slice(1);
    at += 1;
  }

  const key = /^("?)([^\s"'#:[\]{},][^:"#]*?)\1:(\s+(.*))?$/.exec(rest);
  if (key) {
    levels.push({ at, key: key[2], value: key[4] ?? "" });
  }

  return levels;
}

function below(lines, from, column, siblings) {
  for (let i = from; i < lines.length; i++) {
    const line = lines[i];
    if (line.trim() === "") {
      continue;
    }

    const at = /^\s*/.exec(line)[0].length;
    if (at < column || line.trimStart().startsWith("-") && at <= column) {
      return;
    }

    const [level] = levelsOf(line);
    if (at === column && level?.key !== undefined) {
      siblings.set(level.key, level.value);
    }
  }
}

export class Schema {
  #root;

  constructor(root) {
    this.#root = root;
  }

  static async load(url) {
    try {
      const answer = await fetch(url);
      return answer.ok ? new Schema(await answer.json()) : null;
    } catch {
      return null;
    }
  }

  /** Completions for CodeMirror: keys where a key stands, values behind one. */
  complete(context) {
    const line = context.state.doc.lineAt(context.pos);
    const before = line.text.slice(0, context.pos - line.from);
    const value = /^(\s*(?:-\s+)*)([\w-]+):\s+([^\s[{]*)$/.exec(before);
    const item = /^(\s*(?:-\s+)+)([^\s:]*)$/.exec(before);
    const key = item ?? /^(\s*)([\w-]*)$/.exec(before);
    const lines = context.state.doc.toString().split("\n");
    if (value) {
      const { path, siblings } = placeOf(lines, line.number - 1, value[1].length);
      const options = this.#values(this.#at([...path, value[2]], siblings));
      return options.length === 0 ? null : { from: context.pos - value[3].length, options, validFor: /^[\w-]*$/ };
    }

    if (!key || (key[2] === "" && !context.explicit && !item)) {
      return null;
    }

    const { path, siblings } = placeOf(lines, line.number - 1, key[1].length);
    const options = this.#keys(this.#at(path, siblings), siblings);
    return options.length === 0 ? null : { from: context.pos - key[2].length, options, validFor: /^[\w-]*$/ };
  }

  /** What the key under the mouse is for. */
  explain(state, at) {
    const line = state.doc.lineAt(at);
    const key = /^(\s*(?:-\s+)*)([\w-]+):/.exec(line.text);
    const column = at - line.from;
    if (!key || column < key[1].length || column > key[0].length) {
      return null;
    }

    const { path, siblings } = placeOf(state.doc.toString().split("\n"), line.number - 1, key[1].length);
    const description = this.#at([...path, key[2]], siblings).map((one) => one.description).find(Boolean);
    return description
      ? { pos: line.from + key[1].length, end: line.from + key[0].length - 1, above: true, create: () => ({ dom: Object.assign(document.createElement("div"), { className: "cm-explained", textContent: description }) }) }
      : null;
  }

  // The schemas that may hold at a path; among cases, the one that the keys beside say.
  #at(path, siblings) {
    let here = this.#open(this.#root);
    path.forEach((step, i) => {
      here = here.flatMap((schema) => step === null
        ? schema.items ? this.#open(schema.items) : []
        : schema.properties?.[step] ? this.#open(schema.properties[step]) : []);
      if (i === path.length - 1) {
        here = this.#fitting(here, siblings);
      }
    });
    return path.length === 0 ? this.#fitting(here, siblings) : here;
  }

  #fitting(schemas, siblings) {
    const fits = schemas.filter((schema) => Object.entries(schema.properties ?? {}).every(([key, property]) =>
      property.const === undefined || !siblings.get(key) || property.const === siblings.get(key).trim()));
    return fits.length > 0 ? fits : schemas;
  }

  // A schema as the plain ones it may be: references, cases and parts resolved.
  #open(schema, depth = 0) {
    if (depth > 20 || typeof schema !== "object" || schema === null) {
      return [];
    }

    const { $ref, allOf, oneOf, anyOf, ...own } = schema;
    const parts = [
      ...($ref ? this.#open(this.#root.definitions[$ref.split("/").at(-1)], depth + 1) : []),
      ...[...(allOf ?? []), ...(oneOf ?? []), ...(anyOf ?? [])].flatMap((one) => this.#open(one, depth + 1)),
    ];
    return parts.length === 0 ? [own] : own.description ? parts.map((part) => ({ ...part, description: own.description })) : parts;
  }

  #keys(schemas, siblings) {
    const options = new Map();
    for (const schema of schemas) {
      for (const [key, property] of Object.entries(schema.properties ?? {})) {
        if (!siblings.has(key) && !options.has(key)) {
          const opened = this.#open(property);
          options.set(key, {
            label: key,
            apply: `${key}: `,
            type: "property",
            info: property.description ?? opened.map((one) => one.description).find(Boolean),
            boost: (schema.required ?? []).includes(key) ? 10 : 0,
          });
        }
      }
    }

    return [...options.values()];
  }

  #values(schemas) {
    const words = new Set();
    for (const schema of schemas) {
      (schema.enum ?? []).forEach((word) => words.add(`${word}`));
      if (schema.const !== undefined) {
        words.add(`${schema.const}`);
      }

      if (schema.type === "boolean") {
        words.add("true").add("false");
      }
    }

    return [...words].map((label) => ({ label, type: "enum" }));
  }
}
