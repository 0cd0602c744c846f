// Plain JavaScript, so that any Node can say what is amiss: Node 24 runs the TypeScript sources, older ones do not.
const [major] = process.versions.node.split(".").map(Number);
if (major < 24) {
  process.stderr.write(
    `Postmortem Coach runs on Node 24, and this is ${process.version}.\n` +
      "Its own Node 24 comes with `npm ci` (the package `node`), and did not arrive: was npm told not to run install scripts?\n" +
      "Run `npm ci` again with `--ignore-scripts=false`, or use a Node 24 of your own.\n",
  );
  process.exit(2);
}
