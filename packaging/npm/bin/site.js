#!/usr/bin/env node
// Runs the program of the package for this system, with the same arguments and the same exit code.
"use strict";

const { spawn } = require("node:child_process");

const system = `${process.platform}-${process.arch}`;
const name = process.platform === "win32" ? "site.exe" : "site";

let program;
try {
  program = require.resolve(`@site-generator/site-${system}/${name}`);
} catch {
  console.error(`error: there is no package of site for ${system}`);
  console.error("hint: install without `--omit=optional`, or build it with `cargo install`");
  process.exit(3);
}

const child = spawn(program, process.argv.slice(2), { stdio: "inherit" });
// Ctrl-C reaches the program by itself; this process only waits for it.
for (const signal of ["SIGINT", "SIGTERM"]) {
  process.on(signal, () => signal === "SIGTERM" && child.kill(signal));
}
child.on("error", (error) => {
  console.error(`error: ${program} does not run: ${error.message}`);
  process.exit(3);
});
child.on("exit", (code, signal) => process.exit(signal ? 128 : code));
