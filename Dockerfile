FROM node:24.21.0-alpine AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY . .
RUN npm run prepack && npm prune --omit=dev --ignore-scripts

FROM node:24.21.0-alpine
ENV NODE_ENV=production
WORKDIR /app
COPY --from=build --chown=root:root /app/package.json ./
COPY --from=build --chown=root:root /app/node_modules ./node_modules
COPY --from=build --chown=root:root /app/dist ./dist
COPY --from=build --chown=root:root /app/rules ./rules
COPY --from=build --chown=root:root /app/test/fixtures/sample.md ./test/fixtures/sample.md
USER node
ENTRYPOINT ["node", "dist/cli.js"]
CMD ["--help"]
