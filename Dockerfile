# The service, and the command line beside it:
#   docker run --env-file .env -p 3000:3000 --read-only --tmpfs /tmp IMAGE
#   docker run --env-file .env IMAGE postmortem-coach doctor
FROM node:24.21.0-alpine AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY . .
RUN npm run prepack
RUN npm prune --omit=dev --ignore-scripts
# Keeps compiled code beside the packages, since nothing can be written later.
RUN node dist/cli.js review --format json

FROM node:24.21.0-alpine
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000
WORKDIR /app
COPY --from=build /app/package.json /app/app.yml ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY --from=build /app/rules ./rules
COPY --from=build /app/test/fixtures/sample.md ./test/fixtures/sample.md
RUN ln -s /app/dist/cli.js /usr/local/bin/postmortem-coach && chmod +x /app/dist/cli.js
USER node
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s --start-period=10s CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "dist/main.js"]
