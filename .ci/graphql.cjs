// Says whether GraphQL requests, a JSON list of {query, variables}, fit GitHub's published schema.
const fs = require("fs");
const path = require("path");
const { buildSchema, parse, validate } = require("graphql");
const { getVariableValues } = require("graphql/execution/values");

const folder = path.join(process.env.NODE_PATH, "@octokit", "graphql-schema"); // it exports only its types
const sdl = fs.readFileSync(path.join(folder, "schema.graphql"), "utf8");
const schema = buildSchema(sdl, { assumeValidSDL: true });
const requests = JSON.parse(fs.readFileSync(process.argv[2], "utf8"));
for (const { query, variables } of requests) {
  const document = parse(query);
  const operation = document.definitions[0];
  const wrong = [...validate(schema, document)];
  const { errors } = getVariableValues(schema, operation.variableDefinitions, variables);
  for (const error of [...wrong, ...(errors || [])]) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
console.log(`${requests.length} valid`);
