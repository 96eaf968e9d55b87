# syntax=docker/dockerfile:1
# The assistant with its embedded database and queues; DATABASE_URL and REDIS_URL put others in their place.
# For both processors that the packages exist for: docker buildx build --platform linux/amd64,linux/arm64 .
FROM node:24-slim

ENV NODE_ENV=production
WORKDIR /app

COPY package.json package-lock.json .npmrc ./
# Only what the program itself needs; the embedded PostgreSQL links its libraries in an install script.
RUN npm ci --omit=dev --loglevel=error && npm cache clean --force

COPY LICENSE ./
COPY prisma ./prisma
COPY locales ./locales
COPY flows ./flows
COPY src ./src

# The image's own user: nothing here needs to be root, PostgreSQL least of all.
RUN mkdir /data && chown node:node /data
USER node

ENV HOST=0.0.0.0 PORT=3000 DATA_DIR=/data
# Memory that is free again goes back to the system.
ENV MALLOC_TRIM_THRESHOLD_=65536
VOLUME /data
EXPOSE 3000

HEALTHCHECK --interval=30s --timeout=5s --start-period=60s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]

# Stopping takes at most ten seconds: docker stop --time 15.
STOPSIGNAL SIGTERM
CMD ["node", "--max-semi-space-size=4", "--max-old-space-size=192", "src/main.ts"]
